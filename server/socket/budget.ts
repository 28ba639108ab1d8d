// A credit budget per connection: bursts are fine, floods are answered "too fast". Pure arithmetic on a given time.

/** Credits a connection can save up, and how many come back each second: a class at work uses a few a minute. */
const most = 60;
const perSecond = 12;

export type Budget = { spend(nowMs: number, credits?: number): boolean };

export function createBudget(nowMs: number): Budget {
  let credits = most;
  let at = nowMs;
  return {
    spend(now, cost = 1) {
      // A clock that was put back brings no credits, and takes none.
      credits = Math.min(most, credits + (Math.max(0, now - at) / 1000) * perSecond);
      at = now;
      if (credits < cost) return false;
      credits -= cost;
      return true;
    },
  };
}
