// Finds the Node that Parley runs on. The machine may have Node 20; `node:sqlite` and .ts files without a bundler
// need 26, which comes as the npm package `node` and is called by its path.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inProject, Trouble } from './project.mjs';

export const neededMajor = 26;
export const mend = 'npm rebuild node --ignore-scripts=false';

const candidates = [
  inProject('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  inProject('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'),
];

/** The path of a Node that is new enough, or trouble that says why there is none and what mends it.
 *  @param {string[]} [paths] */
export function node26(paths = candidates) {
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Trouble(explain('the npm package "node" is there without its program'));
  const { stdout, error } = spawnSync(path, ['-v'], { encoding: 'utf8' });
  const version = stdout?.trim() ?? '';
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  if (error || Number.isNaN(major)) throw new Trouble(explain('the program of the npm package "node" does not start'));
  if (major < neededMajor) throw new Trouble(explain(`the npm package "node" brought ${version}`));
  return path;
}

/** @param {string} found */
function explain(found) {
  return [
    `Parley runs on Node ${neededMajor}, which npm installs inside this project, but ${found}.`,
    'Most often npm was not allowed to run install scripts (ignore-scripts in an .npmrc). package.json allows the one',
    'that is needed, of the package "node" (allowScripts). This mends it:',
    '',
    `  ${mend}`,
  ].join('\n');
}
