// Builds the pages when what they are made of changed, and only then.
import { existsSync, rmSync } from 'node:fs';
import { runToEnd } from './child.mjs';
import { filesUnder, hashOf, stampHolds, writeStamp } from './hash.mjs';
import { inProject, root, say, Trouble } from './project.mjs';

const limitMs = 5 * 60_000;
const stamp = inProject('.next', 'parley-build');
const ownFiles = [
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'tsconfig.browser.json',
  'package-lock.json',
];

/** What a page can be made of. Tests and case files are not: changing them must not cost a build.
 *  @param {string} [base] */
export function pageSources(base = root) {
  const isSource = (/** @type {string} */ file) => !/\.(test\.tsx?|md|ya?ml)$/.test(file);
  const simulations = filesUnder(`${base}/simulations`).filter((file) =>
    /^[^/\\]+\.ts$/.test(file.slice(base.length + 13)),
  );
  const folders = ['app', 'public', 'server/protocol'].flatMap((folder) => filesUnder(`${base}/${folder}`));
  return [...folders, ...simulations, ...ownFiles.flatMap((name) => filesUnder(`${base}/${name}`))].filter(isSource);
}

/** @param {string} node the Node to build with; `show` lets the build write here even when all goes well
 *  @param {{ show?: boolean }} [options] */
export async function ensureBuilt(node, { show = false } = {}) {
  const hash = hashOf(root, pageSources());
  if (stampHolds(stamp, hash) && existsSync(inProject('.next', 'BUILD_ID'))) return;
  say('Building the pages (only when they changed) …');
  // A build that fails half-way must not look finished next time.
  rmSync(stamp, { force: true });
  const args = [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'build'];
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { code, output, timedOut } = await runToEnd(node, args, { limitMs, show, env });
  if (timedOut) throw new Trouble(`${output}\nThe build took more than ${limitMs / 60_000} minutes and was stopped.`);
  if (code !== 0) throw new Trouble(`${output}\nThe pages could not be built; the reason is above.`);
  writeStamp(stamp, hash);
}
