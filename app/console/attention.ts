// What needs the facilitator, most urgent first, and from it the order of the tables: worst first. Pure.
import type { ConsoleView, PersonRow, RoundView, TableRow } from '../../server/protocol/session-view.ts';
import type { MonitorRow } from '../../server/protocol/summaries.ts';
import { roundUnderWay } from './next-step.ts';

/** A table at which nothing moved for this long is worth a look. */
export const silentAfterMs = 5 * 60_000;
/** An outage stays in the list this long. */
const outageShownMs = 15 * 60_000;

export type Need =
  | { kind: 'call' | 'break' | 'disconnected'; person: string; table: TableRow }
  | { kind: 'late'; person: string }
  | { kind: 'silent'; table: TableRow; sinceMs: number }
  | { kind: 'outage'; at: number; lastedMs: number };

type Live = { monitor: Record<string, MonitorRow>; connected: ReadonlySet<string> | null; now: number };

const order: Need['kind'][] = ['call', 'break', 'late', 'disconnected', 'silent', 'outage'];

export function needsOf(view: ConsoleView, live: Live): Need[] {
  const round = roundUnderWay(view);
  const needs: Need[] = [
    ...(round ? round.tables.flatMap((table) => tableNeeds(view, round, table, live)) : []),
    ...(round ? lateComers(view.people, round).map(({ person }) => ({ kind: 'late' as const, person })) : []),
    ...view.outages
      .filter(({ at }) => live.now - at < outageShownMs)
      .map((outage) => ({ kind: 'outage' as const, ...outage })),
  ];
  return needs.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function tableNeeds(view: ConsoleView, round: RoundView, table: TableRow, live: Live): Need[] {
  const row = live.monitor[table.tableId];
  const of = (kind: 'call' | 'break' | 'disconnected', people: readonly string[]) =>
    people.map((person): Need => ({ kind, person, table }));
  const sinceMs = silence(round, table, live);
  return [
    ...of('call', row?.calls ?? []),
    ...of('break', row?.onBreak ?? []),
    ...of('disconnected', awayFrom(view.people, table, live)),
    ...(sinceMs !== null && sinceMs >= silentAfterMs ? [{ kind: 'silent' as const, table, sinceMs }] : []),
  ];
}

/** Since when nothing moved at a table that bargains by chat; null where silence says nothing: pauses, voice, settled. */
export function silence(
  round: RoundView,
  table: TableRow,
  { monitor, now }: Pick<Live, 'monitor' | 'now'>,
): number | null {
  const works = round.phase?.kind === 'bargain' && !round.bargainingOver && table.settled === null;
  if (!works || table.paused || round.clock.paused || table.talk === 'voice') return null;
  return Math.max(0, now - Math.max(monitor[table.tableId]?.lastMoveAt ?? 0, round.phase?.startedAt ?? now));
}

/** People with a device who sit at the table and have no connection. Nobody, while presence is not known yet. */
export function awayFrom(
  people: readonly PersonRow[],
  table: TableRow,
  { connected }: Pick<Live, 'connected'>,
): string[] {
  if (connected === null) return [];
  const seated = new Set(table.seats.flatMap(({ holders }) => holders));
  return people
    .filter((one) => seated.has(one.person) && one.device && !one.gone && !connected.has(one.person))
    .map(({ person }) => person);
}

/** Who is here without a chair in the round under way. */
export function lateComers(people: readonly PersonRow[], round: RoundView): PersonRow[] {
  const placed = new Set(
    round.tables.flatMap((table) => [...table.observers, ...table.seats.flatMap(({ holders }) => holders)]),
  );
  return people.filter((one) => !one.gone && !placed.has(one.person));
}

/** Worst first, then by number, so that cards do not jump about. */
export function worstFirst(view: ConsoleView, round: RoundView, live: Live): TableRow[] {
  const grade = (table: TableRow): number => {
    if (table.settled) return table.settled.agreed ? 6 : 5;
    const kinds = new Set(tableNeeds(view, round, table, live).map(({ kind }) => kind));
    if (kinds.has('call')) return 0;
    if (kinds.has('break') || kinds.has('disconnected')) return 1;
    if (kinds.has('silent')) return 2;
    return table.paused ? 3 : 4;
  };
  return [...round.tables].sort((a, b) => grade(a) - grade(b) || a.label - b.label);
}

/** People who declared themselves ready, and all who could: a seat's holders answer together. */
export function readiness(round: RoundView, monitor: Record<string, MonitorRow>): { ready: number; seated: number } {
  const seats = round.tables.flatMap((table) =>
    table.seats.map(({ role, holders }) => ({
      holders: holders.length,
      ready: monitor[table.tableId]?.ready.includes(role) ?? false,
    })),
  );
  const sum = (list: typeof seats) => list.reduce((total, { holders }) => total + holders, 0);
  return { ready: sum(seats.filter(({ ready }) => ready)), seated: sum(seats) };
}
