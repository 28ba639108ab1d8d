// `npm run bench:relay [-- --quick] [--tables 100,500,1000] [--only bare,sqlite] [--json FILE] [--profile FOLDER]`:
// one offer through ours and through others, at the same pace, each server alone on one core and the load on the other.
import { parseArgs } from 'node:util';
import { canPin } from './ground/child.ts';
import { keepFigures } from './ground/figures.ts';
import { judged } from './relay/bars.ts';
import { contestantsCalled } from './relay/contestants.ts';
import { type Measured, measure } from './relay/measure.ts';
import { printMeasured } from './relay/print.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    tables: { type: 'string' },
    only: { type: 'string', default: 'bare,sqlite,redis,boardgame,colyseus' },
    profile: { type: 'string' },
  },
});

const tableCounts = (values.tables ?? (values.quick ? '100' : '100,500,1000')).split(',').map(Number);
const called = contestantsCalled(values.only.split(','));
const pace = values.quick
  ? { warmUpMs: 1_500, steadyMs: 4_000, fastMs: 4_000 }
  : { warmUpMs: 8_000, steadyMs: 10_000, fastMs: 8_000 };

if (!canPin) console.log('taskset is missing: nothing is held to a core, so the figures say less.\n');
const rows: Measured[] = [];
for (const tables of tableCounts) {
  for (const contestant of called) {
    process.stderr.write(`${contestant.title}, ${tables} tables …\n`);
    rows.push(await measure(contestant, tables, pace, values.profile));
  }
}
printMeasured(rows);
const bars = judged(rows);
for (const { bar, figure, met } of bars) console.log(`${met ? 'met   ' : 'MISSED'}  ${bar}: ${figure.toFixed(2)}`);
keepFigures(values.json, { pinned: canPin, pace, rows, bars });
