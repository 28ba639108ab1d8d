// Seeded chance: the same seed seats the same class the same way. Not for secrets.

export type Chance = {
  /** A whole number from 0 up to but not including `below`. */
  below(below: number): number;
  shuffled<Item>(items: readonly Item[]): Item[];
};

/** Mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return { below, shuffled: (items) => shuffle([...items], below) };
}

/** Fisher and Yates, in place. */
function shuffle<Item>(items: Item[], below: (limit: number) => number): Item[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
  return items;
}
