// Redis' time without a round trip for every command: asked once a second, read off this machine's clocks in between.
// Two clocks watch each other: a wall clock that was put back or forward, or a machine that slept, makes it ask again.

/** Asked again after this long; a quartz clock drifts by less than a tenth of a millisecond meanwhile. */
const askAfterMs = 1_000;
/** Wall clock and monotonic clock may differ by this much since the last answer. */
const mostApartMs = 50;
/** An answer that took longer than this says too little about when it was true. */
const slowestMs = 250;

export type Clocks = { wall(): number; monotonic(): number };
const ofThisMachine: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };

/** `ask` gives Redis' time in ms since 1970. Never runs backwards unless Redis itself does. */
export function steadyTime(ask: () => Promise<number>, clocks: Clocks = ofThisMachine): () => Promise<number> {
  let known: { redis: number; wall: number; monotonic: number } | null = null;
  let asking: Promise<number> | null = null;
  let told = Number.NEGATIVE_INFINITY;

  async function askNow(): Promise<number> {
    const asked = clocks.monotonic();
    const redis = await ask();
    const monotonic = clocks.monotonic();
    // True somewhere between question and answer: half the way is off by half of it at most.
    const isClose = monotonic - asked <= slowestMs;
    known = isClose ? { redis, wall: clocks.wall(), monotonic: (asked + monotonic) / 2 } : null;
    told = told - redis > slowestMs ? redis : Math.max(told, redis);
    return told;
  }

  return async () => {
    if (known !== null) {
      const passed = clocks.monotonic() - known.monotonic;
      const byWall = clocks.wall() - known.wall;
      if (passed < askAfterMs && Math.abs(passed - byWall) < mostApartMs + slowestMs / 2) {
        told = Math.max(told, Math.floor(known.redis + passed));
        return told;
      }
    }
    asking ??= askNow().finally(() => {
      asking = null;
    });
    return asking;
  };
}
