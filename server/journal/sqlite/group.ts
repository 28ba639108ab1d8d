// Group commit: all writes that wait share one transaction, and nothing is answered before it is on the disk.
// Knows no thread; calls come in as a list and replies go out through a function.

import type { DatabaseSync } from 'node:sqlite';
import type { Call, OperationName, Operations, Reply } from './calls.ts';
import { scrubIfDue } from './scrub.ts';

/** Bounds how long the first of a group waits for the last. */
const groupLimit = 500;

const removals: ReadonlySet<OperationName> = new Set<OperationName>(['eraseAuthor', 'deleteStreams']);
const writes: ReadonlySet<OperationName> = new Set<OperationName>([
  ...removals,
  'append',
  'putDocument',
  'outboxDelivered',
  'beat',
]);

/** Does one call; throws what SQLite throws. */
export type Perform = (call: Call) => unknown;
/** What the group needs of a database. */
export type Transactions = Pick<DatabaseSync, 'exec' | 'prepare' | 'isTransaction'> & {
  /** What is known by heart is no longer so: a transaction was rolled back. */
  forget(): void;
};

export function performWith(operations: Omit<Operations, 'copyTo'>): Perform {
  const table = operations as unknown as Record<OperationName, (...parameters: unknown[]) => unknown>;
  return ({ operation, parameters }) => table[operation](...parameters);
}

/**
 * Answers every call through `reply`, in lists. A read sees every write that was called before it, committed, and
 * perhaps later ones of its group: it waits for the commit rather than show what may yet fail.
 */
export function runCalls(
  database: Transactions,
  perform: Perform,
  calls: readonly Call[],
  reply: (replies: Reply[]) => void,
): void {
  for (let start = 0; start < calls.length; start += groupLimit) {
    const group = calls.slice(start, start + groupLimit);
    const firstWrite = group.findIndex((call) => writes.has(call.operation));
    const leading = firstWrite < 0 ? group : group.slice(0, firstWrite);
    if (leading.length > 0) reply(leading.map((call) => performAlone(perform, call)));
    if (firstWrite >= 0) runGroup(database, perform, group.slice(firstWrite), reply);
  }
}

function runGroup(database: Transactions, perform: Perform, group: Call[], reply: (replies: Reply[]) => void): void {
  const writing = group.filter((call) => writes.has(call.operation));
  const reading = group.filter((call) => !writes.has(call.operation));
  const written = commitTogether(database, perform, writing);
  const read = reading.map((call) => performAlone(perform, call));
  const removing = new Set(group.filter((call) => removals.has(call.operation)).map((call) => call.id));
  const removed = written.filter(({ id }) => removing.has(id));
  reply([...written.filter(({ id }) => !removing.has(id)), ...read]);
  if (removed.length > 0) reply(scrubbed(database, removed));
}

/** A removal is answered only when no trace is left; the rest of its group does not wait for that. */
function scrubbed(database: Transactions, removed: Reply[]): Reply[] {
  try {
    scrubIfDue(database);
    return removed;
  } catch (error) {
    const reason = `removed, but traces stay until the next removal or start: ${wording(error)}`;
    return removed.map(({ id }) => ({ id, error: reason }));
  }
}

function commitTogether(database: Transactions, perform: Perform, group: Call[]): Reply[] {
  const replies: Reply[] = [];
  try {
    database.exec('BEGIN IMMEDIATE');
    for (const call of group) replies.push({ id: call.id, value: perform(call) });
  } catch (error) {
    rollBack(database);
    // One call that cannot be written must not fail the others: each gets a transaction of its own.
    if (group.length > 1) return group.flatMap((call) => commitTogether(database, perform, [call]));
    return failed(group, error);
  }
  try {
    database.exec('COMMIT');
    return replies;
  } catch (error) {
    rollBack(database);
    return failed(group, error);
  }
}

function rollBack(database: Transactions): void {
  database.forget();
  // A full disk makes SQLite roll back by itself.
  if (database.isTransaction) database.exec('ROLLBACK');
}

function performAlone(perform: Perform, call: Call): Reply {
  try {
    return { id: call.id, value: perform(call) };
  } catch (error) {
    return { id: call.id, error: wording(error) };
  }
}

function failed(group: Call[], error: unknown): Reply[] {
  return group.map(({ id }) => ({ id, error: wording(error) }));
}

function wording(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
