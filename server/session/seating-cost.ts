// How good a group is, as one number to be made small. The weights put one wish strictly before the next.

import { leastStrain } from './seating-roles.ts';
import { inRoom, type SeatingWish, type Sitter } from './sitter.ts';

// In this order: everybody can take part; nobody meets twice; roles balance; one without a device at a table;
// room with room; whoever was left over before is seated now; departments mix. A later wish never outweighs an earlier one
// within a group: no group has so many pairs.
const shutOut = 1e12;
const metBefore = 1e9;
const unbalanced = 1e6;
const secondWithoutDevice = 2e4;
const mixedPlaces = 1e4;
const leftOverAgain = 200;
const sameDepartment = 1;

export type Group = { seated: Sitter[]; extras: Sitter[] };

/** Whether anybody played before: if not, roles need no search. */
export const hasHistory = (sitters: readonly Sitter[]): boolean =>
  sitters.some(({ played }) => played.some((times) => times !== played[0]));

export function costOf({ seated, extras }: Group, roles: number, wish: SeatingWish, balance: boolean): number {
  const holders = wish.oddAs === 'secondHolder' && extras.length > 0 ? [...seated, ...extras] : seated;
  const everybody = extras.length > 0 ? [...seated, ...extras] : seated;
  let cost = pairsCost(holders, wish) + placeCost(everybody);
  if (balance) cost += unbalanced * leastStrain(seated, roles);
  for (const { leftOver } of extras) cost += leftOverAgain * leftOver;
  return cost;
}

function pairsCost(holders: readonly Sitter[], { mix }: SeatingWish): number {
  let cost = 0;
  for (let one = 0; one < holders.length; one += 1) {
    const first = holders[one] as Sitter;
    for (let other = one + 1; other < holders.length; other += 1) {
      const second = holders[other] as Sitter;
      if (first.met.has(second.person)) cost += metBefore;
      if (mix === 'departments' && first.department !== null && first.department === second.department) {
        cost += sameDepartment;
      }
    }
  }
  return cost;
}

function placeCost(everybody: readonly Sitter[]): number {
  let room = 0;
  let withoutDevice = 0;
  for (const sitter of everybody) {
    if (inRoom(sitter)) room += 1;
    if (!sitter.device) withoutDevice += 1;
  }
  const elsewhere = everybody.length - room;
  const crowded = Math.max(0, withoutDevice - 1) * secondWithoutDevice;
  if (elsewhere === 0) return crowded;
  return crowded + withoutDevice * shutOut + Math.min(room, elsewhere) * mixedPlaces;
}
