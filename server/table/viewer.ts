// Through whose eyes a table is seen, and who may act at it. The one place where a person becomes a seat, observer or nobody.
import type { TableViewer } from '../protocol/table-view.ts';
import type { Seat, TableState } from './state.ts';

/** Who asks something of a table. */
export type TableActor = Exclude<TableViewer, { kind: 'facilitator' }>;

/** Two viewers with the same key see the same. */
export function viewerKey(viewer: TableViewer): string {
  switch (viewer.kind) {
    case 'seat':
      return `seat:${viewer.role}:${viewer.person}`;
    case 'observer':
      return `observer:${viewer.person}`;
    case 'facilitator':
      return 'facilitator';
  }
}

/** What a person is at this table now, or null where they have no chair. When it changes, their view starts afresh. */
export function viewerFor(state: TableState, person: string): TableActor | null {
  const seat = state.seats.find((candidate) => holds(candidate, person));
  if (seat) return { kind: 'seat', person, role: seat.role };
  return state.observers.some((observer) => observer.person === person) ? { kind: 'observer', person } : null;
}

/** Everybody who may watch: holders, observers, the facilitator. */
export function viewersOf(state: TableState): TableViewer[] {
  const holders = state.seats.flatMap(({ role, holders }) =>
    holders.map(({ person }): TableViewer => ({ kind: 'seat', person, role })),
  );
  const observers = state.observers.map(({ person }): TableViewer => ({ kind: 'observer', person }));
  return [...holders, ...observers, { kind: 'facilitator' }];
}

export const holds = (seat: Pick<Seat, 'holders'>, person: string): boolean =>
  seat.holders.some((holder) => holder.person === person);
