// `npm run bench:science [-- --json FILE] [--domains FOLDER]`: how fast the science is, as ratios within one run.
// Knows seeded cases and the clock. No test asserts a time; the figures depend on the machine, the ratios hardly.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureAll } from './science/measures.ts';
import { publishedRectangles } from './science/published.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, domains: { type: 'string', default: '../shared/domains' } },
});

const rows = [...measureAll(), ...publishedRectangles(values.domains)];
const wide = (text: string, width: number) => text.padEnd(width);
console.log(`${wide('what', 62)}${wide('packages', 12)}${wide('points', 9)}${wide('ms', 11)}${wide('meant', 16)}`);
for (const { what, packages, points, ms, meant, met } of rows) {
  const count = packages === null ? '–' : packages.toPrecision(3);
  console.log(
    `${wide(what, 62)}${wide(count, 12)}${wide(String(points ?? '–'), 9)}${wide(ms.toFixed(2), 11)}${wide(meant, 16)}${met === null ? '' : met ? 'yes' : 'NO'}`,
  );
}
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, rows }, null, 1)}\n`);
