// Finds good groups: a sensible start, then swaps of two people wherever that helps, as often as a fixed budget allows.
// Knows the cost of a group and nothing of what it means.
import type { Chance } from './chance.ts';
import { type Group, groupCost, type Placed, type Pricing, pricingOf, roleCost } from './seating-cost.ts';
import { inRoom, type SeatingWish, type Sitter } from './sitter.ts';

/** Work for one seating, in looks at a pair of people: some 30 ms. Counted, not timed, so that a seed seats alike everywhere. */
const budget = 1_200_000;
/** Fresh starts without a better end before the best one is taken. */
const patience = 40;

type Search = { pricing: Pricing; chance: Chance; spent: number };
type Plan = { groups: Group[]; costs: number[] };

/** Groups of `roles` people, those left over beside them; empty with fewer people than roles. */
export function searchGroups(sitters: readonly Sitter[], roles: number, wish: SeatingWish, chance: Chance): Group[] {
  if (roles < 2 || sitters.length < roles) return [];
  const search: Search = { pricing: pricingOf(sitters, roles, wish), chance, spent: 0 };
  const placed = sitters.map((sitter, index) => ({ ...sitter, index }));
  let best = climb(start(placed, search), search);
  for (let idle = 0; idle < patience && total(best) > 0 && search.spent < budget; idle += 1) {
    const plan = climb(start(placed, search), search);
    if (total(plan) >= total(best)) continue;
    best = plan;
    idle = 0;
  }
  return best.groups;
}

const total = ({ costs }: Plan): number => costs.reduce((sum, cost) => sum + cost, 0);

/** Shuffled, room first, so that most tables are of one place from the start; people without a device one at a table. */
function start(sitters: readonly Placed[], search: Search): Plan {
  const { chance } = search;
  const { roles } = search.pricing;
  const count = Math.floor(sitters.length / roles);
  const shuffled = chance.shuffled(sitters);
  const order = [
    ...shuffled.filter(({ device }) => !device),
    ...shuffled.filter((sitter) => sitter.device && inRoom(sitter)),
    ...shuffled.filter((sitter) => !inRoom(sitter)),
  ];
  const groups: Group[] = Array.from({ length: count }, () => ({ seated: [], extras: [] }));
  // Dealt like cards to the people without a device, then filled up table by table.
  const dealt = order.filter(({ device }) => !device).slice(0, count);
  for (const [index, sitter] of dealt.entries()) groups[index]?.seated.push(sitter);
  const rest = order.slice(dealt.length);
  for (const group of groups) group.seated.push(...rest.splice(0, roles - group.seated.length));
  for (const [index, sitter] of rest.entries()) groups[count - 1 - (index % count)]?.extras.push(sitter);
  return { groups, costs: groups.map((group) => price(group, search)) };
}

/** Without roles: cheap, and a floor under `price`. */
function floorOf(group: Group, search: Search): number {
  const size = group.seated.length + group.extras.length;
  search.spent += (size * size) / 2 + 8; // the swap itself
  return groupCost(group, search.pricing);
}

function price(group: Group, search: Search): number {
  const { roles, balance } = search.pricing;
  if (balance) search.spent += roles === 2 ? 2 : (roles << roles) / 2;
  return floorOf(group, search) + roleCost(group, search.pricing);
}

/** Swaps until no swap of somebody at a table that costs anything helps. */
function climb(plan: Plan, search: Search): Plan {
  let improved = true;
  while (improved && search.spent < budget) {
    improved = false;
    for (const one of worstFirst(plan, search.chance)) {
      if (search.spent >= budget) return plan;
      if ((plan.costs[one] as number) > 0 && improveTable(plan, one, search)) improved = true;
    }
  }
  return plan;
}

function worstFirst({ costs }: Plan, chance: Chance): number[] {
  return chance
    .shuffled(costs.map((_, index) => index))
    .sort((one, other) => (costs[other] as number) - (costs[one] as number));
}

type Swap = { mine: number; other: number; theirs: number };

/** A swap of somebody at this table with somebody elsewhere: the best with the first table where any helps. */
function improveTable(plan: Plan, one: number, search: Search): boolean {
  const offset = search.chance.below(plan.groups.length);
  for (let step = 0; step < plan.groups.length && search.spent < budget; step += 1) {
    const other = (step + offset) % plan.groups.length;
    const best = other === one ? null : bestSwap(plan, one, other, search);
    if (best === null) continue;
    settle(plan, one, best, search);
    return true;
  }
  return swapInside(plan, one, search);
}

function bestSwap(plan: Plan, one: number, other: number, search: Search): Swap | null {
  const here = plan.groups[one] as Group;
  const there = plan.groups[other] as Group;
  let least = (plan.costs[one] as number) + (plan.costs[other] as number);
  let best: Swap | null = null;
  for (const [mine, theirs] of places(plan, one, other)) {
    swap(plan, one, mine, other, theirs);
    const floor = floorOf(here, search) + floorOf(there, search);
    // Roles can only add to it, so most swaps need no look at roles.
    const now = floor < least ? price(here, search) + price(there, search) : floor;
    swap(plan, one, mine, other, theirs);
    if (now >= least) continue;
    least = now;
    best = { mine, other, theirs };
  }
  return best;
}

/** Somebody left over beside this very table may bargain better than one who is seated. */
function swapInside(plan: Plan, one: number, search: Search): boolean {
  const group = plan.groups[one] as Group;
  for (let mine = 0; mine < group.seated.length; mine += 1) {
    for (let extra = 0; extra < group.extras.length; extra += 1) {
      const theirs = group.seated.length + extra;
      swap(plan, one, mine, one, theirs);
      const now = price(group, search);
      if (now < (plan.costs[one] as number)) {
        plan.costs[one] = now;
        return true;
      }
      swap(plan, one, mine, one, theirs);
    }
  }
  return false;
}

function settle(plan: Plan, one: number, { mine, other, theirs }: Swap, search: Search): void {
  swap(plan, one, mine, other, theirs);
  plan.costs[one] = price(plan.groups[one] as Group, search);
  plan.costs[other] = price(plan.groups[other] as Group, search);
}

/** Every pair of chairs of two groups: seats first, then those beside. */
function* places({ groups }: Plan, one: number, other: number): Generator<[number, number]> {
  const mine = (groups[one] as Group).seated.length + (groups[one] as Group).extras.length;
  const theirs = (groups[other] as Group).seated.length + (groups[other] as Group).extras.length;
  for (let first = 0; first < mine; first += 1)
    for (let second = 0; second < theirs; second += 1) yield [first, second];
}

function swap({ groups }: Plan, one: number, mine: number, other: number, theirs: number): void {
  const here = chairOf(groups[one] as Group, mine);
  const there = chairOf(groups[other] as Group, theirs);
  const sitter = here.list[here.index] as Placed;
  here.list[here.index] = there.list[there.index] as Placed;
  there.list[there.index] = sitter;
}

function chairOf({ seated, extras }: Group, place: number): { list: Placed[]; index: number } {
  return place < seated.length ? { list: seated, index: place } : { list: extras, index: place - seated.length };
}
