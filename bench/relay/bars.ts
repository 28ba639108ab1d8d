// The first bars of the bench, at 1,000 tables. Says what was met; passes or fails nothing.
import type { Measured } from './measure.ts';
import { rateOf } from './print.ts';

export type Judged = { bar: string; figure: number; met: boolean };

const tablesAtBars = 1_000;
const cpuOf = ({ steady }: Measured): number => steady.cpuWithBesideMicroseconds;

/** Only bars for which both sides were measured. */
export function judged(rows: readonly Measured[]): Judged[] {
  const at = (name: string) => rows.find((row) => row.name === name && row.tables === tablesAtBars);
  const [bare, sqlite, redis, boardgame] = ['bare', 'sqlite', 'redis', 'boardgame'].map(at);
  const least = (bar: string, figure: number, limit: number): Judged => ({ bar, figure, met: figure >= limit });
  const most = (bar: string, figure: number, limit: number): Judged => ({ bar, figure, met: figure <= limit });
  return [
    ...(bare && sqlite
      ? [
          least("SQLite: at least 0.5 of the bare relay's rate", rateOf(sqlite) / rateOf(bare), 0.5),
          most('SQLite: at most 2 times the bare CPU per offer', cpuOf(sqlite) / cpuOf(bare), 2),
        ]
      : []),
    ...(sqlite ? [most('SQLite: p99 at most 20 ms', sqlite.steady.latency.p99, 20)] : []),
    ...(sqlite && boardgame
      ? [least("SQLite: at least 1.5 times boardgame.io's rate", rateOf(sqlite) / rateOf(boardgame), 1.5)]
      : []),
    ...(bare && redis
      ? [
          least("Redis: at least 0.4 of the bare relay's rate", rateOf(redis) / rateOf(bare), 0.4),
          most('Redis: at most 2.3 times the bare CPU per offer', cpuOf(redis) / cpuOf(bare), 2.3),
        ]
      : []),
  ];
}
