// Whether this node has more to do than it can: then newcomers wait at the door, so that the tables inside go on.
// Measures the event loop's delay and counts the commands under way; knows not who they are from.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** `busy`: newcomers wait. `drowning`: those who come back wait too, a moment. */
export type Level = 'calm' | 'busy' | 'drowning';
export type Load = {
  level(): Level;
  /** Counts a command for as long as it takes. */
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

/** The level after some windows: `delaysMs` newest last, mean delay of the loop in each. */
export function judge(before: Level, delaysMs: readonly number[], pending: number): Level {
  const lately = delaysMs.slice(-windows);
  const allOver = (bound: number) => lately.length === windows && lately.every((delay) => delay > bound);
  if (pending > drowningPending || allOver(drowningMs)) return 'drowning';
  if (pending > busyPending || allOver(busyMs)) return 'busy';
  const still = (lately.at(-1) ?? 0) > calmMs || pending > busyPending / 2;
  return before !== 'calm' && still ? 'busy' : 'calm';
}

export function measureLoad(): Load {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const delays: number[] = [];
  let level: Level = 'calm';
  let pending = 0;
  const timer = setInterval(() => {
    const mean = delay.count === 0 ? windowMs : Math.max(0, delay.mean / 1e6 - resolutionMs);
    delay.reset();
    delays.push(mean);
    if (delays.length > windows) delays.shift();
    level = judge(level, delays, pending);
  }, windowMs);
  timer.unref();
  return {
    level: () => (pending > busyPending ? judge(level, delays, pending) : level),
    async during(work) {
      pending += 1;
      try {
        return await work();
      } finally {
        pending -= 1;
      }
    },
    pending: () => pending,
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
