// A group is committed as a whole or not at all, and one call that cannot be written fails alone.

import { afterEach, expect, test } from 'vitest';
import { anAppend } from '../contract-sample.ts';
import { prepareAppend } from '../prepare.ts';
import type { Call, OperationName, Reply } from './calls.ts';
import { scratchPaths } from './files.fixture.ts';
import { type Perform, performWith, runCalls, type Transactions } from './group.ts';
import { prepareReads } from './reads.ts';
import { openDatabase } from './schema.ts';
import { createStreamMemory } from './stream-memory.ts';
import { prepareRemovals, prepareWrites } from './writes.ts';

const newPath = scratchPaths();
let close = () => {};
afterEach(() => close());

function openGroup() {
  const database = openDatabase(newPath(), 'FULL');
  close = () => database.close();
  const memory = createStreamMemory(database);
  const reads = prepareReads(database, memory);
  const perform = performWith({
    ...reads,
    ...prepareWrites(database, memory),
    ...prepareRemovals(database, memory),
  });
  const executed: string[] = [];
  let failOn = '';
  const watched: Transactions = {
    prepare: (sql) => database.prepare(sql),
    forget: () => memory.forget(),
    exec(sql) {
      executed.push(sql);
      if (sql === failOn) refuse(sql);
      database.exec(sql);
    },
    get isTransaction() {
      return database.isTransaction;
    },
  };
  /** A commit is refused by SQLite itself, which leaves the transaction open: a row that nothing holds is looked for only then. */
  const refuse = (sql: string) => {
    if (sql !== 'COMMIT') throw new Error(`no ${sql} today`);
    database.exec('PRAGMA defer_foreign_keys = ON');
    database.exec("INSERT INTO claims (kind, key, value, stream) VALUES ('nobody', 'nothing', '', -1)");
  };
  const run = (calls: Call[], performing: Perform = perform): Reply[][] => {
    const replies: Reply[][] = [];
    runCalls(watched, performing, calls, (some) => replies.push(some));
    return replies;
  };
  const fail = (sql: string) => {
    failOn = sql;
  };
  return { database, reads, perform, run, executed, fail };
}

let ids = 0;
function call(operation: OperationName, ...parameters: unknown[]): Call {
  ids += 1;
  return { id: ids, operation, parameters };
}
const append = (stream: string, version: number, fact = 'fact') =>
  call('append', prepareAppend(anAppend(stream, version, { facts: [fact] })), 1000);

test('writes that wait share one commit, and a refusal in their midst touches nobody', () => {
  const { run, executed } = openGroup();
  const calls = [append('a', 0), append('a', 0), append('a', 1), append('b', 0), call('beat', 5)];
  const [replies] = run(calls);
  const outcomes = replies?.map((reply) =>
    'value' in reply ? (reply.value as { outcome?: string })?.outcome : 'error',
  );
  expect(outcomes).toEqual(['appended', 'conflict', 'appended', 'appended', undefined]);
  expect(executed).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
});

test('on a failed commit all of the group reject, nothing is written, and the next group works', () => {
  const { run, reads, fail } = openGroup();
  fail('COMMIT');
  const replies = run([append('a', 0), append('b', 0), call('read', 'a', 0)]).flat();
  const refused = { error: expect.stringContaining('FOREIGN KEY constraint failed') };
  expect(replies).toMatchObject([refused, refused, { value: [] }]);
  expect(reads.readAll(0, 10)).toEqual([]);
  fail('');
  expect(run([append('a', 0)]).flat()).toMatchObject([{ value: { outcome: 'appended', version: 1 } }]);
});

test('what a failed commit would have changed is not known by heart either: heads, answers, a stream that went', () => {
  const { run, fail } = openGroup();
  const kept = append('a', 0);
  run([kept, append('b', 0)]);
  fail('COMMIT');
  const lost = append('a', 1);
  run([lost, call('deleteStreams', ['b']), append('c', 0), call('read', 'a', 0)]);
  fail('');
  const ids = (of: Call) => (of.parameters[0] as { seatId: string; commandId: string }) ?? {};
  const ackOf = (of: Call) => call('findAck', 'a', ids(of).seatId, ids(of).commandId);
  const [replies] = run([call('heads', ['a', 'b', 'c']), ackOf(kept), ackOf(lost)]);
  expect(replies?.map((reply) => ('value' in reply ? reply.value : 'error'))).toMatchObject([
    [
      ['a', 1],
      ['b', 1],
    ],
    { hash: 'hash' },
    undefined,
  ]);
  expect(run([lost, append('b', 1), append('c', 0)]).flat()).toMatchObject([
    { value: { outcome: 'appended', version: 2 } },
    { value: { outcome: 'appended', version: 2 } },
    { value: { outcome: 'appended', version: 1 } },
  ]);
});

test('deleting a stream and beginning it anew in one group: nothing of the first is known', () => {
  const { run } = openGroup();
  const first = append('a', 0);
  run([first, append('b', 0)]);
  const replies = run([append('a', 1), call('deleteStreams', ['a']), first, append('a', 1), append('b', 1)]).flat();
  const outcomes = replies.map((reply) =>
    'value' in reply ? (reply.value as { version?: number })?.version : 'error',
  );
  expect(outcomes).toEqual([2, 1, 2, 2, undefined]);
});

test('a write that throws half-way fails alone and leaves no half', () => {
  const { run, reads, perform } = openGroup();
  const bad = append('b', 0);
  const breaking: Perform = (each) => {
    const value = perform(each);
    if (each.id === bad.id) throw new Error('poisoned');
    return value;
  };
  const replies = run([append('a', 0), bad, append('c', 0)], breaking).flat();
  expect(replies).toMatchObject([{ value: { version: 1 } }, { error: 'poisoned' }, { value: { version: 1 } }]);
  expect(reads.readAll(0, 10).map((row) => row.stream)).toEqual(['a', 'c']);
});

test('on a full disk writes reject, reads go on, and room given back mends it', () => {
  const { run, reads, database } = openGroup();
  run([append('a', 0)]);
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
  database.exec(`PRAGMA max_page_count = ${pages}`);
  const large = 'x'.repeat(50_000);
  const replies = run([append('a', 1, large), append('b', 0, large), call('read', 'a', 0)]).flat();
  expect(replies).toMatchObject([{ error: /full/ }, { error: /full/ }, { value: [{ version: 1 }] }].map(matching));
  expect(reads.readAll(0, 10).length).toBe(1);
  database.exec('PRAGMA max_page_count = 100000');
  expect(run([append('a', 1, large)]).flat()).toMatchObject([{ value: { version: 2 } }]);
});

test('a read shows nothing uncommitted, and does not wait for writes that were called after it', () => {
  const { run } = openGroup();
  const replies = run([call('read', 'a', 0), append('a', 0), call('read', 'a', 0), append('b', 0)]);
  expect(replies.map((some) => some.length)).toEqual([1, 3]);
  expect(replies[0]).toMatchObject([{ value: [] }]);
  expect(replies[1]?.at(-1)).toMatchObject({ value: [{ version: 1 }] });
});

test('a removal whose traces cannot be taken out is not answered as done; the rest of its group is', () => {
  const { run, fail } = openGroup();
  fail('VACUUM');
  const replies = run([append('a', 0), call('deleteStreams', ['z'])]);
  expect(replies[0]).toMatchObject([{ value: { outcome: 'appended' } }]);
  expect(replies[1]).toMatchObject([{ error: expect.stringContaining('traces stay until the next removal or start') }]);
});

function matching(reply: { error?: RegExp; value?: unknown }) {
  return reply.error ? { error: expect.stringMatching(reply.error) } : reply;
}
