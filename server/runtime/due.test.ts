// What the clock brings about: an outage is noted for every session before the node goes on, however busy a session is.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { startDeadlineClock } from './deadline-clock.ts';
import { deliver } from './deliver.ts';
import { fire, outage } from './due.ts';
import { Entries } from './entries.ts';
import { Outbox } from './outbox.ts';
import { classOf, running, seated, soon, tableSeen, until } from './runtime.fixture.ts';

test('a session with too much to do when an outage is noted: the node does not go on, and its deadline moves with the next look, once', async () => {
  let now = 1_000_000;
  const memory = createMemoryStore({ now: () => now });
  const { runtime, catalogue } = await running(memory);
  const here = await classOf(runtime);
  const table = await seated(here);
  const before = (await tableSeen(here.people[0], table)).phase?.deadline ?? 0;
  await runtime.stop();

  const faults: unknown[] = [];
  const parts = { store: memory, entries: new Entries(memory, catalogue, (fault) => faults.push(fault)) };
  const more = { ...parts, grew: () => undefined, onFault: (fault: unknown) => void faults.push(fault) };
  const outbox = new Outbox({
    store: memory,
    deliver: (row) => deliver(more, row),
    onStuck: (_row, fault) => void faults.push(fault),
  });
  const due = { ...more, outbox };
  const clock = await startDeadlineClock({
    store: memory,
    fire: (one) => fire(due, one),
    outage: (from, to) => outage(due, from, to),
    onFault: more.onFault,
  });
  const session = await parts.entries.session(here.sessionId);
  const turn = Promise.withResolvers<void>();
  const queue = Array.from({ length: 1_000 }, () => session.inTurn(() => turn.promise));
  const livedAt = await memory.lastBeat();
  now += 60_000;
  await expect(clock.current()).rejects.toThrow(StoreUnavailable);
  await expect(clock.current()).rejects.toThrow(StoreUnavailable);
  expect(await memory.lastBeat()).toBe(livedAt);
  turn.resolve();
  await Promise.all(queue);
  await clock.current();
  await until(async () => (await memory.lastBeat()) === now);
  now += 2_000;
  await clock.current();
  await soon(250);
  await clock.stop();

  const outages = session.state?.outages ?? [];
  expect(outages.map(({ lastedMs }) => lastedMs)).toEqual([60_000]);
  const atTable = await parts.entries.table(table.table);
  expect(atTable?.state?.phase?.deadline).toBe(before + 60_000);
  expect(faults.filter((fault) => !(fault instanceof StoreUnavailable))).toEqual([]);
});
