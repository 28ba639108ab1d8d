// The one atomic append: all checks first, then all writes, inside a transaction that the caller opened.
// Knows no thread, no commit, no clock.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PreparedAppend, PreparedBeside } from '../prepare.ts';
import type { AckRow, AppendTextResult, Writes } from './calls.ts';

type StreamRow = { id: number; head: number };
type Held = { stream: number };

function prepareStatements(database: DatabaseSync) {
  return {
    stream: database.prepare('SELECT id, head FROM streams WHERE name = ?'),
    newStream: database.prepare('INSERT INTO streams (name, head) VALUES (?, 0)'),
    moveHead: database.prepare('UPDATE streams SET head = ? WHERE id = ?'),
    ack: database.prepare('SELECT hash, ack FROM acks WHERE stream = ? AND seat = ? AND command = ?'),
    keepAck: database.prepare('INSERT INTO acks (stream, seat, command, hash, ack) VALUES (?, ?, ?, ?, ?)'),
    fact: database.prepare('INSERT INTO facts (stream, version, at, fact) VALUES (?, ?, ?, ?)'),
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

type Statements = ReturnType<typeof prepareStatements>;

export function prepareAppending(database: DatabaseSync): Writes['append'] {
  const statements = prepareStatements(database);
  return (item, at) => {
    const stream = statements.stream.get(item.stream) as StreamRow | undefined;
    return refuse(statements, stream, item) ?? write(statements, stream, item, at);
  };
}

/** All reasons not to append, found before anything is written: a refusal leaves its group untouched. */
function refuse(statements: Statements, stream: StreamRow | undefined, item: PreparedAppend): AppendTextResult | null {
  const kept = stream && (statements.ack.get(stream.id, item.seatId, item.commandId) as AckRow | undefined);
  if (kept)
    return kept.hash === item.payloadHash ? { outcome: 'repeated', ack: kept.ack } : { outcome: 'commandIdReused' };
  const version = stream?.head ?? 0;
  if (version !== item.expectedVersion) return { outcome: 'conflict', version };
  return item.beside && refuseClaims(statements, stream, item.beside);
}

function refuseClaims(
  statements: Statements,
  stream: StreamRow | undefined,
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
  existing: StreamRow | undefined,
  item: PreparedAppend,
  at: number,
): AppendTextResult {
  const stream = existing?.id ?? Number(statements.newStream.run(item.stream).lastInsertRowid);
  let version = existing?.head ?? 0;
  let position = 0;
  for (const fact of item.facts) {
    version += 1;
    position = Number(statements.fact.run(stream, version, at, fact).lastInsertRowid);
  }
  if (item.facts.length > 0) statements.moveHead.run(version, stream);
  else position = (statements.lastPosition.get() as { seq: number } | undefined)?.seq ?? 0;
  statements.keepAck.run(stream, item.seatId, item.commandId, item.payloadHash, item.ack);
  if (item.beside) writeBeside(statements, { stream, name: item.stream, version, ...item.beside });
  return { outcome: 'appended', version, position, at };
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
