// The figures of a node for Prometheus. Labels come from closed lists only; nothing here knows a name, a code or an id.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** Upper bounds in seconds: a quick disk, a slow one, a store that is nearly away. */
const appendBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const deadlineBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 30];

export function createMetrics() {
  const registry = new Registry();
  // Memory, CPU, garbage collection, and the event loop's delay (nodejs_eventloop_lag_p99_seconds and others).
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `parley_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, collect?: () => number) => {
    const made: Gauge = new Gauge({
      name: `parley_${name}`,
      help,
      registers,
      ...(collect && { collect: () => made.set(collect()) }),
    });
    return made;
  };
  let connections = () => 0;
  gauge('connections', 'Live connections of this node.', () => connections());
  return {
    commands: counter('commands_total', 'Commands answered, by type and outcome.', ['type', 'outcome']),
    rejections: counter('rejections_total', 'Commands refused, by code.', ['code']),
    refused: counter(
      'refused_total',
      'Refused without a command: pages, calls (all their refusals), handshakes, frames, and connections that were ended.',
      ['at', 'why'],
    ),
    resumes: counter('resumes_total', 'Views asked for: whole, what was missed, or refused.', ['answer']),
    appends: counter('appends_total', 'Appends to the store, by outcome.', ['outcome']),
    appendSeconds: new Histogram({
      name: 'parley_append_seconds',
      help: 'How long an append took until it was durable.',
      buckets: appendBuckets,
      registers,
    }),
    deadlineLateSeconds: new Histogram({
      name: 'parley_deadline_late_seconds',
      help: 'How long after its time a deadline took effect.',
      buckets: deadlineBuckets,
      registers,
    }),
    deadlinesLate: counter('deadlines_late_total', 'Deadlines that took effect more than 250 ms after their time.'),
    outboxWaiting: gauge('outbox_waiting', 'Deliveries between journals that waited when last looked at, 500 at most.'),
    storeUp: gauge('store_up', '1 while the store answers.'),
    storeOutages: counter('store_outages_total', 'Times that the store was away, or hung: no answer for 4 s.'),
    faults: counter('faults_total', 'Bugs and broken calls that were logged.'),
    draining: gauge('draining', '1 once this node is leaving.'),
    countConnections(count: () => number) {
      connections = count;
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
