// What one connection may send: frames and bytes. Counts every packet as it arrives, whether anybody will answer it or not.
// Both are counted for its address too; those budgets are the gate's, and who is quiet is served whatever is left of them.
import { type Budget, createBudget } from '../gate/budget.ts';

/** A class at work uses a few frames a minute; notes are sent as they are written. */
const frames = { most: 60, perSecond: 12 };
const bytes = { most: 256 * 1024, perSecond: 16 * 1024 };
/** Who goes on so far beyond being told "too fast" is no browser of ours. */
const mostFrameDebt = 1_000;
const mostByteDebt = 1024 * 1024;
/** Commands of one connection under way at once. */
const mostUnderWay = 32;

/** What the address of a connection may send over all of its connections. */
export type Shared = {
  /** Counts bytes. False: far too much comes from there, and this is a part of it. */
  bytesFit(size: number): boolean;
  /** How long a frame has to wait, ms; 0: it was counted. */
  frameWaitMs(): number;
};
const alone: Shared = { bytesFit: () => true, frameWaitMs: () => 0 };

export type Flood = {
  /** Counts a packet. False: far too much, to be cut off. */
  packet(size: number): boolean;
  /** How long to wait before this frame may be worked on, ms; 0: now, and its address has paid for it where it could. */
  waitMs(): number;
  /** Runs a piece of work, at most so many at once; null where there are too many. */
  during<Result>(work: () => Promise<Result>): Promise<Result> | null;
};

export function createFlood(shared: Shared = alone, now: () => number = Date.now): Flood {
  const frameBudget: Budget = createBudget(now(), frames);
  const byteBudget: Budget = createBudget(now(), bytes);
  let underWay = 0;
  return {
    packet(size) {
      frameBudget.charge(now(), 1);
      byteBudget.charge(now(), size);
      const fits = shared.bytesFit(size);
      return fits && frameBudget.left(now()) > -mostFrameDebt && byteBudget.left(now()) > -mostByteDebt;
    },
    // The packet was charged on arrival: what is left may be nothing, but not less.
    // A connection that is over its own takes nothing from the others of its address.
    waitMs() {
      const ownMs = Math.max(frameBudget.waitMs(now(), 0), byteBudget.waitMs(now(), 0));
      return ownMs > 0 ? ownMs : shared.frameWaitMs();
    },
    during(work) {
      if (underWay >= mostUnderWay) return null;
      underWay += 1;
      return work().finally(() => {
        underWay -= 1;
      });
    },
  };
}
