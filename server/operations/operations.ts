// Everything around one node that its rules need not know: figures, log, readiness and the way out, put together.
import type { OnRefused } from '../gate/refused.ts';
import type { Health } from '../http/health.ts';
import type { Store } from '../journal/port.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createLeaving, type Leaving } from './leaving.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createReadiness } from './readiness.ts';
import { watchedRuntime } from './watched-runtime.ts';
import { watchedStore } from './watched-store.ts';

/** Later than this is late: the promise of the clock. */
const lateMs = 250;

export type Operations = {
  store: Store;
  leaving: Leaving;
  health: Health;
  watch(runtime: Runtime): Runtime;
  countConnections(count: () => number): void;
  onFault(fault: unknown): void;
  onRefused: OnRefused;
  /** A deadline took effect so long after its time, ms. */
  onLate(lateMs: number): void;
};

export function createOperations({
  store: plain,
  log,
  metricsKey,
  pagesPrepared,
}: {
  store: Store;
  log: Log;
  metricsKey: string | null;
  pagesPrepared(): boolean;
}): Operations {
  const metrics = createMetrics();
  const leaving = createLeaving();
  const store = watchedStore(plain, { metrics, log });
  return {
    store,
    leaving,
    health: {
      ready: createReadiness({ store, leaving, pagesPrepared }),
      async metrics() {
        metrics.draining.set(leaving.stage() === 'serving' ? 0 : 1);
        return { type: metrics.contentType, text: await metrics.text() };
      },
      metricsKey,
    },
    watch: (runtime) => watchedRuntime(runtime, { metrics, leaving }),
    countConnections: metrics.countConnections,
    onLate(late) {
      metrics.deadlineLateSeconds.observe(late / 1000);
      if (late > lateMs) metrics.deadlinesLate.inc();
    },
    onRefused(at, why) {
      metrics.refused.inc({ at, why });
      log.refused(at, why);
    },
    onFault(fault) {
      metrics.faults.inc();
      log.fault(fault);
    },
  };
}
