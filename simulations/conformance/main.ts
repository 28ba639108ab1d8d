// `npm run conformance -- [FOLDER]`: a table of our figures against published ones; exit 1 where one differs.
// Knows words and exit codes; the folder is ../shared/domains unless named.
import { holdsCases, runConformance } from './run.ts';

const folder = process.argv[2] ?? '../shared/domains';
if (holdsCases(folder)) report();
else {
  say(`${folder} holds no published cases (a folder "cases" and a file expected.json)`);
  process.exitCode = 1;
}

function report(): void {
  const { cases, humanDeals } = runConformance(folder);
  for (const { id, lines, method, elapsedMs, trouble } of cases) {
    const same = lines.filter((line) => line.same).length;
    const verdict = trouble ?? `${same} of ${lines.length} figures`;
    say(
      `${trouble === null && same === lines.length ? 'ok ' : 'NOT'} ${id.padEnd(24)} ${verdict.padEnd(20)} ${elapsedMs.toFixed(1).padStart(9)} ms  ${method}`,
    );
    for (const line of lines) if (!line.same) say(`      ${line.figure}: ours ${line.ours}, expected ${line.theirs}`);
  }
  if (humanDeals)
    say(
      `${humanDeals.different.length === 0 ? 'ok ' : 'NOT'} human deals: ${humanDeals.reproduced} of ${humanDeals.deals} reproduced ${humanDeals.different.slice(0, 10).join(' ')}`,
    );
  const total = cases.flatMap(({ lines }) => lines);
  say(`${total.filter(({ same }) => same).length} of ${total.length} figures in ${cases.length} cases`);
  const wrong =
    cases.some(({ trouble, lines }) => trouble !== null || lines.some(({ same }) => !same)) ||
    (humanDeals?.different.length ?? 0) > 0;
  if (wrong) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
