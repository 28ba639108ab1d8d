// The clock of a node: sleep is noticed before anybody is held to a deadline, and one broken journal stops no other clock.
import { afterEach, expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { type DeadlineClock, startDeadlineClock } from './deadline-clock.ts';

let clock: DeadlineClock | null = null;
afterEach(async () => {
  await clock?.stop();
});

async function ticking(fire: (stream: string) => void = () => undefined) {
  let now = 1_000_000;
  const store = createMemoryStore({ now: () => now });
  for (const stream of ['table:1', 'table:2']) {
    await store.append({
      stream,
      expectedVersion: 0,
      facts: ['opened'],
      dueTimes: [{ id: 'bargain', at: now }],
      idempotency: { seatId: 'anna', commandId: 'command', payloadHash: 'x', ack: null },
    });
  }
  const told: { outages: number[]; fired: string[]; faults: unknown[] } = { outages: [], fired: [], faults: [] };
  const starting = startDeadlineClock({
    store,
    outage: async (from, to) => void told.outages.push(to - from),
    fire: async ({ stream }) => {
      told.fired.push(stream);
      fire(stream);
    },
    onFault: (fault) => told.faults.push(fault),
  });
  return {
    told,
    starting,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('a machine that slept counts its outage before the first command, though its own clock stood still', async () => {
  const { told, starting, pass } = await ticking();
  clock = await starting;
  pass(3_600_000);
  await clock.current();
  expect(told.outages).toEqual([3_600_000]);
  await clock.current();
  expect(told.outages).toHaveLength(1);
});

test('a clock that was put back goes on beating', async () => {
  const { told, starting, pass } = await ticking();
  clock = await starting;
  pass(-3_600_000);
  await clock.current();
  pass(10_000);
  await clock.current();
  expect(told.outages).toEqual([10_000]);
});

test('a deadline that cannot be dealt with is a fault and keeps no other from taking effect', async () => {
  const { told, starting } = await ticking((stream) => {
    if (stream === 'table:1') throw new Error('a fact of a newer version');
  });
  clock = await starting;
  expect(told.fired.toSorted()).toEqual(['table:1', 'table:2']);
  expect(told.faults).toHaveLength(1);
});

test('a store that is away keeps the node from starting, rather than letting it answer', async () => {
  const { starting } = await ticking(() => {
    throw new StoreUnavailable('closed');
  });
  await expect(starting).rejects.toThrow('closed');
});

test('forty deadlines on two living nodes: none early, the usual one within 250 ms, each in effect once', async () => {
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
        if (done.outcome === 'appended') late.push(done.at - at);
      },
      onFault: (fault) => expect.fail(String(fault)),
    });
  const both = [await node('one'), await node('two')];
  while (late.length < ats.length) await new Promise((later) => setTimeout(later, 20));
  for (const each of both) await each.stop();
  const sorted = late.toSorted((one, other) => one - other);
  expect(sorted).toHaveLength(40);
  expect(sorted[0]).toBeGreaterThanOrEqual(0);
  expect(sorted[20]).toBeLessThanOrEqual(250);
});
