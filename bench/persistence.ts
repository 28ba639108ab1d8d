// `npm run bench:persistence [-- --quick] [--json FILE]`: appends a second and their latency under every persistence setting of
// both stores, and what killing the store's process (SIGKILL) took of what was acknowledged. Power loss is not tried here.
import { parseArgs } from 'node:util';
import { keepFigures, tableOf } from './ground/figures.ts';
import { type Lost, measureLost } from './persistence/lost.ts';
import { settings } from './persistence/settings.ts';
import { measureSpeed, type Speed } from './persistence/speed.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const [warmUpMs, forMs] = values.quick ? [300, 700] : [1_000, 3_000];
const clientCounts = [1, 20, 200, 1_000];

const speeds: Speed[] = [];
const losses: Lost[] = [];
for (const setting of settings) {
  process.stderr.write(`${setting.title} …\n`);
  for (const clients of clientCounts) speeds.push(await measureSpeed(setting, clients, warmUpMs, forMs));
  losses.push(await measureLost(setting, forMs));
}
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
keepFigures(values.json, { warmUpMs, forMs, speeds, losses });
