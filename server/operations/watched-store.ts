// A store that is watched: how long appends take, what becomes of them, and whether it is there at all.
// Changes nothing of what the store promises and knows nothing of what is kept.
import type { Append, Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { storeMs } from '../runtime/patient-store.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

type Tellers = { metrics: Metrics; log: Log };

const lookMs = 250;
const reasonsTold = 8;

/** `hungMs`: without an answer for so long it counts as away, as it does for whoever waits for it. */
export function watchedStore<Watched extends Store>(
  store: Watched,
  { metrics, log, hungMs = storeMs }: Tellers & { hungMs?: number },
): Watched {
  const health = watchHealth({ metrics, log }, hungMs);
  const append = async (item: Append) => {
    const started = performance.now();
    const result = await health
      .during(store.append(item), () => metrics.appends.inc({ outcome: 'hung' }))
      .catch((fault: unknown) => {
        metrics.appends.inc({ outcome: fault instanceof StoreUnavailable ? 'unavailable' : 'fault' });
        throw fault;
      });
    metrics.appendSeconds.observe((performance.now() - started) / 1000);
    metrics.appends.inc({ outcome: result.outcome });
    return result;
  };
  return {
    ...store,
    append,
    beat: () => health.during(store.beat()),
    dueUntil: (until: number, limit: number) => health.during(store.dueUntil(until, limit)),
    pendingOutbox: async (limit: number) => {
      const rows = await health.during(store.pendingOutbox(limit));
      metrics.outboxWaiting.set(rows.length);
      return rows;
    },
    close: () => {
      health.stop();
      return store.close();
    },
  };
}

/**
 * Away is told once for each reason and back is told once, however many calls fail in between: the clock asks ten times a
 * second. The first reason is often only the broken connection; that the password is refused comes after it.
 */
function watchHealth({ metrics, log }: Tellers, hungMs: number) {
  let awaySince: number | null = null;
  const told = new Set<string>();
  metrics.storeUp.set(1);
  const away = (why: string): void => {
    if (awaySince === null) {
      awaySince = performance.now();
      metrics.storeUp.set(0);
      metrics.storeOutages.inc();
    }
    if (told.has(why) || told.size === reasonsTold) return;
    told.add(why);
    // The store's own words: they name the file or the address and the mend, nobody's text.
    log.turn('storeAway', { why });
  };
  const back = (): void => {
    if (awaySince === null) return;
    log.turn('storeBack', { awayMs: Math.round(performance.now() - awaySince) });
    metrics.storeUp.set(1);
    awaySince = null;
    told.clear();
  };
  const waits = watchWaits(hungMs, () => away(`it has not answered for ${hungMs} ms`));
  return {
    stop: waits.stop,
    /** `onHung`: it takes longer than anybody waits for it; what becomes of it is told as usual, later. */
    async during<Result>(work: Promise<Result>, onHung?: () => void): Promise<Result> {
      const answered = waits.begin(onHung);
      try {
        const result = await work;
        back();
        return result;
      } catch (fault) {
        if (fault instanceof StoreUnavailable) away(fault.message);
        throw fault;
      } finally {
        answered();
      }
    },
  };
}

/** Looks now and then at the calls that wait: each that waits too long is told once. */
function watchWaits(hungMs: number, onHung: () => void) {
  const waiting = new Set<{ since: number; tell: (() => void) | undefined }>();
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    // A process that was stopped, or had no time to look, was away itself.
    const absentMs = Math.max(0, now - lookedAt - lookMs);
    lookedAt = now;
    for (const one of waiting) {
      one.since += absentMs;
      if (now - one.since < hungMs) continue;
      waiting.delete(one);
      onHung();
      one.tell?.();
    }
  }, lookMs).unref();
  return {
    begin(tell: (() => void) | undefined): () => void {
      const one = { since: performance.now(), tell };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    stop: () => clearInterval(timer),
  };
}
