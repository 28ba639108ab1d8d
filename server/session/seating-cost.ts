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

/** A sitter with their place in the table of pair costs. */
export type Placed = Sitter & { index: number };
export type Group = { seated: Placed[]; extras: Placed[] };

export type Pricing = {
  roles: number;
  /** Those left over hold a seat too. */
  extrasHold: boolean;
  /** Somebody played before; if not, roles need no search. */
  balance: boolean;
  people: number;
  /** What it costs to seat two people at one table: `pairs[one * people + other]`. */
  pairs: Float64Array;
};

export function pricingOf(sitters: readonly Sitter[], roles: number, wish: SeatingWish): Pricing {
  const people = sitters.length;
  const pairs = new Float64Array(people * people);
  for (const [one, first] of sitters.entries()) {
    for (const [other, second] of sitters.entries()) {
      if (first.met.has(second.person)) pairs[one * people + other] = metBefore;
      const together = first.department !== null && first.department === second.department;
      if (wish.mix === 'departments' && together)
        pairs[one * people + other] = (pairs[one * people + other] ?? 0) + sameDepartment;
    }
  }
  const balance = sitters.some(({ played }) => played.some((times) => times !== played[0]));
  return { roles, extrasHold: wish.oddAs === 'secondHolder', balance, people, pairs };
}

/** What a group costs whoever plays what. */
export function groupCost({ seated, extras }: Group, pricing: Pricing): number {
  if (extras.length === 0) return pairsCost(seated, pricing) + placeCost(seated);
  const everybody = [...seated, ...extras];
  const again = extras.reduce((sum, { leftOver }) => sum + leftOver, 0);
  return pairsCost(pricing.extrasHold ? everybody : seated, pricing) + placeCost(everybody) + leftOverAgain * again;
}

/** What the best sharing of roles adds; never negative. */
export function roleCost({ seated }: Group, { roles, balance }: Pricing): number {
  return balance ? unbalanced * leastStrain(seated, roles) : 0;
}

function pairsCost(holders: readonly Placed[], { pairs, people }: Pricing): number {
  let cost = 0;
  for (let one = 1; one < holders.length; one += 1) {
    const row = (holders[one] as Placed).index * people;
    for (let other = 0; other < one; other += 1) cost += pairs[row + (holders[other] as Placed).index] as number;
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
