// `npm run bench:recovery [-- --quick] [--tables N] [--only embedded,nodes] [--json FILE]`: what breaks while hundreds of tables bargain,
// how long anybody notices, and whether anything acknowledged was lost.
import { parseArgs } from 'node:util';
import { keepFigures, tableOf } from './ground/figures.ts';
import { judgedFaults } from './recovery/bars.ts';
import { embedded } from './recovery/embedded.ts';
import { nodes } from './recovery/nodes.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    tables: { type: 'string' },
    only: { type: 'string', default: 'embedded,nodes' },
  },
});
const tables = Number(values.tables ?? (values.quick ? 50 : 500));
const wanted = values.only.split(',');
const scenes = [
  ...(wanted.includes('embedded') ? [await embedded(tables)] : []),
  ...(wanted.includes('nodes') ? [await nodes(tables)] : []),
];
const faults = scenes.flatMap(({ faults }) => faults);
console.log(`${tables} tables, an offer a second each; ms\n`);
console.log(
  tableOf(
    ['what broke', 'gap p50', 'gap p99', 'gap worst', 'flowing p99', 'all flowing', 'first back', 'all back'],
    faults.map(({ what, lived: { gap, flowing, back }, firstBackMs }) => [
      ...[what, gap.p50, gap.p99, gap.worst, flowing.p99, flowing.worst, firstBackMs, back.worst],
    ]),
  ),
);
console.log(
  "\ngap: of each table's worst offer, until the other one saw it, without the client's own wait before it tries again",
);
console.log('flowing: from the fault (or the return of what had gone) until an offer made after it was seen\n');
for (const { title, kept } of scenes)
  console.log(
    `${title}: ${kept.acked} offers acknowledged, ${kept.lost} lost, ${kept.unseen} never shown, ${kept.twice} twice, ${kept.unverified} tables out of reach at the end`,
  );
const bars = judgedFaults(scenes);
for (const { bar, figure, met } of bars) console.log(`${met ? 'met   ' : 'MISSED'}  ${bar}: ${figure.toFixed(0)}`);
keepFigures(values.json, { tables, proxy: 'a TCP proxy of the bench with health checks', scenes, bars });
