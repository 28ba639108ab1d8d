// Every question a store answers, as prepared statements.
// Knows no thread and writes nothing. JSON stays text.

import type { DatabaseSync } from 'node:sqlite';
import type { DocumentRow } from '../port.ts';
import { prepareAckOf } from './acks.ts';
import type { FactRow, OutboxTextRow, Reads } from './calls.ts';
import type { StreamMemory } from './stream-memory.ts';

export function prepareReads(database: DatabaseSync, memory: StreamMemory): Reads {
  return { ...journalReads(database, memory), ...besideReads(database) };
}

function journalReads(
  database: DatabaseSync,
  memory: StreamMemory,
): Pick<Reads, 'read' | 'heads' | 'readAll' | 'findAck' | 'lookup'> {
  const read = database.prepare(
    `SELECT version, position, at, fact FROM facts
     WHERE stream = (SELECT id FROM streams WHERE name = ?) AND version > ? ORDER BY version`,
  );
  const heads = database.prepare(
    `SELECT name, (SELECT max(version) FROM facts WHERE stream = streams.id) AS head FROM streams
     WHERE name IN (SELECT value FROM json_each(?))`,
  );
  const readAll = database.prepare(
    `SELECT name AS stream, version, position, at, fact FROM facts JOIN streams ON streams.id = facts.stream
     WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const ackOf = prepareAckOf(database);
  const lookup = database.prepare('SELECT value FROM claims WHERE kind = ? AND key = ?');
  return {
    read(stream, afterVersion) {
      const rows = read.all(stream, afterVersion) as Omit<FactRow, 'stream'>[];
      return rows.map((row) => ({ stream, ...row }));
    },
    heads(streams) {
      // Asked each second for every stream in use: nearly all are known.
      const known = streams.flatMap((name) => {
        const head = memory.headOf(name);
        return head ? [[name, head] as [string, number]] : [];
      });
      if (known.length === streams.length) return known;
      const others = streams.filter((name) => memory.headOf(name) === undefined);
      const rows = heads.all(JSON.stringify(others)) as { name: string; head: number | null }[];
      return [...known, ...rows.flatMap(({ name, head }) => (head === null ? [] : [[name, head] as [string, number]]))];
    },
    readAll: (afterPosition, limit) => readAll.all(afterPosition, limit) as FactRow[],
    findAck(name, seatId, commandId) {
      const stream = memory.of(name);
      return stream && ackOf(stream, seatId, commandId);
    },
    lookup: (kind, key) => (lookup.get(kind, key) as { value: string } | undefined)?.value ?? null,
  };
}

function besideReads(
  database: DatabaseSync,
): Pick<Reads, 'readTexts' | 'readDocuments' | 'dueUntil' | 'pendingOutbox' | 'lastBeat'> {
  const text = database.prepare('SELECT text FROM texts WHERE ref = ?');
  const documents = database.prepare(
    `SELECT author, key, text, revision FROM documents
     WHERE stream = (SELECT id FROM streams WHERE name = ?) AND author = ? ORDER BY key`,
  );
  const due = database.prepare(
    `SELECT name AS stream, due.id, at FROM due JOIN streams ON streams.id = due.stream
     WHERE at <= ? ORDER BY at, name, due.id LIMIT ?`,
  );
  const outbox = database.prepare(
    `SELECT outbox.id, name AS source, target, command FROM outbox JOIN streams ON streams.id = outbox.source
     ORDER BY place LIMIT ?`,
  );
  const lastBeat = database.prepare('SELECT at FROM beat');
  return {
    lastBeat: () => (lastBeat.get() as { at: number } | undefined)?.at ?? null,
    // One by one: most ask for one, and a list as a table has SQLite plan anew each time.
    readTexts: (refs) =>
      refs.flatMap((ref) => {
        const row = text.get(ref) as { text: string } | undefined;
        return row ? [[ref, row.text] as [string, string]] : [];
      }),
    readDocuments(stream, author) {
      const rows = documents.all(stream, author) as Omit<DocumentRow, 'stream'>[];
      return rows.map((row) => ({ stream, ...row }));
    },
    dueUntil: (until, limit) => due.all(until, limit) as { stream: string; id: string; at: number }[],
    pendingOutbox: (limit) => outbox.all(limit) as OutboxTextRow[],
  };
}
