// Summaries: whole to whoever comes, then only what changed and at most four a second, the latest at last; and what cannot
// be told of one session keeps no other waiting.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { MonitorRow, Summary } from '../protocol/summaries.ts';
import { Connections } from './connections.ts';
import { Entries } from './entries.ts';
import { Monitor } from './monitor.ts';
import { type Class, classOf, running, seated, sends, soon, tableSeen, until } from './runtime.fixture.ts';
import type { Runtime } from './runtime.ts';

type Watching = { told: { at: number; summary: Summary }[]; rows(): MonitorRow[][] };
/** Connects once more, and notes when it is told what. */
function watches(runtime: Runtime, { identity }: Class['facilitator']): Watching {
  const told: Watching['told'] = [];
  runtime.connect(identity, {
    events: () => undefined,
    heads: () => undefined,
    gone: () => undefined,
    summary: (summary) => told.push({ at: performance.now(), summary }),
  });
  return {
    told,
    rows: () => told.flatMap(({ summary }) => (summary.kind === 'monitor' ? [summary.rows] : [])),
  };
}

/** Two tables with two people each, and the one at which Anna sits. */
async function twoTables() {
  const { runtime, faults } = await running();
  const here = await classOf(runtime, { names: ['Anna', 'Bram', 'Carla', 'Daan'] });
  const table = await seated(here);
  const [anna] = here.people;
  await tableSeen(anna, table);
  const first = watches(runtime, here.facilitator);
  await until(() => first.rows().flat().length >= 2);
  // Until nothing is on its way any more.
  for (let before = -1; before !== first.told.length; ) {
    before = first.told.length;
    await soon(500);
  }
  return { runtime, faults, here, table, anna, first };
}

test('whoever comes is told of every table, of presence and of the room; who was there hears nothing of that', async () => {
  const { runtime, faults, here, first } = await twoTables();
  const before = first.told.length;
  const second = watches(runtime, here.facilitator);
  await until(() => second.told.length >= 3);
  expect(second.rows().map((rows) => rows.length)).toEqual([2]);
  expect(second.told.map(({ summary }) => summary.kind).toSorted()).toEqual(['monitor', 'presence', 'room']);
  const presence = second.told.find(({ summary }) => summary.kind === 'presence')?.summary;
  expect(presence?.kind === 'presence' && presence.connected).toHaveLength(4);
  expect(first.told).toHaveLength(before);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('what did not change is not told again: a row of the table that moved, and of no other', async () => {
  const { runtime, faults, table, anna, first } = await twoTables();
  const before = first.told.length;
  await sends(anna, table, { type: 'sendMessage', text: 'one move' });
  await until(() => first.told.length > before);
  await soon(600);
  expect(first.told.slice(before).map(({ summary }) => summary)).toMatchObject([
    { kind: 'monitor', rows: [{ tableId: table.table, messages: 1 }] },
  ]);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('however much happens, at most four a second, and the last one says how it stands', async () => {
  const { runtime, faults, table, anna, first } = await twoTables();
  const before = first.rows().length;
  const begun = performance.now();
  let moves = 0;
  for (; performance.now() - begun < 1_500; moves += 1) {
    await sends(anna, table, { type: 'sendMessage', text: `move ${moves}` });
    await soon(10);
  }
  await until(() => first.rows().at(-1)?.[0]?.messages === moves);
  expect(moves).toBeGreaterThan(20);
  const ats = first.told.filter(({ summary }) => summary.kind === 'monitor').map(({ at }) => at);
  const gaps = ats.slice(before + 1).map((at, n) => at - (ats[before + n] ?? Number.NaN));
  expect(gaps.length).toBeGreaterThan(2);
  // A timer may come a millisecond early.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(248);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('a session that cannot be read keeps no other from its summaries', async () => {
  const { runtime, store, catalogue } = await running();
  const here = await classOf(runtime);
  await runtime.stop();
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const connections = new Connections(createMemoryStore(), onFault);
  const entries = new Entries(store, catalogue, onFault);
  const monitor = new Monitor({
    connections,
    entries,
    onFault,
    presence: { of: (sessionId) => connections.personsOf(sessionId), tellChanges: () => undefined },
  });
  await store.append({
    stream: 'session:broken',
    expectedVersion: 0,
    facts: [{ schemaVersion: 99 }],
    idempotency: { seatId: 'anna', commandId: 'command', payloadHash: 'x', ack: null },
  });
  const told: Summary[] = [];
  const outlet = {
    events: () => undefined,
    heads: () => undefined,
    gone: () => undefined,
    summary: (summary: Summary) => void told.push(summary),
  };
  connections.add({ kind: 'facilitator', sessionId: 'broken', credentialHash: 'x' }, outlet);
  connections.add(here.facilitator.identity, outlet);
  for (const sessionId of ['broken', here.sessionId]) monitor.touch(sessionId);
  await soon(400);
  await monitor.stop();
  expect(faults).toHaveLength(1);
  expect(told).toContainEqual({ kind: 'room', here: 0, people: 2, ready: 0, seated: 0 });
});

test('while a class comes in, people hear of their room once a second, and at last how many are here; a facilitator hears at once', async () => {
  const { runtime, faults } = await running();
  const here = await classOf(runtime);
  const [anna, console] = [watches(runtime, here.people[0]), watches(runtime, here.facilitator)];
  const roomsOf = ({ told }: Watching) =>
    told.flatMap(({ at, summary }) => (summary.kind === 'room' ? [{ at, people: summary.people }] : []));
  // Whoever comes is told of the room as it is, and does not wait.
  await until(() => roomsOf(anna).length > 0 && roomsOf(console).length > 0);
  const begun = performance.now();
  let people = here.people.length;
  for (; performance.now() - begun < 2_300; people += 1) {
    const wish = {
      commandId: `comes-${String(people).padStart(16, '0')}`,
      code: here.code,
      name: `Newcomer ${people}`,
    };
    await runtime.join({ ...wish, department: null, language: 'en', place: 'elsewhere' });
    await soon(20);
  }
  await until(() => roomsOf(anna).at(-1)?.people === people && roomsOf(console).at(-1)?.people === people);
  const gaps = roomsOf(anna).map(({ at }, n, all) => at - (all[n - 1]?.at ?? Number.NEGATIVE_INFINITY));
  expect(gaps.length, 'meanwhile too').toBeGreaterThan(2);
  // A timer may come a millisecond early.
  expect(Math.min(...gaps.slice(2))).toBeGreaterThanOrEqual(998);
  expect(roomsOf(console).length).toBeGreaterThan(roomsOf(anna).length + 2);
  await runtime.stop();
  expect(faults).toEqual([]);
});
