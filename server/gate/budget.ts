// Credits that are spent and come back with time: bursts are fine, floods are not. Pure arithmetic on a given time.
// Knows not what is bought: frames, bytes, joins and wrong codes all have one.

/** `most`: how many can be saved up. `perSecond`: how many come back. */
export type Rate = { most: number; perSecond: number };

export type Budget = {
  /** Takes the credits where there are enough; else takes none and says no. */
  spend(nowMs: number, credits?: number): boolean;
  /** Takes them in any case: what was used cannot be unused. May end below zero. */
  charge(nowMs: number, credits: number): void;
  /** Gives back what was spent for nothing. */
  giveBack(nowMs: number, credits?: number): void;
  /** How long until so many are there; 0 where they are. */
  waitMs(nowMs: number, credits?: number): number;
  left(nowMs: number): number;
};

/** A class, since there are several for each connection and address: its methods are there once. */
class Credits implements Budget {
  private readonly rate: Rate;
  private credits: number;
  private at: number;

  constructor(at: number, rate: Rate) {
    this.rate = rate;
    this.credits = rate.most;
    this.at = at;
  }

  left(now: number): number {
    // A clock that was put back brings no credits, and takes none.
    const back = (Math.max(0, now - this.at) / 1000) * this.rate.perSecond;
    this.credits = Math.min(this.rate.most, this.credits + back);
    this.at = now;
    return this.credits;
  }

  spend(now: number, cost = 1): boolean {
    if (this.left(now) < cost) return false;
    this.credits -= cost;
    return true;
  }

  charge(now: number, cost: number): void {
    this.credits = this.left(now) - cost;
  }

  giveBack(now: number, cost = 1): void {
    this.credits = Math.min(this.rate.most, this.left(now) + cost);
  }

  waitMs(now: number, cost = 1): number {
    const missing = cost - this.left(now);
    return missing <= 0 ? 0 : Math.ceil((missing / this.rate.perSecond) * 1000);
  }
}

export const createBudget = (nowMs: number, rate: Rate): Budget => new Credits(nowMs, rate);
