// Chance that repeats itself: the same seed gives the same inputs, so that a failing one can be looked at again.

export type Chance = {
  /** 0 to below `below`. */
  int(below: number): number;
  one<Value>(values: readonly Value[]): Value;
  /** True once in `times`. */
  once(times: number): boolean;
};

/** Mulberry32 over the seed and the number of the batch. */
export function chanceOf(seed: number, batch: number): Chance {
  let state = (seed ^ Math.imul(batch + 1, 0x9e3779b1)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return { int, one: (values) => values[int(values.length)] as never, once: (times) => int(times) === 0 };
}
