// The clock of a node: sleep is noticed before anybody is held to a deadline, and one broken journal stops no other clock.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { type DeadlineClock, startDeadlineClock } from './deadline-clock.ts';
import { soon, until } from './runtime.fixture.ts';

let clock: DeadlineClock | null = null;
afterEach(async () => {
  await clock?.stop();
  clock = null;
});

type Fire = Parameters<typeof startDeadlineClock>[0]['fire'];

/** A clock over two tables, each with a deadline so long after now. What the test brings about takes no time. */
async function ticking(fire: (stream: string) => ReturnType<Fire> = async () => null, dueIn = [0, 0]) {
  let now = 1_000_000;
  const store = createMemoryStore({ now: () => now });
  for (const [n, ms] of dueIn.entries()) {
    await store.append({
      stream: `table:${n + 1}`,
      expectedVersion: 0,
      facts: ['opened'],
      dueTimes: [{ id: 'bargain', at: now + ms }],
      idempotency: { seatId: 'anna', commandId: 'command', payloadHash: 'x', ack: null },
    });
  }
  const told: { outages: number[]; fired: string[]; faults: unknown[]; late: number[] } = {
    outages: [],
    fired: [],
    faults: [],
    late: [],
  };
  const start = (from: Partial<typeof store> = {}) =>
    startDeadlineClock({
      store: { ...store, ...from },
      outage: async (from, to) => void told.outages.push(to - from),
      fire: ({ stream }) => {
        told.fired.push(stream);
        return fire(stream);
      },
      onFault: (fault) => told.faults.push(fault),
      onLate: (ms) => told.late.push(ms),
    });
  return {
    told,
    store,
    start,
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('a machine that slept counts its outage before the first command, though its own clock stood still', async () => {
  const { told, start, pass } = await ticking();
  clock = await start();
  pass(3_600_000);
  await clock.current();
  expect(told.outages).toEqual([3_600_000]);
  await clock.current();
  expect(told.outages).toHaveLength(1);
});

test('a clock that was put back goes on beating', async () => {
  const { told, start, pass } = await ticking();
  clock = await start();
  pass(-3_600_000);
  await clock.current();
  pass(10_000);
  await clock.current();
  expect(told.outages).toEqual([10_000]);
});

test('a deadline that cannot be dealt with is a fault and keeps no other from taking effect', async () => {
  const { told, start } = await ticking(async (stream) => {
    if (stream === 'table:1') throw new Error('a fact of a newer version');
    return null;
  });
  clock = await start();
  await until(() => told.fired.filter((stream) => stream === 'table:2').length > 2);
  expect(told.fired.filter((stream) => stream === 'table:1')).toHaveLength(1);
  expect(told.faults).toHaveLength(1);
});

test('a deadline that is long about its turn keeps neither another one nor the beat, and stopping waits for it', async () => {
  const turn = Promise.withResolvers<null>();
  const table1 = (stream: string) => (stream === 'table:1' ? turn.promise : Promise.resolve(null));
  const { told, store, start, now, pass } = await ticking(table1, [0, 150]);
  const held = await start();
  expect(told.fired).toEqual(['table:1']);
  pass(150);
  await until(() => told.fired.includes('table:2'));
  // Longer than an outage, in steps that are none, with no command to look at the time.
  for (let step = 0; step < 4; step += 1) {
    pass(2_000);
    await until(async () => (await store.lastBeat()) === now());
  }
  expect(told.outages).toEqual([]);
  expect(told.fired.filter((stream) => stream === 'table:1')).toHaveLength(1);
  let isOver = false;
  const stopping = held.stop().then(() => {
    isOver = true;
  });
  await soon(150);
  expect(isOver).toBe(false);
  turn.resolve(null);
  await stopping;
  expect(told.faults).toEqual([]);
});

test('says how late it was by the time of the effect, once for each, and nothing where there was none', async () => {
  let effects = 0;
  const { told, start, now } = await ticking(async (stream) => {
    if (stream === 'table:2') return null;
    effects += 1;
    return effects === 1 ? now() + 340 : null;
  });
  clock = await start();
  await until(() => told.fired.length >= 6);
  expect(told.late).toEqual([340]);
});

test('a store that is away keeps the node from starting, rather than letting it answer', async () => {
  const { start } = await ticking();
  const beat = () => Promise.reject(new StoreUnavailable('closed'));
  await expect(start({ beat })).rejects.toThrow('closed');
});

test('a store that goes away over a deadline is told, and the deadline comes again with the next look', async () => {
  let tries = 0;
  const { told, start, now } = await ticking(async () => {
    tries += 1;
    if (tries === 1) throw new StoreUnavailable('closed');
    return now();
  }, [0]);
  clock = await start();
  await until(() => told.late.length > 0);
  expect(told.faults.map(String)).toEqual(['StoreUnavailable: closed']);
});

test('forty deadlines on two living nodes: none early, each within 250 ms and in effect once', async () => {
  const store = createMemoryStore();
  const first = (await store.now()) + 300;
  const ats = Array.from({ length: 40 }, (_, n) => first + n * 25);
  for (const [n, at] of ats.entries()) await put(`table:${n}`, 0, at);
  async function put(stream: string, expectedVersion: number, at: number | null, seatId = 'session') {
    return store.append({
      stream,
      expectedVersion,
      facts: [at === null ? 'over' : 'opened'],
      dueTimes: [{ id: 'bargain', at }],
      idempotency: { seatId, commandId: 'bargain', payloadHash: 'x', ack: null },
    });
  }
  const late: number[] = [];
  const node = (name: string) =>
    startDeadlineClock({
      store,
      outage: async () => undefined,
      fire: async ({ stream, at }) => {
        const done = await put(stream, 1, null, name);
        if (done.outcome !== 'appended') return null;
        late.push(done.at - at);
        return done.at;
      },
      onFault: (fault) => expect.fail(String(fault)),
    });
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  const both = [await node('one'), await node('two')];
  while (late.length < ats.length) await new Promise((later) => setTimeout(later, 20));
  for (const each of both) await each.stop();
  const sorted = late.toSorted((one, other) => one - other);
  expect(sorted).toHaveLength(40);
  expect(sorted[0]).toBeGreaterThanOrEqual(0);
  expect(sorted[20]).toBeLessThanOrEqual(250);
  // The last of them too, but for what this machine stood still.
  expect(sorted[39]).toBeLessThanOrEqual(250 + stalls.max / 1e6);
});
