// Who and what needs the facilitator, and in which order tables stand.
import { describe, expect, it } from 'vitest';
import type { ConsoleView } from '../../server/protocol/session-view.ts';
import { needsOf, readiness, silentAfterMs, worstFirst } from './attention.ts';
import { aMonitor, aPerson, aRound, aTable } from './round.fixture.ts';

const bargaining = { phase: { index: 2, kind: 'bargain', startedAt: 0, deadline: null } } as const;
const settled = { agreed: true, why: 'signed', at: 1 } as const;
const tables = [1, 2, 3, 4].map((label) =>
  aTable({ label, tableId: `t${label}`, seats: [{ role: 'builder', holders: [`p${label}`] }] }),
);
const round = aRound({
  ...bargaining,
  tables: tables.map((table) => (table.label === 1 ? { ...table, settled } : table)),
});
const view: ConsoleView = {
  kind: 'console',
  sessionId: 's',
  code: 'ABC234',
  createdAt: 0,
  setup: round.setup,
  people: [1, 2, 3, 4, 5].map((number) => aPerson(`p${number}`)),
  rounds: [round],
  outages: [],
};
const everybody = new Set(['p1', 'p2', 'p3', 'p4', 'p5']);
const monitor = Object.fromEntries(tables.map(({ tableId }) => [tableId, aMonitor({ tableId, lastMoveAt: 1000 })]));

describe('what needs attention', () => {
  it('is a late-comer who has no chair, and nobody else', () => {
    expect(needsOf(view, { monitor, connected: everybody, now: 2000 })).toEqual([{ kind: 'late', person: 'p5' }]);
  });
  it('puts a call before all else', () => {
    const called = { ...monitor, t3: aMonitor({ tableId: 't3', lastMoveAt: 1000, calls: ['p3'] }) };
    expect(needsOf(view, { monitor: called, connected: everybody, now: 2000 })[0]).toMatchObject({
      kind: 'call',
      person: 'p3',
    });
  });
  it('names who lost the connection, but nobody before presence is known', () => {
    const live = { monitor, now: 2000 };
    expect(needsOf(view, { ...live, connected: null }).map(({ kind }) => kind)).toEqual(['late']);
    expect(needsOf(view, { ...live, connected: new Set(['p1', 'p2', 'p4', 'p5']) })).toContainEqual(
      expect.objectContaining({ kind: 'disconnected', person: 'p3' }),
    );
  });
  it('names silent tables, but not one that has settled', () => {
    const needs = needsOf(view, { monitor, connected: everybody, now: 1000 + silentAfterMs });
    expect(needs.flatMap((need) => (need.kind === 'silent' ? [need.table.label] : []))).toEqual([2, 3, 4]);
  });
});

describe('the tables', () => {
  it('stand worst first, settled last', () => {
    const called = { ...monitor, t4: aMonitor({ tableId: 't4', lastMoveAt: 1000, calls: ['p4'] }) };
    const order = worstFirst(view, round, { monitor: called, connected: new Set(['p1', 'p2', 'p4']), now: 2000 });
    expect(order.map(({ label }) => label)).toEqual([4, 3, 2, 1]);
  });
});

describe('readiness', () => {
  it('counts people by the seats that are ready', () => {
    const two = aTable({
      seats: [
        { role: 'builder', holders: ['a', 'b'] },
        { role: 'distributor', holders: ['c'] },
      ],
    });
    expect(readiness(aRound({ tables: [two] }), { 'table-one': aMonitor({ ready: ['builder'] }) })).toEqual({
      ready: 2,
      seated: 3,
    });
  });
});
