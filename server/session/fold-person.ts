// Folds who is here and on which chair. Knows no names.
import type { Chair } from '../protocol/session-commands.ts';
import type { FactOf } from './facts.ts';
import { openRound, sitsAt } from './queries.ts';
import { withPerson, withTable } from './rows.ts';
import type { PersonState, SessionState, TableState } from './state.ts';

type PersonFact = FactOf<
  | 'personJoined'
  | 'personRenamed'
  | 'rulesCleared'
  | 'personChanged'
  | 'personRemoved'
  | 'personErased'
  | 'chairOffered'
  | 'chairTaken'
>;

export function foldPerson(state: SessionState, fact: PersonFact): SessionState {
  switch (fact.type) {
    case 'personJoined':
      return { ...state, people: [...state.people, joined(fact)] };
    case 'personRenamed':
      return withPerson(state, fact.person, (person) => ({ ...person, nameKey: fact.nameKey }));
    case 'rulesCleared':
      return withPerson(state, fact.person, (person) => ({ ...person, clear: true }));
    case 'personChanged':
      return withPerson(state, fact.person, (person) => ({ ...person, ...chosen(fact) }));
    case 'personRemoved':
      return withPerson(withoutChair(state, fact.person), fact.person, left);
    case 'personErased':
      return withPerson(withoutChair(state, fact.person), fact.person, (person) => ({
        ...left(person),
        nameKey: null,
        departmentKey: null,
      }));
    case 'chairOffered':
      return withPerson(state, fact.person, (person) => ({ ...person, chair: fact.chair }));
    case 'chairTaken':
      return withPerson(
        withTable(state, fact.tableId, (table) => withHolder(table, fact.person, fact.chair)),
        fact.person,
        (person) => ({ ...person, chair: null }),
      );
  }
}

const chosen = ({ language, place, at, writtenAt = at }: FactOf<'personChanged'>) => ({
  language,
  place,
  changedAt: writtenAt,
});

function joined(fact: FactOf<'personJoined'>): PersonState {
  const { person, nameKey, departmentKey, language, place, device, at } = fact;
  const bare = { person, nameKey, departmentKey, language, place, device };
  return { ...bare, clear: !device, gone: false, joinedAt: at, changedAt: at, chair: null };
}

const left = (person: PersonState): PersonState => ({ ...person, gone: true, chair: null });

/** Somebody who goes leaves the table under way; at a table that is settled the record of who sat there stays. */
function withoutChair(state: SessionState, person: string): SessionState {
  const table = openRound(state)?.tables.find((other) => other.settled === null && sitsAt(other, person));
  if (table === undefined) return state;
  return withTable(state, table.tableId, (other) => ({
    ...other,
    seats: other.seats.map(({ role, holders }) => ({ role, holders: holders.filter((holder) => holder !== person) })),
    observers: other.observers.filter((observer) => observer !== person),
  }));
}

function withHolder(table: TableState, person: string, chair: Chair): TableState {
  if (chair.kind === 'observer') return { ...table, observers: [...table.observers, person] };
  return {
    ...table,
    seats: table.seats.map((seat) =>
      seat.role === chair.role ? { ...seat, holders: [...seat.holders, person] } : seat,
    ),
  };
}
