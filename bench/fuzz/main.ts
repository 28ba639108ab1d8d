// `npm run fuzz -- --inputs N --seed S [--from BATCH] [--json FILE]`: exit 0 where every promise held, 1 with the first broken one named.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { batchSize, fuzz, mayGrowBytes } from './run.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    json: { type: 'string' },
  },
});
const [inputs, seed, from] = [values.inputs, values.seed, values.from].map(Number) as [number, number, number];
if (![inputs, seed, from].every(Number.isSafeInteger) || inputs < 1) {
  console.error('Give whole numbers: npm run fuzz -- --inputs 100000 --seed 1');
  process.exit(2);
}

const report = await fuzz({ inputs, seed, from });
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
console.log(`seed ${seed}: ${report.inputs} inputs in ${report.seconds.toFixed(0)} s`);
for (const [kind, count] of Object.entries(report.kinds)) console.log(`  ${kind.padEnd(10)} ${count}`);
console.log(`  answered   ${report.answered}`);
console.log(
  `  held after a tenth of it ${megabytes(report.heldAtFirst)}, at the end ${megabytes(report.heldAtLast)} (may grow by ${megabytes(mayGrowBytes)})`,
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (report.broken === null) console.log('Every promise held.');
else {
  const { batch, promise, input } = report.broken;
  console.error(`\nBroken in batch ${batch}: ${promise}\n${input}`);
  console.error(`Again: npm run fuzz -- --inputs ${batchSize} --seed ${seed} --from ${batch}`);
}
process.exit(report.broken === null ? 0 : 1);
