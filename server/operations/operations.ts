// Everything around one node that its rules need not know: figures, log, readiness and the way out, put together.
import type { OnRefused } from '../gate/refused.ts';
import type { Health } from '../http/health.ts';
import type { Store } from '../journal/port.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createLeaving, type Leaving } from './leaving.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createReadiness } from './readiness.ts';
import { strandedAfterMs, watchStranded } from './stranded.ts';
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
  /** Behind a proxy only, whose word counts then: what to do where another node is ready and this one has been without its store. */
  whenStranded(sendOn: () => { connections: number }): void;
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
  strandedAfter = strandedAfterMs,
}: {
  store: Store;
  log: Log;
  metricsKey: string | null;
  pagesPrepared(): boolean;
  /** ms. */
  strandedAfter?: number;
}): Operations {
  const metrics = createMetrics();
  const leaving = createLeaving();
  const store = watchedStore(plain, { metrics, log });
  const readiness = createReadiness({ store, leaving, pagesPrepared });
  let asked: ReturnType<typeof watchStranded> = () => undefined;
  return {
    store,
    leaving,
    health: {
      async ready(nodesReady) {
        const now = await readiness();
        // A node that leaves ends its connections itself, in its own time.
        if (nodesReady !== null && leaving.stage() === 'serving') asked(now.checks.store === 'ok', nodesReady);
        return now;
      },
      async metrics() {
        metrics.draining.set(leaving.stage() === 'serving' ? 0 : 1);
        return { type: metrics.contentType, text: await metrics.text() };
      },
      metricsKey,
    },
    watch: (runtime) => watchedRuntime(runtime, { metrics, leaving }),
    countConnections: metrics.countConnections,
    whenStranded(sendOn) {
      asked = watchStranded({ afterMs: strandedAfter, onStranded: () => log.turn('sentOn', sendOn()) });
    },
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
