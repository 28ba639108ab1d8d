// The steps of `npm test`: what each runs, under which limit, and how its tests are counted.
import { ensureBuilt } from './build.mjs';
import { runToEnd } from './child.mjs';
import { ensureChromium } from './chromium.mjs';
import { inProject, say } from './project.mjs';
import { ensureRedisServer } from './redis.mjs';
import { countPlaywright, countVitest, forgetReport } from './report.mjs';

/** @typedef {import('./report.mjs').Count} Count */
/** `hasTests`: it runs a suite, of which a filter may leave nothing.
 *  @typedef {{ name: string, group: 'static' | 'unit' | 'stories', hasTests?: boolean, run: () => Promise<Count> }} Step */

const minuteMs = 60_000;
const tool = (/** @type {string[]} */ ...parts) => inProject('node_modules', ...parts);

/** One program, counted as one test.
 *  @param {string} node @param {string} name @param {string[]} args
 *  @returns {Step} */
const single = (node, name, args) => ({
  name,
  group: 'static',
  run: async () => {
    const ok = await runs(node, args, 3 * minuteMs);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  },
});

/** @param {string} node @param {string[]} args @param {number} limitMs @param {Record<string, string>} [env] */
async function runs(node, args, limitMs, env = {}) {
  const { code, timedOut } = await runToEnd(node, args, { limitMs, env, show: true });
  if (timedOut) say(`Stopped: it took more than ${limitMs / minuteMs} minutes.`);
  return code === 0 && !timedOut;
}

/** @param {string} node @param {string[]} filter words that choose tests, as Vitest and Playwright take them
 *  @returns {Step[]} */
export function steps(node, filter) {
  // A filter may well match tests of one kind only.
  const lenient = (/** @type {string} */ flag) => (filter.length > 0 ? [flag] : []);
  const unitReport = inProject('test-results', 'unit.json');
  const storiesReport = inProject('test-results', 'stories.json');
  /** @type {string | undefined} */
  let chromium;
  /** @type {Record<string, string>} */
  const unitEnv = {};
  /** @type {Record<string, string>} */
  const storiesEnv = {};
  const project = (/** @type {string} */ name) =>
    single(node, `types: ${name}`, [tool('typescript', 'bin', 'tsc'), '-p', `tsconfig.${name}.json`]);
  return [
    single(node, 'format and lint', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.', '--error-on-warnings']),
    single(node, 'import rule', [inProject('scripts', 'import-rule.mjs')]),
    ...['browser', 'server', 'stories'].map(project),
    {
      // Tests of the whole program start it as it is started by people, pages included.
      name: 'pages built, redis-server found',
      group: 'unit',
      run: async () => {
        await ensureBuilt(node);
        unitEnv.PARLEY_REDIS_SERVER = await ensureRedisServer();
        return { passed: 1, failed: 0, skipped: 0 };
      },
    },
    {
      name: 'unit, property and contract tests',
      group: 'unit',
      hasTests: true,
      run: async () => {
        forgetReport(unitReport);
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
        const args = [tool('vitest', 'vitest.mjs'), 'run', ...reporters, ...lenient('--passWithNoTests'), ...filter];
        return countVitest(unitReport, await runs(node, args, 20 * minuteMs, unitEnv));
      },
    },
    {
      name: 'pages built, browser and redis-server found',
      group: 'stories',
      run: async () => {
        await ensureBuilt(node);
        chromium = await ensureChromium(node);
        // Some stories share a Redis between servers; without one the others are played all the same.
        storiesEnv.PARLEY_REDIS_SERVER = await ensureRedisServer();
        return { passed: 1, failed: 0, skipped: 0 };
      },
    },
    {
      name: 'stories',
      group: 'stories',
      hasTests: true,
      run: async () => {
        if (chromium === undefined) {
          say('Not run: they need the pages and a browser.');
          // That has been counted as a failure already.
          return { passed: 0, failed: 0, skipped: 1 };
        }
        forgetReport(storiesReport);
        const args = [tool('@playwright', 'test', 'cli.js'), 'test', ...lenient('--pass-with-no-tests'), ...filter];
        return countPlaywright(
          storiesReport,
          await runs(node, args, 25 * minuteMs, { ...storiesEnv, PARLEY_CHROMIUM: chromium }),
        );
      },
    },
  ];
}
