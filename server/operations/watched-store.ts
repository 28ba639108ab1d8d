// A store that is watched: how long appends take, what becomes of them, and whether it is there at all.
// Changes nothing of what the store promises and knows nothing of what is kept.
import type { Append, Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export function watchedStore<Watched extends Store>(
  store: Watched,
  { metrics, log }: { metrics: Metrics; log: Log },
): Watched {
  const health = watchHealth(metrics, log);
  return {
    ...store,
    append: async (item: Append) => {
      const started = performance.now();
      const result = await health.during(store.append(item)).catch((fault: unknown) => {
        metrics.appends.inc({ outcome: 'unavailable' });
        throw fault;
      });
      metrics.appendSeconds.observe((performance.now() - started) / 1000);
      metrics.appends.inc({ outcome: result.outcome });
      return result;
    },
    beat: () => health.during(store.beat()),
    dueUntil: (until: number, limit: number) => health.during(store.dueUntil(until, limit)),
    pendingOutbox: async (limit: number) => {
      const rows = await health.during(store.pendingOutbox(limit));
      metrics.outboxWaiting.set(rows.length);
      return rows;
    },
  };
}

/** Away is told once and back is told once, however many calls fail in between. The clock asks ten times a second. */
function watchHealth(metrics: Metrics, log: Log) {
  let awaySince: number | null = null;
  metrics.storeUp.set(1);
  return {
    async during<Result>(work: Promise<Result>): Promise<Result> {
      try {
        const result = await work;
        if (awaySince !== null) {
          log.turn('storeBack', { awayMs: Math.round(performance.now() - awaySince) });
          metrics.storeUp.set(1);
          awaySince = null;
        }
        return result;
      } catch (fault) {
        if (fault instanceof StoreUnavailable && awaySince === null) {
          awaySince = performance.now();
          metrics.storeUp.set(0);
          // The store's own words: they name the file or the address and the mend, nobody's text.
          log.turn('storeAway', { why: fault.message });
        }
        throw fault;
      }
    },
  };
}
