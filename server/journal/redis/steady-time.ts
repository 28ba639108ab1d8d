// Redis' time without a round trip for every command: asked once a second, read off this machine's clocks in between.
// Two clocks watch each other: a wall clock that was put back or forward, or a machine that slept, makes it ask again.

/** Asked again after this long; a quartz clock drifts by less than a tenth of a millisecond meanwhile. */
const askAfterMs = 1_000;
/** Wall clock and monotonic clock may differ by this much since the last answer. */
const mostApartMs = 50;
/** An answer that took longer than this says too little about when it was true. */
const slowestMs = 250;
/** A clock of Redis that was put back by this much or less is waited out; library/opening.lua does the same. */
const waitedOutMs = 250;

export type Clocks = { wall(): number; monotonic(): number };
const ofThisMachine: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };

export type SteadyTime = {
  /**
   * Never ahead of Redis unless its clock was put back (until that is heard of, and then by what is waited out); never behind
   * what Redis is known to have said; never back unless Redis was put back further than that.
   */
  now(): Promise<number>;
  /** Redis just wrote this stamp: it is that late already. */
  stamped(at: number): void;
  /** Redis wrote this stamp some time ago, perhaps before its clock was put back. */
  saw(at: number): void;
};

/** `ask` gives Redis' time in ms since 1970. */
export function steadyTime(ask: () => Promise<number>, clocks: Clocks = ofThisMachine): SteadyTime {
  let known: { redis: number; wall: number; monotonic: number } | null = null;
  let asking: Promise<number> | null = null;
  let told = Number.NEGATIVE_INFINITY;

  /** What Redis said was true before it arrived here: from now on it is at least so late. */
  const learn = (redis: number) => {
    known = { redis, wall: clocks.wall(), monotonic: clocks.monotonic() };
  };
  /** The time by what is known, or null where Redis has to be asked. */
  const reckoned = (): number | null => {
    if (known === null) return null;
    const passed = clocks.monotonic() - known.monotonic;
    const byWall = clocks.wall() - known.wall;
    if (passed >= askAfterMs || Math.abs(passed - byWall) >= mostApartMs) return null;
    return Math.max(told, Math.floor(known.redis + passed));
  };
  async function askNow(): Promise<number> {
    const asked = clocks.monotonic();
    const redis = await ask();
    if (clocks.monotonic() - asked <= slowestMs) learn(redis);
    else known = null;
    told = told - redis > waitedOutMs ? redis : Math.max(told, redis);
    return told;
  }

  return {
    async now() {
      const time = reckoned();
      if (time !== null) {
        told = time;
        return told;
      }
      asking ??= askNow().finally(() => {
        asking = null;
      });
      return asking;
    },
    stamped(at) {
      const time = reckoned();
      // A question is worth more than an answer that perhaps came late; one that says more than is known is not late.
      if (time !== null && at > time) learn(at);
      told = Math.max(told, at);
    },
    saw(at) {
      if (at <= told) return;
      const time = reckoned();
      if (time !== null && at - time > waitedOutMs) known = null;
      else told = Math.max(told, at);
    },
  };
}
