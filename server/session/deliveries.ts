// What tables are told, in the very append that holds the fact behind it. At most one command for a table in a decision,
// so that a table can tell newer from older by the session's version alone.
import type { Delivery, SeatPlan, TableDelivery } from '../protocol/delivery.ts';
import type { NamedPerson } from '../protocol/words.ts';
import type { SeatedTable } from './facts.ts';
import { findPerson, findTable, openRound } from './queries.ts';
import type { RoundState, SessionState } from './state.ts';

export const nameRef = (person: string): string => `name:${person}`;
export const departmentRef = (person: string): string => `dept:${person}`;

export function toTable(tableId: string, command: TableDelivery): Delivery {
  return { to: { table: tableId }, command };
}

/** The same to every table of the round. */
export function toAllTables(round: RoundState, command: TableDelivery): Delivery[] {
  return round.tables.map(({ tableId }) => toTable(tableId, command));
}

function named(state: SessionState, person: string): NamedPerson {
  return { person, name: { ref: nameRef(person) }, device: findPerson(state, person)?.device ?? false };
}

type People = { seats: SeatPlan[]; observers: NamedPerson[] };

/** Who sits where, as a table needs it. */
export function peopleAt(state: SessionState, table: Pick<SeatedTable, 'seats' | 'observers'>): People {
  return {
    seats: table.seats.map(({ role, holders }) => ({ role, holders: holders.map((person) => named(state, person)) })),
    observers: table.observers.map((person) => named(state, person)),
  };
}

/** The people of one table of the round under way, as they are in `state`. */
export function changePeople(state: SessionState, tableId: string, effectiveAt: number): Delivery[] {
  const table = findTable(openRound(state), tableId);
  return table === null ? [] : [toTable(tableId, { type: 'changePeople', ...peopleAt(state, table), effectiveAt })];
}

/** Empties a table that was seated anew: nobody may look in any more. */
export function emptyTable(table: Pick<SeatedTable, 'tableId' | 'seats'>, effectiveAt: number): Delivery {
  const seats = table.seats.map(({ role }) => ({ role, holders: [] }));
  return toTable(table.tableId, { type: 'changePeople', seats, observers: [], effectiveAt });
}
