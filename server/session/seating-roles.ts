// Who plays what: the role one has played least, for everybody at a table together.
// Knows counts of roles played and nothing else of a person.
import type { Sitter } from './sitter.ts';

type Played = Pick<Sitter, 'played'>;

/** How much a role would unbalance what somebody has played: 0 for a role played least. */
export function strain({ played }: Played, role: number): number {
  const least = played.length === 0 ? 0 : Math.min(...played);
  return ((played[role] ?? 0) - least) ** 2;
}

/** A role for each person, one person for each role, with the least strain in sum. Exact, over the subsets of roles. */
export function rolesFor(seated: readonly Played[], roles: number): number[] {
  const states = 1 << roles;
  const cost = new Float64Array(states).fill(Number.POSITIVE_INFINITY);
  const chosen = new Int8Array(states).fill(-1);
  cost[0] = 0;
  for (let taken = 0; taken < states - 1; taken += 1) {
    const base = cost[taken] as number;
    const person = seated[bits(taken)];
    if (person === undefined || base === Number.POSITIVE_INFINITY) continue;
    for (let role = 0; role < roles; role += 1) {
      const next = taken | (1 << role);
      const total = base + strain(person, role);
      if (next === taken || total >= (cost[next] as number)) continue;
      cost[next] = total;
      chosen[next] = role;
    }
  }
  return walkBack(chosen, states - 1, Math.min(seated.length, roles));
}

function walkBack(chosen: Int8Array, from: number, people: number): number[] {
  const found: number[] = [];
  for (let taken = from; found.length < people; taken &= ~(1 << (found[0] ?? 0))) found.unshift(chosen[taken] ?? 0);
  return found;
}

/** The least strain that `rolesFor` reaches. Two roles, by far the most common, without a search. */
export function leastStrain(seated: readonly Played[], roles: number): number {
  const [first, second] = seated;
  if (roles === 2 && first && second) {
    return Math.min(strain(first, 0) + strain(second, 1), strain(first, 1) + strain(second, 0));
  }
  return rolesFor(seated, roles).reduce((sum, role, index) => {
    const person = seated[index];
    return person === undefined ? sum : sum + strain(person, role);
  }, 0);
}

/** The role for somebody who joins a seat: least played, then with the fewest holders. */
export function leastPlayed(person: Played, holders: readonly (readonly string[])[]): number {
  let best = 0;
  const weight = (role: number) => strain(person, role) * 1000 + (holders[role]?.length ?? 0);
  for (let role = 1; role < holders.length; role += 1) if (weight(role) < weight(best)) best = role;
  return best;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
