// What earlier rounds of a session say about seating: who met whom, who played what, who was left over.
import type { Sitter } from './sitter.ts';
import type { PersonState, RoundState, SessionState } from './state.ts';

type Past = { met: Map<string, Set<string>>; played: Map<string, number[]>; leftOver: Map<string, number> };

/** Everybody who is here, with their past. A round that is only being seated is none of it. */
export function sittersOf(state: SessionState, roles: readonly string[]): Sitter[] {
  const past: Past = { met: new Map(), played: new Map(), leftOver: new Map() };
  const simulation = state.setup.simulation;
  for (const round of state.rounds)
    if (round.closed) remember(past, round, round.setup.simulation === simulation ? roles : []);
  return state.people.filter(({ gone }) => !gone).map((person) => sitter(person, past, roles));
}

function sitter({ person, place, device, departmentKey }: PersonState, past: Past, roles: readonly string[]): Sitter {
  return {
    person,
    place,
    device,
    department: departmentKey,
    played: past.played.get(person) ?? roles.map(() => 0),
    leftOver: past.leftOver.get(person) ?? 0,
    met: past.met.get(person) ?? nobody,
  };
}

const nobody: ReadonlySet<string> = new Set();

function remember(past: Past, round: RoundState, roles: readonly string[]): void {
  for (const { seats, observers } of round.tables) {
    const holders = seats.flatMap((seat) => seat.holders);
    for (const one of holders) {
      const met = past.met.get(one) ?? new Set();
      for (const other of holders) if (other !== one) met.add(other);
      past.met.set(one, met);
    }
    for (const { role, holders: those } of seats) {
      for (const person of those) count(past, person, roles, roles.indexOf(role));
    }
    for (const person of [...observers, ...seats.flatMap((seat) => seat.holders.slice(1))]) {
      past.leftOver.set(person, (past.leftOver.get(person) ?? 0) + 1);
    }
  }
}

function count(past: Past, person: string, roles: readonly string[], role: number): void {
  if (role < 0) return;
  const played = past.played.get(person) ?? roles.map(() => 0);
  played[role] = (played[role] ?? 0) + 1;
  past.played.set(person, played);
}
