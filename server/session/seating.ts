// Seats everybody: who bargains with whom, in which role, by voice or by chat. Pure and seeded.
// Knows what a person may be seated by (place, device, department, who met whom, roles played), no names and no points.
import type { Talk } from '../protocol/words.ts';
import { chanceFrom } from './chance.ts';
import { leastPlayed, rolesFor } from './seating-roles.ts';
import { searchGroups } from './seating-search.ts';
import { inRoom, type SeatedGroup, type SeatingWish, type Sitter } from './sitter.ts';

/** Everybody on exactly one chair; empty with fewer people than roles. */
export function seat(sitters: readonly Sitter[], roles: number, wish: SeatingWish, seed: number): SeatedGroup[] {
  const chance = chanceFrom(seed);
  const groups = searchGroups(sitters, roles, wish, chance);
  return groups.map(({ seated, extras }) => {
    const holders: string[][] = Array.from({ length: roles }, () => []);
    for (const [index, role] of rolesFor(seated, roles).entries()) holders[role]?.push(seated[index]?.person ?? '');
    return withExtras(holders, seated, extras, wish);
  });
}

/** Puts people who are left over beside a group: as observers, or as second holders in the role they played least. */
export function withExtras(
  holders: string[][],
  seated: readonly Sitter[],
  extras: readonly Sitter[],
  { oddAs }: Pick<SeatingWish, 'oddAs'>,
): SeatedGroup {
  const talk = talkFor([...seated, ...extras]);
  if (oddAs === 'observer') return { holders, observers: extras.map(({ person }) => person), talk };
  const all = holders.map((those) => [...those]);
  for (const extra of extras) all[leastPlayed(extra, all)]?.push(extra.person);
  return { holders: all, observers: [], talk };
}

/** All in the room talk by voice; one elsewhere, and the table talks by chat. */
function talkFor(people: readonly Sitter[]): Talk {
  return people.every(inRoom) ? 'voice' : 'chat';
}
