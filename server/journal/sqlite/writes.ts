// The writes and removals, as prepared statements.
// Knows no thread and no transaction: the caller opens and commits one around many of them.

import type { DatabaseSync } from 'node:sqlite';
import { prepareAppending } from './append.ts';
import type { Removals, Writes } from './calls.ts';
import type { StreamMemory } from './stream-memory.ts';

export function prepareWrites(database: DatabaseSync, memory: StreamMemory): Writes {
  const stream = database.prepare(
    'INSERT INTO streams (name) VALUES (?) ON CONFLICT DO UPDATE SET name = name RETURNING id',
  );
  const document = database.prepare(
    `INSERT INTO documents (stream, author, key, text, revision) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (stream, author, key) DO UPDATE SET
       text = iif(excluded.revision >= revision, excluded.text, text), revision = max(excluded.revision, revision)
     RETURNING revision`,
  );
  const isErased = database.prepare('SELECT author FROM erased WHERE author = ?');
  const delivered = database.prepare('DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))');
  const lastBeat = database.prepare('SELECT at FROM beat');
  const beat = database.prepare('INSERT INTO beat (one, at) VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at');
  return {
    append: prepareAppending(database, memory),
    putDocument(row) {
      if (isErased.get(row.author)) return row.revision;
      const { id } = stream.get(row.stream) as { id: number };
      return (document.get(id, row.author, row.key, row.text, row.revision) as { revision: number }).revision;
    },
    outboxDelivered(ids) {
      delivered.run(JSON.stringify(ids));
    },
    beat(at) {
      const earlier = (lastBeat.get() as { at: number } | undefined)?.at ?? null;
      beat.run(at);
      return earlier;
    },
  };
}

/** Free of traces only after the scrub (scrub.ts) that they ask for in the same transaction. */
export function prepareRemovals(database: DatabaseSync, memory: Pick<StreamMemory, 'forget'>): Removals {
  const texts = database.prepare('DELETE FROM texts WHERE author = ?');
  const documents = database.prepare('DELETE FROM documents WHERE author = ?');
  const waiting = database.prepare('DELETE FROM outbox WHERE target IN (SELECT value FROM json_each(?))');
  // All that belongs to a stream goes with its row, by foreign keys.
  const streams = database.prepare('DELETE FROM streams WHERE name IN (SELECT value FROM json_each(?))');
  const erased = database.prepare('INSERT OR IGNORE INTO erased (author) VALUES (?)');
  const askForScrub = database.prepare('INSERT OR IGNORE INTO scrub_due (one) VALUES (1)');
  return {
    eraseAuthor(author) {
      erased.run(author);
      texts.run(author);
      documents.run(author);
      askForScrub.run();
    },
    deleteStreams(names) {
      waiting.run(JSON.stringify(names));
      streams.run(JSON.stringify(names));
      memory.forget(names);
      askForScrub.run();
    },
  };
}
