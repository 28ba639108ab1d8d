// `npm run bench:join [-- --quick] [--only bare,sqlite,redis] [--json FILE] [--profile FOLDER]`: people who come in while tables bargain.
// Ours: HTTP join, authenticated handshake, whole view. Bare: an HTTP POST of the same size, a handshake, a room. Same pace.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startChild } from './ground/child.ts';
import { busyMsOf, watchForeignCpu } from './ground/cpu.ts';
import { keepFigures, tableOf } from './ground/figures.ts';
import type { CameReport, Coming, Drive, DriveReport, LoadOptions } from './load/main.ts';
import { type Contestant, contestantsCalled } from './relay/contestants.ts';
import { loadCore, serverCore } from './relay/measure.ts';
import type { Usage } from './servers/usage.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'bare,sqlite,redis' },
    profile: { type: 'string' },
  },
});
const joins = values.quick ? 300 : 2_000;
const perSecond = 100;
const warmUp = values.quick ? 100 : 500;
const tables = values.quick ? 50 : 200;
const mostTimesBare = 2;
const mostMs = 200;

type Row = {
  name: string;
  title: string;
  cpuMicrosecondsPerJoin: number;
  came: CameReport;
  tablesP99Ms: number;
  lost: number;
  foreignShare: number | null;
};

/** Processor time of the server and what is beside it, over a piece of work, ms. */
async function costOf<Result>(running: Awaited<ReturnType<Contestant['start']>>, work: () => Promise<Result>) {
  const cpu = async () => (await running.server.ask<Usage>('usage')).cpuMicroseconds / 1_000 + busyMsOf(running.beside);
  const before = await cpu();
  const result = await work();
  return { result, busyMs: (await cpu()) - before };
}

async function measure(contestant: Contestant): Promise<Row> {
  process.stderr.write(`${contestant.title} …\n`);
  const running = await contestant.start(serverCore);
  const options: LoadOptions = { scene: contestant.scene, port: running.port, tables };
  const load = await startChild(resolve(import.meta.dirname, 'load/main.ts'), { core: loadCore, options });
  try {
    await load.ask('open');
    const drive = (ms: number) => load.ask<DriveReport>('drive', { how: 'steadily', ms } satisfies Drive);
    // The first hundreds pay for the compiling of what they come in by, at a server that has been at work no more than once.
    const earlier: Coming = { count: warmUp, perSecond };
    await Promise.all([drive((warmUp / perSecond) * 1_000 + 3_000), load.ask<CameReport>('come', earlier)]);
    const aloneMs = 8_000;
    const alone = await costOf(running, () => drive(aloneMs));
    const ms = (joins / perSecond) * 1_000 + 2_000;
    const watch = watchForeignCpu([running.server.pid, load.pid, process.pid, ...running.beside], 2);
    const coming: Coming = { count: joins, perSecond };
    if (values.profile !== undefined) await running.server.ask('startProfile');
    const both = await costOf(running, () => Promise.all([drive(ms), load.ask<CameReport>('come', coming)]));
    const profile = join(resolve(values.profile ?? '.'), `join-${contestant.name}.cpuprofile`);
    if (values.profile !== undefined) await running.server.ask('stopProfile', profile);
    const [driven, came] = both.result;
    const { name, title } = contestant;
    const joiningMs = both.busyMs - alone.busyMs * (ms / aloneMs);
    return {
      ...{ name, title, came },
      cpuMicrosecondsPerJoin: (joiningMs * 1_000) / joins,
      tablesP99Ms: driven.latency.p99,
      lost: driven.lost,
      foreignShare: watch.foreignShare(),
    };
  } finally {
    await load.end();
    await running.end();
  }
}

const rows: Row[] = [];
for (const contestant of contestantsCalled(values.only.split(','))) rows.push(await measure(contestant));
const bare = rows.find(({ name }) => name === 'bare');
const timesBare = (row: Row) => (bare ? row.cpuMicrosecondsPerJoin / bare.cpuMicrosecondsPerJoin : null);
console.log(`${joins} people, ${perSecond} a second, while ${tables} tables make an offer a second each\n`);
console.log(
  tableOf(
    ['', 'CPU µs/join', '× bare', 'join p50 ms', 'join p99 ms', 'told to wait', 'tables p99 ms', 'lost', 'foreign CPU'],
    rows.map((row) => [
      row.title,
      row.cpuMicrosecondsPerJoin,
      timesBare(row),
      row.came.taking.p50,
      row.came.taking.p99,
      row.came.toldToWait,
      row.tablesP99Ms,
      row.lost,
      row.foreignShare,
    ]),
  ),
);
const bars = rows
  .filter(({ name }) => name !== 'bare')
  .flatMap((row) => [
    {
      bar: `${row.title}: at most ${mostTimesBare} times the bare relay's cost`,
      figure: timesBare(row) ?? Number.NaN,
      most: mostTimesBare,
    },
    { bar: `${row.title}: running tables' p99 under ${mostMs} ms`, figure: row.tablesP99Ms, most: mostMs },
  ])
  .map(({ bar, figure, most }) => ({ bar, figure, met: figure <= most }));
for (const { bar, figure, met } of bars) console.log(`${met ? 'met   ' : 'MISSED'}  ${bar}: ${figure.toFixed(2)}`);
keepFigures(values.json, { joins, perSecond, tables, rows, bars });
