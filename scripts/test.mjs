// `npm test`: installs what is missing, runs every check and test even when an earlier one fails, and closes with
// one line, "N passed, N failed". `npm test -- --only static|unit|stories [words]` runs one kind, or a choice of tests.
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { main, say, Trouble } from './lib/project.mjs';
import { closingLine } from './lib/report.mjs';
import { steps } from './lib/steps.mjs';

const groups = ['static', 'unit', 'stories'];

/** @param {string[]} words */
function readWishes(words) {
  const at = words.indexOf('--only');
  if (at === -1) return { only: groups, filter: words };
  const only = (words[at + 1] ?? '').split(',');
  const unknown = only.find((group) => !groups.includes(group));
  if (unknown !== undefined) throw new Trouble(`--only takes ${groups.join(', ')}, not "${unknown}".`);
  return { only, filter: words.toSpliced(at, 2) };
}

/** Runs one step; trouble is its failure, not the end of the run.
 *  @param {import('./lib/steps.mjs').Step} step */
async function runStep({ name, hasTests = false, run }) {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const count = await run().catch((error) => {
    say(error instanceof Trouble ? error.message : String(error?.stack ?? error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name, hasTests, ...count, seconds: (performance.now() - startedAt) / 1_000 };
}

await main(async () => {
  const { only, filter } = readWishes(process.argv.slice(2));
  await ensureInstalled();
  /** @type {Awaited<ReturnType<typeof runStep>>[]} */
  const results = [];
  for (const step of steps(node26(), filter)) if (only.includes(step.group)) results.push(await runStep(step));

  console.log('\n── summary');
  for (const { name, seconds, ...count } of results) {
    console.log(
      `${count.failed > 0 ? '✗' : count.passed > 0 ? '✓' : '–'} ${name.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s   ${closingLine(count)}`,
    );
  }
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, count) => total + count[key], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  const suites = results.filter(({ hasTests }) => hasTests);
  const noneRan = suites.length > 0 && suites.every(({ passed, failed }) => passed + failed === 0);
  if (noneRan)
    console.log(
      `\nNo test ran${filter.length > 0 ? `: no test file has "${filter.join('" or "')}" in its path` : ''}.`,
    );
  console.log(`\n${closingLine(total)}`);
  return total.failed > 0 || total.passed === 0 || noneRan ? 1 : 0;
});
