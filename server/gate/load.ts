// Whether this node has more to do than it can: then newcomers wait at the door, so that the tables inside go on.
// Measures the event loop's delay, counts the work under way and how long it takes; knows not who it is from, nor what waits: loop or store.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createTally, type Work } from './tally.ts';

/** `busy`: newcomers wait. `drowning`: those who come back wait too, a moment. */
export type Level = 'calm' | 'busy' | 'drowning';
export type Load = {
  level(): Level;
  /** Counts a command or call for as long as it takes. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  pending(): number;
  stop(): void;
};

const resolutionMs = 10;
const windowMs = 500;
/** So many windows in a row over a bound: one long collection of garbage turns nobody away. */
const windows = 3;
const busyMs = 70;
const calmMs = 35;
const drowningMs = 1_000;
const busyPending = 1_000;
const drowningPending = 5_000;
/** What is under way, done one after the other at the pace of late, would take so long: whoever comes now waits behind it, and holds up the
 *  tables. A quick store has hundreds under way before it comes to that, a slow one twenty. */
const busyBacklogMs = 1_000;
/** A store that is slow, with a handful under way, is slow: turning people away would not make it quicker, and nobody could ever join. */
const handful = 16;

/** The level after some windows: `delaysMs` newest last, mean delay of the loop in each. */
export function judge(before: Level, delaysMs: readonly number[], work: Work): Level {
  const { pending } = work;
  const lately = delaysMs.slice(-windows);
  const allOver = (bound: number) => lately.length === windows && lately.every((delay) => delay > bound);
  if (pending > drowningPending || allOver(drowningMs)) return 'drowning';
  if (allOver(busyMs) || hasBacklog(work)) return 'busy';
  const still = (lately.at(-1) ?? 0) > calmMs || pending > busyPending / 2 || isOver(work, busyBacklogMs / 2);
  return before !== 'calm' && still ? 'busy' : 'calm';
}

const hasBacklog = (work: Work): boolean => work.pending > busyPending || isOver(work, busyBacklogMs);

/** Where nothing was finished yet, how long the oldest waits says how slow it is. */
const isOver = ({ pending, meanMs, oldestMs }: Work, backlogMs: number): boolean =>
  pending > handful && (pending * meanMs > backlogMs || oldestMs > backlogMs);

export function measureLoad(): Load {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const delays: number[] = [];
  const tally = createTally();
  let level: Level = 'calm';
  const timer = setInterval(() => {
    const mean = delay.count === 0 ? windowMs : Math.max(0, delay.mean / 1e6 - resolutionMs);
    delay.reset();
    delays.push(mean);
    if (delays.length > windows) delays.shift();
    level = judge(level, delays, tally.work());
  }, windowMs);
  timer.unref();
  return {
    // A crowd comes within milliseconds: it is not let in until the next look.
    level: () => (level === 'drowning' || !hasBacklog(tally.work()) ? level : judge(level, delays, tally.work())),
    async during(work) {
      const done = tally.begin();
      try {
        return await work();
      } finally {
        done();
      }
    },
    pending: () => tally.work().pending,
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
