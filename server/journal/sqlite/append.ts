// The one atomic append: all checks first, then all writes, inside a transaction that the caller opened.
// Knows no thread and no commit; of the clock only whether it is too late for what waited.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PreparedAppend, PreparedBeside } from '../prepare.ts';
import { type AckOf, prepareAckOf } from './acks.ts';
import type { AppendTextResult, Writes } from './calls.ts';
import type { KnownStream, StreamMemory } from './stream-memory.ts';

type Held = { stream: number };

function prepareStatements(database: DatabaseSync) {
  return {
    newStream: database.prepare('INSERT INTO streams (name) VALUES (?)'),
    keepAck: database.prepare('INSERT INTO acks (stream, seat, command, hash, ack) VALUES (?, ?, ?, ?, ?)'),
    fact: database.prepare('INSERT INTO facts (stream, version, at, fact) VALUES (?, ?, ?, ?)'),
    factWithAck: database.prepare(
      'INSERT INTO facts (stream, version, at, fact, seat, command, hash, ack) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    lastPosition: database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'facts'"),
    text: database.prepare(
      `INSERT INTO texts (ref, stream, author, text) VALUES (?, ?, ?, ?) ON CONFLICT (ref)
       DO UPDATE SET stream = excluded.stream, author = excluded.author, text = excluded.text`,
    ),
    isErased: database.prepare('SELECT author FROM erased WHERE author = ?'),
    dropText: database.prepare('DELETE FROM texts WHERE ref = ?'),
    setDue: database.prepare(
      'INSERT INTO due (stream, id, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
    ),
    dropDue: database.prepare('DELETE FROM due WHERE stream = ? AND id = ?'),
    outbox: database.prepare('INSERT INTO outbox (id, source, target, command) VALUES (?, ?, ?, ?)'),
    held: database.prepare('SELECT stream FROM claims WHERE kind = ? AND key = ?'),
    claim: database.prepare('INSERT INTO claims (kind, key, value, stream) VALUES (?, ?, ?, ?)'),
    release: database.prepare('DELETE FROM claims WHERE kind = ? AND key = ? AND stream = ?'),
  } satisfies Record<string, StatementSync>;
}

type Statements = ReturnType<typeof prepareStatements> & { memory: StreamMemory; ackOf: AckOf };

export function prepareAppending(database: DatabaseSync, memory: StreamMemory): Writes['append'] {
  const statements = { ...prepareStatements(database), memory, ackOf: prepareAckOf(database) };
  return (item, at, untilHere) => {
    const stream = memory.of(item.stream);
    return refuse(statements, stream, item, untilHere) ?? write(statements, stream, item, at);
  };
}

/** All reasons not to append, found before anything is written: a refusal leaves its group untouched. */
function refuse(
  statements: Statements,
  stream: KnownStream | undefined,
  item: PreparedAppend,
  untilHere: number | null,
): AppendTextResult | null {
  const kept = stream && statements.ackOf(stream, item.seatId, item.commandId);
  if (kept)
    return kept.hash === item.payloadHash ? { outcome: 'repeated', ack: kept.ack } : { outcome: 'commandIdReused' };
  // It may have waited here for a disk that hung, longer than its sender did.
  if (untilHere !== null && Date.now() > untilHere) return { outcome: 'tooLate' };
  const version = stream?.head ?? 0;
  if (version !== item.expectedVersion) return { outcome: 'conflict', version };
  return item.beside && refuseClaims(statements, stream, item.beside);
}

function refuseClaims(
  statements: Statements,
  stream: KnownStream | undefined,
  { claims, releases }: PreparedBeside,
): AppendTextResult | null {
  const claimed = new Set<string>();
  for (const { kind, key } of claims) {
    const id = JSON.stringify([kind, key]);
    const holder = statements.held.get(kind, key) as Held | undefined;
    // A key that this same append releases is free again.
    const isFreed = holder?.stream === stream?.id && releases.some((each) => each.kind === kind && each.key === key);
    if ((holder && !isFreed) || claimed.has(id)) return { outcome: 'taken', kind, key };
    claimed.add(id);
  }
  return null;
}

function write(
  statements: Statements,
  existing: KnownStream | undefined,
  item: PreparedAppend,
  at: number,
): AppendTextResult {
  const { memory } = statements;
  const stream = existing ?? memory.created(item.stream, Number(statements.newStream.run(item.stream).lastInsertRowid));
  const position = writeFacts(statements, stream, item, at);
  const version = stream.head + item.facts.length;
  if (item.facts.length > 0) memory.grew(item.stream, version, item.seatId, item.commandId);
  if (item.beside) writeBeside(statements, { stream: stream.id, name: item.stream, version, ...item.beside });
  return { outcome: 'appended', version, position, at };
}

/** With the ack beside the last of them. The last position. */
function writeFacts(statements: Statements, { id, head }: KnownStream, item: PreparedAppend, at: number): number {
  const ack = [item.seatId, item.commandId, item.payloadHash, item.ack] as const;
  const last = item.facts.at(-1);
  if (last === undefined) {
    statements.keepAck.run(id, ...ack);
    return (statements.lastPosition.get() as { seq: number } | undefined)?.seq ?? 0;
  }
  for (const [n, fact] of item.facts.slice(0, -1).entries()) statements.fact.run(id, head + n + 1, at, fact);
  return Number(statements.factWithAck.run(id, head + item.facts.length, at, last, ...ack).lastInsertRowid);
}

type Beside = PreparedBeside & { stream: number; name: string; version: number };

function writeBeside(statements: Statements, { stream, name, version, ...item }: Beside): void {
  for (const { ref, author, text } of item.texts) {
    if (statements.isErased.get(author)) statements.dropText.run(ref);
    else statements.text.run(ref, stream, author, text);
  }
  for (const { id, at } of item.dueTimes) {
    if (at === null) statements.dropDue.run(stream, id);
    else statements.setDue.run(stream, id, at);
  }
  for (const [index, { target, command }] of item.outbox.entries()) {
    statements.outbox.run(`${name}@${version}#${index}`, stream, target, command);
  }
  // A stream lets go only of what it holds itself.
  for (const { kind, key } of item.releases) statements.release.run(kind, key, stream);
  for (const { kind, key, value } of item.claims) statements.claim.run(kind, key, value, stream);
}
