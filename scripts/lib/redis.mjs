// Finds a redis-server for the tests of the Redis store, in this order: PARLEY_REDIS_SERVER, one on the PATH;
// then tries to get one: the system's package when root on Debian.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runToEnd } from './child.mjs';
import { say, Trouble } from './project.mjs';

const names = ['redis-server', 'valkey-server'];
/** The store is written in functions, which came with 7. */
const oldest = 7;
const packageLimitMs = 5 * 60_000;

/** The version that starts there, or undefined.
 *  @param {string} path */
function versionOf(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return undefined;
  }
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = status === 0 ? /\bv=(\d+)/.exec(stdout)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}

/** A server that is there and new enough, or undefined.
 *  @param {Record<string, string | undefined>} env */
export function findRedisServer(env) {
  const named = env.PARLEY_REDIS_SERVER;
  if (named) {
    if ((versionOf(named) ?? 0) >= oldest) return named;
    throw new Trouble(
      `PARLEY_REDIS_SERVER names ${named}, but no Redis ${oldest} or newer starts there. Correct it or leave it out.`,
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return onPath.find((path) => (versionOf(path) ?? 0) >= oldest);
}

const isRootOnDebian = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** @param {{ env?: Record<string, string | undefined>, mayInstall?: boolean }} [where]
 *  @returns {Promise<string>} the server's path */
export async function ensureRedisServer({ env = process.env, mayInstall = isRootOnDebian() } = {}) {
  const there = findRedisServer(env);
  if (there) return there;
  if (mayInstall) {
    say("No redis-server found. Installing the system's package …");
    // The tests start their own on a free port: the package need not start one for the machine.
    const quietly = { PATH: env.PATH ?? '', DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
      await runToEnd('apt-get', args, { limitMs: packageLimitMs, env: quietly });
    }
    const packaged = findRedisServer(env);
    if (packaged) return packaged;
  }
  throw new Trouble(
    `The tests of the Redis store need a redis-server of version ${oldest} or newer and none could be found or installed.\n` +
      'Install Redis or Valkey, or name one:\n' +
      '\n  PARLEY_REDIS_SERVER=/path/to/redis-server npm test\n' +
      '\nEverything else is tested all the same.',
  );
}
