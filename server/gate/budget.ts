// Credits that are spent and come back with time: bursts are fine, floods are not. Pure arithmetic on a given time.
// Knows not what is bought: frames, bytes, joins and wrong codes all have one.

/** `most`: how many can be saved up. `perSecond`: how many come back. */
export type Rate = { most: number; perSecond: number };

export type Budget = {
  /** Takes the credits where there are enough; else takes none and says no. */
  spend(nowMs: number, credits?: number): boolean;
  /** Takes them in any case: what was used cannot be unused. May end below zero. */
  charge(nowMs: number, credits: number): void;
  /** How long until so many are there; 0 where they are. */
  waitMs(nowMs: number, credits?: number): number;
  left(nowMs: number): number;
};

export function createBudget(nowMs: number, { most, perSecond }: Rate): Budget {
  let credits = most;
  let at = nowMs;
  const left = (now: number): number => {
    // A clock that was put back brings no credits, and takes none.
    credits = Math.min(most, credits + (Math.max(0, now - at) / 1000) * perSecond);
    at = now;
    return credits;
  };
  return {
    left,
    spend(now, cost = 1) {
      if (left(now) < cost) return false;
      credits -= cost;
      return true;
    },
    charge(now, cost) {
      credits = left(now) - cost;
    },
    waitMs(now, cost = 1) {
      const missing = cost - left(now);
      return missing <= 0 ? 0 : Math.ceil((missing / perSecond) * 1000);
    },
  };
}
