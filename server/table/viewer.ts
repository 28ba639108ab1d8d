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

type Chairs = Pick<TableState, 'seats' | 'observers'>;
/** Asked several times at every move, while chairs change seldom: who was asked for before, by the chairs they were read from. */
const known = new WeakMap<Chairs['seats'], { observers: Chairs['observers']; actors: Map<string, TableActor> }>();

/** What a person is at this table now, or null where they have no chair. When it changes, their view starts afresh.
 *  The same object as long as the chairs are the same. */
export function viewerFor(state: Chairs, person: string): TableActor | null {
  const kept = known.get(state.seats);
  const there = kept?.observers === state.observers ? kept : { observers: state.observers, actors: new Map() };
  if (there !== kept) known.set(state.seats, there);
  const actor = there.actors.get(person) ?? actorFrom(state, person);
  if (actor !== null) there.actors.set(person, actor);
  return actor;
}

function actorFrom(state: Chairs, person: string): TableActor | null {
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
