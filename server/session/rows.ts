// Replaces one row of the session's state and leaves the identity of all others alone.
import type { PersonState, RoundState, SessionState, TableState } from './state.ts';

export function withPerson(
  state: SessionState,
  person: string,
  change: (person: PersonState) => PersonState,
): SessionState {
  return { ...state, people: state.people.map((other) => (other.person === person ? change(other) : other)) };
}

/** Changes the last round, under way or not. */
export function withRound(state: SessionState, change: (round: RoundState) => RoundState): SessionState {
  const last = state.rounds.at(-1);
  return last === undefined ? state : { ...state, rounds: [...state.rounds.slice(0, -1), change(last)] };
}

/** Changes a table of the last round. */
export function withTable(
  state: SessionState,
  tableId: string,
  change: (table: TableState) => TableState,
): SessionState {
  return withRound(state, (round) => ({
    ...round,
    tables: round.tables.map((table) => (table.tableId === tableId ? change(table) : table)),
  }));
}

/** Takes back the chairs that were offered and not taken: all, or those at one table. */
export function withoutOffers(state: SessionState, tableId: string | null): SessionState {
  const lapses = ({ chair }: PersonState) => chair !== null && (tableId === null || chair.tableId === tableId);
  if (!state.people.some(lapses)) return state;
  return { ...state, people: state.people.map((person) => (lapses(person) ? { ...person, chair: null } : person)) };
}
