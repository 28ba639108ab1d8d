// What nobody needs leaves the memory of a node, and is the same when somebody comes back.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Json } from '../journal/port.ts';
import { accept } from '../protocol/decision.ts';
import { Entries } from './entries.ts';
import type { Room } from './room.ts';
import { classOf, dialled, looks, running, seated, sends, soon, tableSeen, until } from './runtime.fixture.ts';
import { StreamEntry } from './stream-entry.ts';
import { submit } from './submit.ts';

test('journals that nobody watches leave memory; who comes back resumes at the same version and epoch', async () => {
  const { runtime, faults } = await running(createMemoryStore(), undefined, { idleMs: 100 });
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna, bram] = here.people;
  await sends(bram, table, { type: 'sendMessage', text: 'before' });
  const held = { session: await looks(anna, 'session'), table: await looks(anna, table) };
  if (!held.session.ok || !held.table.ok) throw new Error('no views');
  // While somebody watches, everything of theirs stays, however long nothing happens.
  await soon(2_500);
  const journals = runtime.figures().journalsInMemory;
  expect(journals).toBe(2);
  for (const one of [here.facilitator, anna, bram]) one.close();
  await until(() => runtime.figures().journalsInMemory === 0);
  expect(await runtime.prove('facilitator', here.sessionId, here.sessionId, 'loads the session')).toBeNull();
  const back = dialled(runtime, anna.identity);
  for (const [stream, before] of [['session', held.session] as const, [table, held.table] as const]) {
    const { epoch, version } = before;
    expect(await back.resume({ stream, epoch, version })).toEqual({ ok: true, stream, epoch, version, events: [] });
  }
  expect(await sends(back, table, { type: 'sendMessage', text: 'after' })).toMatchObject({ ok: true });
  const conversation = JSON.stringify((await tableSeen(back, table)).conversation);
  expect(conversation).toMatch(/before.*after/);
  expect(faults).toEqual([]);
  await runtime.stop();
});

type Added = { add: number };
const sums: Room<number, Added, string, number, number> = {
  upcast: (stored: Json) => stored as Added,
  fold: (sum, { add }) => (sum ?? 0) + add,
  viewerKey: (viewer) => viewer,
  project: (sum) => sum,
  projectFact: (_, __, { add }) => [add],
};

test('logs of viewers who went leave memory, those of viewers who look stay, and a log made again is the same', async () => {
  const store = createMemoryStore();
  const entry = new StreamEntry('table:t', sums);
  const adding = { seatId: 'a', payload: 1, decide: () => accept({ facts: [{ add: 1 }] }) };
  await submit(store, entry, { ...adding, commandId: 'one' });
  const first = entry.eventsFor('gone');
  const kept = entry.eventsFor('here');
  entry.dropLogsUnusedSince(0);
  await soon(5);
  const since = performance.now();
  entry.eventsFor('here');
  entry.dropLogsUnusedSince(since);
  expect(entry.viewers()).toBe(1);
  await submit(store, entry, { ...adding, commandId: 'two' });
  expect(entry.eventsFor('here')).toBe(kept);
  expect(entry.eventsFor('gone')).toEqual([1, 1]);
  expect(first).toEqual([1]);
});

test('a journal that is in turn stays, however long its append takes', async () => {
  const { runtime, store, catalogue } = await running();
  const { sessionId } = await classOf(runtime);
  await runtime.stop();
  const entries = new Entries(store, catalogue, () => undefined);
  const entry = await entries.session(sessionId);
  const append = Promise.withResolvers<void>();
  const turn = entry.inTurn(() => append.promise);
  await soon(5);
  entries.sweep(0, () => false);
  expect(entries.known(entry.stream)).toBe(entry);
  append.resolve();
  await turn;
  await soon(5);
  entries.sweep(0, () => false);
  expect(entries.size()).toBe(0);
});

test('states are kept for those who come together, but not of a journal so long that they would fill the memory', async () => {
  let folds = 0;
  const counting: Room<number, Added, string, number, number> = {
    ...sums,
    statesKept: 3,
    fold(sum, fact) {
      folds += 1;
      return sums.fold(sum, fact);
    },
    projectFact: (before, after) => [before ?? 0, after],
  };
  const entry = new StreamEntry('table:t', counting);
  const foldsOf = (viewer: string) => {
    folds = 0;
    const events = entry.eventsFor(viewer);
    return { folds, events };
  };
  for (let n = 0; n < 3; n += 1) entry.take({ add: 1 });
  expect(foldsOf('anna')).toMatchObject({ folds: 3, events: [0, 1, 1, 2, 2, 3] });
  expect(foldsOf('bram')).toMatchObject({ folds: 0, events: [0, 1, 1, 2, 2, 3] });
  entry.take({ add: 1 });
  expect(foldsOf('cas')).toMatchObject({ folds: 4, events: [0, 1, 1, 2, 2, 3, 3, 4] });
  expect(foldsOf('dana')).toMatchObject({ folds: 4, events: [0, 1, 1, 2, 2, 3, 3, 4] });
  expect(entry.eventsFor('anna')).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
});

test('those who come back together to the long journal of a large class share one fold of it', () => {
  let folds = 0;
  const counting: Room<number, Added, string, number, number> = {
    ...sums,
    fold(sum, fact) {
      folds += 1;
      return sums.fold(sum, fact);
    },
  };
  const entry = new StreamEntry('session:s', counting);
  // A thousand people who joined and cleared the rules, and some rounds.
  for (let n = 0; n < 5_000; n += 1) entry.take({ add: 1 });
  folds = 0;
  for (let viewer = 0; viewer < 50; viewer += 1) expect(entry.eventsFor(`viewer ${viewer}`)).toHaveLength(5_000);
  expect(folds).toBe(5_000);
});
