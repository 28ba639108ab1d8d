// `npm run bench:persistence [-- --quick] [--json FILE]`: appends a second and their latency under every persistence setting of
// both stores, what killing the store's process (SIGKILL) took of what was acknowledged, and what the serving loop notices of a slow
// disk (`--slow-disk`: only that). Power loss is not tried here.
import { parseArgs } from 'node:util';
import { keepFigures, tableOf } from './ground/figures.ts';
import { type Lost, measureLost } from './persistence/lost.ts';
import { settings } from './persistence/settings.ts';
import { measureSlowDisk } from './persistence/slow-disk.ts';
import { measureSpeed, type Speed } from './persistence/speed.ts';

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { json: { type: 'string' }, quick: flag, 'slow-disk': flag } });
const [warmUpMs, forMs] = values.quick ? [300, 700] : [1_000, 3_000];
const clientCounts = [1, 20, 200, 1_000];

const speeds: Speed[] = [];
const losses: Lost[] = [];
for (const setting of values['slow-disk'] ? [] : settings) {
  process.stderr.write(`${setting.title} …\n`);
  for (const clients of clientCounts) speeds.push(await measureSpeed(setting, clients, warmUpMs, forMs));
  losses.push(await measureLost(setting, forMs));
}
process.stderr.write('a slow disk …\n');
const slowDisk = await measureSlowDisk(values.quick ? 1_500 : 6_000);
if (!values['slow-disk']) {
  console.log(
    tableOf(
      ['setting', 'clients', 'appends/s', 'p50 ms', 'p99 ms', 'node µs each', 'Redis µs each'],
      speeds.map(({ setting, clients, appendsPerSecond, tookMs, nodeMicroseconds, serverMicroseconds }) => [
        setting,
        clients,
        Math.round(appendsPerSecond),
        tookMs.p50,
        tookMs.p99,
        nodeMicroseconds,
        serverMicroseconds,
      ]),
    ),
  );
  console.log(
    `\n${tableOf(
      ['setting', 'acknowledged', 'lost by SIGKILL', 'journals with a gap'],
      losses.map(({ setting, acknowledged, lost, gaps }) => [setting, acknowledged, lost, gaps]),
    )}`,
  );
}
console.log(
  `\n${tableOf(
    [
      'the disk under SQLite FULL',
      'appends',
      'p50 ms',
      'p99 ms',
      'serving loop p50',
      'p99',
      'worst ms',
      'no processor ms/s',
    ],
    slowDisk.map(({ disk, tookMs, loopMs, crowdedOutMs }) => [
      disk,
      tookMs.count,
      tookMs.p50,
      tookMs.p99,
      loopMs.p50,
      loopMs.p99,
      loopMs.worst,
      crowdedOutMs,
    ]),
  )}`,
);
keepFigures(values.json, { warmUpMs, forMs, speeds, losses, slowDisk });
