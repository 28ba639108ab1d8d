// Small questions that others ask of a session: its round under way, its tables, its people, whose a credential is.
// Reads folded state only.
import type { Holder } from './facts.ts';
import type { LinkState, PersonState, RoundState, SessionState, TableState } from './state.ts';

/** The round under way; null before the first and between rounds. */
export function openRound(state: SessionState): RoundState | null {
  const last = state.rounds.at(-1);
  return last === undefined || last.closed ? null : last;
}

export function findPerson(state: SessionState, person: string): PersonState | null {
  return state.people.find((other) => other.person === person) ?? null;
}

/** Somebody who is still here. */
export function presentPerson(state: SessionState, person: string): PersonState | null {
  const found = findPerson(state, person);
  return found === null || found.gone ? null : found;
}

export function findTable(round: RoundState | null, tableId: string): TableState | null {
  return round?.tables.find((table) => table.tableId === tableId) ?? null;
}

export function sitsAt(table: TableState, person: string): boolean {
  return table.observers.includes(person) || table.seats.some(({ holders }) => holders.includes(person));
}

/** The table of a round at which somebody has a chair. */
export function tableIn(round: RoundState | null, person: string): TableState | null {
  return round?.tables.find((table) => sitsAt(table, person)) ?? null;
}

/** Somebody's table in the round under way. */
export function tableOf(state: SessionState, person: string): string | null {
  return tableIn(openRound(state), person)?.tableId ?? null;
}

/** People who are here: neither gone nor removed. */
export function peopleOf(state: SessionState): string[] {
  return state.people.filter(({ gone }) => !gone).map(({ person }) => person);
}

/** Table ids of the round under way. */
export function tablesUnderWay(state: SessionState): string[] {
  return openRound(state)?.tables.map(({ tableId }) => tableId) ?? [];
}

/** Table ids of all rounds, oldest first, without the void ones. */
export function sessionTables(state: SessionState): string[] {
  return state.rounds.flatMap(({ tables }) => tables.map(({ tableId }) => tableId));
}

/** Every table that ever was, void ones too: what goes when the session is deleted. */
export function tablesToDelete(state: SessionState): string[] {
  return [...sessionTables(state), ...state.voidTables];
}

/** Whose a credential is; null where it is unknown or revoked. */
export function holderOf(state: SessionState, credentialHash: string): Holder | null {
  return state.credentials.get(credentialHash) ?? null;
}

/** A link that can still be used at `now`. */
export function liveLink(state: SessionState, linkHash: string, now: number): LinkState | null {
  const link = state.links.get(linkHash);
  if (link === undefined) return null;
  return link.expiresAt !== null && now >= link.expiresAt ? null : link;
}
