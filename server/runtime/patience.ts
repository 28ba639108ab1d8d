// How long anybody waits: work that is not done in time rejects, though it may still be done later.
// One timer for all that waits. A process that was stopped or busy takes its own absence off the wait.
import { StoreUnavailable } from '../journal/unavailable.ts';

const lookMs = 200;

type Waiting = { ms: number; until: number; reject(fault: StoreUnavailable): void };

export type Patience = {
  /** Rejects with `StoreUnavailable` after `ms`; the outcome of the work is unknown then. */
  within<Result>(ms: number, work: Promise<Result>): Promise<Result>;
  stop(): void;
};

export function createPatience(): Patience {
  const waiting = new Set<Waiting>();
  let lookedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = performance.now();
    const absentMs = Math.max(0, now - lookedAt - lookMs);
    lookedAt = now;
    for (const one of waiting) {
      if (absentMs > lookMs) one.until += absentMs;
      if (now < one.until) continue;
      waiting.delete(one);
      one.reject(new StoreUnavailable(`no answer within ${one.ms} ms`));
    }
    if (waiting.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  function start(): void {
    if (timer !== undefined) return;
    lookedAt = performance.now();
    timer = setInterval(look, lookMs).unref();
  }

  return {
    within(ms, work) {
      start();
      return new Promise((resolve, reject) => {
        const one: Waiting = { ms, until: performance.now() + ms, reject };
        waiting.add(one);
        work.then(
          (result) => {
            waiting.delete(one);
            resolve(result);
          },
          (fault: unknown) => {
            waiting.delete(one);
            reject(fault);
          },
        );
      });
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
