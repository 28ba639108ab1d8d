// Chance from a seed: everything that clients and faults choose comes from here, so that a failing run can be played again.

export type Chance = {
  /** 0 up to 1. */
  next(): number;
  below(limit: number): number;
  happens(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** A stream of its own, named, so that what one asks for does not change what another gets. */
  fork(name: string): Chance;
};

/** Mulberry32 over a seed mixed with the names of its forks. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick: (items) => items[below(items.length)],
    fork: (name) => chanceFrom([...name].reduce((mixed, sign) => Math.imul(mixed, 31) + sign.charCodeAt(0), seed)),
  };
}

export const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
