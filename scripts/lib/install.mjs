// Installs what is missing, and only then: a hash of package.json and the lock says whether anything changed.
// Never `npm ci`: a lock written on one platform may lack the optional binaries of another.
import { existsSync } from 'node:fs';
import { runToEnd } from './child.mjs';
import { hashOf, stampHolds, writeStamp } from './hash.mjs';
import { inProject, root, say, Trouble } from './project.mjs';

const limitMs = 10 * 60_000;
const stamp = inProject('node_modules', '.parley-install');

/** @param {string} [base] */
export function wantedHash(base = root) {
  return hashOf(
    base,
    ['package.json', 'package-lock.json'].map((name) => inBase(base, name)).filter((file) => existsSync(file)),
  );
}

const inBase = (/** @type {string} */ base, /** @type {string} */ name) => `${base}/${name}`;

/** How to call npm: the very npm that started this script, else the one on the PATH. */
function npm() {
  const self = process.env.npm_execpath;
  if (self?.endsWith('.js')) return { command: process.execPath, first: [self], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

export async function ensureInstalled() {
  if (stampHolds(stamp, wantedHash())) return;
  say('Installing packages (only when they changed; the first time takes about a minute) …');
  const { command, first, shell } = npm();
  // --include=dev: with NODE_ENV=production in the environment npm would leave out the tools that build the pages.
  const args = [...first, 'install', '--include=dev', '--no-audit', '--no-fund'];
  const { code, output, timedOut } = await runToEnd(command, args, { limitMs, shell });
  if (timedOut) throw new Trouble(`${output}\nnpm install took more than ${limitMs / 60_000} minutes and was stopped.`);
  if (code !== 0) throw new Trouble(`${output}\nnpm install failed; its own words are above.`);
  // Hashed again: the install itself may have completed the lock.
  writeStamp(stamp, wantedHash());
}
