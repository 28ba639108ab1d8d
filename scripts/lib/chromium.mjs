// Finds a Chromium for the stories, in this order: PARLEY_CHROMIUM, one on the PATH, Playwright's own already
// downloaded; then tries to get one: Playwright's download, or the system's package when root on Debian.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runToEnd } from './child.mjs';
import { inProject, say, Trouble } from './project.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPaths = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const downloadLimitMs = 3 * 60_000;
const packageLimitMs = 5 * 60_000;

/** Does it start? Some systems put a script under a browser's name that only says how to install one.
 *  @param {string} path */
function starts(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}

/** A browser that is already there, or undefined.
 *  @param {Record<string, string | undefined>} env @param {string | undefined} playwrightsOwn where Playwright would put its own */
export function findChromium(env, playwrightsOwn) {
  const named = env.PARLEY_CHROMIUM;
  if (named) {
    if (starts(named)) return named;
    throw new Trouble(`PARLEY_CHROMIUM names ${named}, but no browser starts there. Correct it or leave it out.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...onPath, ...macPaths].find(starts);
  if (found) return found;
  return playwrightsOwn !== undefined && existsSync(playwrightsOwn) ? playwrightsOwn : undefined;
}

/** @param {string} node */
function playwrightsPath(node) {
  const program = "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
  const { stdout } = spawnSync(node, ['-e', program], { cwd: inProject(), encoding: 'utf8', timeout: 20_000 });
  return stdout?.trim() || undefined;
}

/** @param {string} node the Node that runs Playwright
 *  @returns {Promise<string>} the browser's path */
export async function ensureChromium(node) {
  const look = () => findChromium(process.env, undefined) ?? findChromium({}, playwrightsPath(node));
  const there = look();
  if (there) return there;
  say("No Chromium found. Downloading Playwright's …");
  const cli = inProject('node_modules', '@playwright', 'test', 'cli.js');
  const download = await runToEnd(node, [cli, 'install', 'chromium'], { limitMs: downloadLimitMs });
  const downloaded = download.code === 0 ? look() : undefined;
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say("That did not work. Installing the system's package …");
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      await runToEnd('apt-get', args, { limitMs: packageLimitMs, env });
    }
    const packaged = look();
    if (packaged) return packaged;
  }
  throw new Trouble(
    'The stories need a Chromium and none could be found or installed. Install Chromium or Chrome, or name one:\n' +
      '\n  PARLEY_CHROMIUM=/path/to/chromium npm test\n' +
      '\nEverything else can be tested with: npm test -- --only unit',
  );
}
