// The figures of bench:relay as tables, absolute and as ratios to the bare relay.
import { tableOf } from '../ground/figures.ts';
import type { Measured, Run } from './measure.ts';

/** Above this share of foreign work a figure carries a mark. */
const noisy = (run: Run): string => ((run.foreignShare ?? 0) > 0.15 ? ' *' : '');
/** The load was the limit, not the server. */
const limited = (run: Run): string => (run.loadBusyShare > 0.95 ? ' ^' : '');

export function printMeasured(rows: readonly Measured[]): void {
  const head = [
    'at one offer a second a table',
    'tables',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'CPU µs/offer',
    '× bare',
    'kB/offer',
    'loop p99 ms',
    'kB/connection',
    'lost',
  ];
  const body = rows.map((row) => {
    const { steady } = row;
    const bare = rows.find(({ name, tables }) => name === 'bare' && tables === row.tables);
    return [
      `${row.title}${noisy(steady)}`,
      row.tables,
      steady.latency.p50,
      steady.latency.p95,
      steady.latency.p99,
      steady.cpuWithBesideMicroseconds,
      bare ? steady.cpuWithBesideMicroseconds / bare.steady.cpuWithBesideMicroseconds : null,
      steady.allocatedBytesPerOffer / 1_000,
      steady.loopDelayMs,
      row.heapPerConnectionBytes / 1_000,
      steady.lost,
    ];
  });
  console.log(tableOf(head, body));
  const fastHead = [
    'as fast as answered',
    'tables',
    'offers/s',
    '× bare',
    'p50 ms',
    'p99 ms',
    'CPU µs/offer',
    'refused',
    'lost',
  ];
  const fast = rows.map((row) => {
    const run = row.fast;
    const bare = rows.find(({ name, tables }) => name === 'bare' && tables === row.tables);
    return [
      `${row.title}${noisy(run)}${limited(run)}`,
      row.tables,
      rateOf(row),
      bare ? rateOf(row) / rateOf(bare) : null,
      run.latency.p50,
      run.latency.p99,
      run.cpuWithBesideMicroseconds,
      run.refused,
      run.lost,
    ];
  });
  console.log(`\n${tableOf(fastHead, fast)}\n`);
  console.log(
    'Each connection makes at most eleven offers a second, so that no budget is met: 100 tables reach 1,100.',
  );
  console.log('*: others used over 15 % of the machine, in three runs. ^: the load, not the server, was the limit.\n');
}

export const rateOf = ({ fast }: Measured): number => fast.done / fast.seconds;
