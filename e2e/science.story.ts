// The pure modules in a browser's worker: the same analysis, report and scores as in node, figure by figure.
// No server and no pages of ours: one bundle, one worker, one message each.
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { additiveCase } from '../bench/science/seeded-cases.ts';
import { type Answer, answer, type Task } from '../simulations/analysis-worker.ts';
import { settlements } from '../simulations/grid.ts';
import type { Numbers, Package } from '../simulations/schema.ts';
import { Case } from './harness/case.ts';

const entry = join(resolve(import.meta.dirname, '..'), 'simulations/analysis-worker.ts');

/** `answer` connected to a worker's port, as the module's own header says. */
async function workerProgram(): Promise<string> {
  const virtual = 'virtual:worker';
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'worker',
        resolveId: (id) => (id === virtual ? id : undefined),
        load: (id) =>
          id === virtual
            ? `import { answer } from ${JSON.stringify(entry)};\nonmessage = ({ data }) => postMessage(answer(data));`
            : undefined,
      },
    ],
    build: { write: false, target: 'safari16.4', rollupOptions: { input: virtual } },
  });
  const [bundle] = [built].flat();
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built');
  return bundle.output[0].code;
}

test('analysis, report and scores are the same in a browser worker as in node', async ({ page }) => {
  const program = await workerProgram();
  const origin = 'http://science.invalid';
  await page.route(`${origin}/worker.js`, (route) => route.fulfill({ body: program, contentType: 'text/javascript' }));
  await page.route(`${origin}/`, (route) => route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }));
  await page.goto(`${origin}/`);
  const inBrowser = (task: Task) => page.evaluate(posted, task);

  const { numbers } = (await Case.read()).file;
  for (const each of [numbers, additiveCase(2, [9, 9, 9, 9], 1, 120), additiveCase(4, [6, 6, 6, 6], 2, 120)]) {
    const analysed = await inBrowser({ id: 1, kind: 'analyse', numbers: each });
    expect(analysed).toEqual(answer({ id: 1, kind: 'analyse', numbers: each }));
    const report: Task = { id: 2, kind: 'report', numbers: each };
    expect(await inBrowser(report)).toEqual(answer(report));
    if (analysed.kind !== 'analyse') throw new Error('another answer');
    // The analysis goes back as it came: posting loses nothing of it.
    const outcomes = [...packagesOf(each), null].map((settlement) => ({ settlement }));
    const score: Task = { id: 3, kind: 'score', analysis: analysed.analysis, outcomes };
    const scored = await inBrowser(score);
    expect(scored).toEqual(answer(score));
    expect(scored.kind === 'score' && scored.scores.every(({ ok }) => ok)).toBe(true);
  }
});

/** Runs in the page: one worker for one task. */
function posted(task: Task): Promise<Answer> {
  const worker = new Worker('/worker.js', { type: 'module' });
  return new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}

/** The first, the middle and the last settlement of every issue. */
const packagesOf = ({ issues }: Numbers): Package[] =>
  [0, 0.5, 1].map((place) =>
    Object.fromEntries(
      issues.map((issue) => {
        const all = settlements(issue);
        return [issue.id, all[Math.round(place * (all.length - 1))] ?? ''];
      }),
    ),
  );
