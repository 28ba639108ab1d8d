import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureRedisServer, findRedisServer } from './redis.mjs';
import { folderWith, put, putProgram } from './temp-folder.fixture.ts';

const seven = 'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0';

describe('finding a redis-server', () => {
  it('takes the one that PARLEY_REDIS_SERVER names before any other', () => {
    const folder = folderWith({});
    const named = putProgram(folder, 'mine/server', seven);
    putProgram(folder, 'bin/redis-server', seven);
    expect(findRedisServer({ PARLEY_REDIS_SERVER: named, PATH: join(folder, 'bin') })).toBe(named);
  });

  it('refuses a name under which none starts, or one that is too old', () => {
    const folder = folderWith({});
    const old = putProgram(folder, 'bin/redis-server', 'Redis server v=6.2.7 sha=0');
    for (const named of [join(folder, 'nowhere'), old]) {
      expect(() => findRedisServer({ PARLEY_REDIS_SERVER: named, PATH: '' })).toThrow('PARLEY_REDIS_SERVER');
    }
  });

  it('passes over one on the PATH that is too old, and takes Valkey', () => {
    const folder = folderWith({});
    putProgram(folder, 'bin/redis-server', 'Redis server v=6.2.7 sha=0');
    expect(findRedisServer({ PATH: join(folder, 'bin') })).toBeUndefined();
    const valkey = putProgram(folder, 'bin/valkey-server', 'Valkey server v=8.0.1 sha=0');
    expect(findRedisServer({ PATH: join(folder, 'bin') })).toBe(valkey);
  });
});

describe('getting a redis-server where there is none', () => {
  const words =
    /need a redis-server of version 7 or newer and none could be found.*PARLEY_REDIS_SERVER=\/path.*Everything else is tested/s;

  /** A PATH on which only this apt-get is; what it was told is noted. */
  function withPackages(install: string) {
    const folder = folderWith({});
    put(folder, 'bin/apt-get', `#!/bin/sh\necho "$DEBIAN_FRONTEND $RUNLEVEL $*" >> "${folder}/told"\n${install}\n`);
    chmodSync(join(folder, 'bin/apt-get'), 0o755);
    return {
      folder,
      told: () =>
        existsSync(join(folder, 'told')) ? readFileSync(join(folder, 'told'), 'utf8').trim().split('\n') : [],
      env: { PATH: join(folder, 'bin') },
    };
  }

  it('says how to name one, and installs nothing, where it may not', async () => {
    const { env, told } = withPackages('exit 0');
    await expect(ensureRedisServer({ env, mayInstall: false })).rejects.toThrow(words);
    expect(told()).toEqual([]);
  });

  it('takes the one of the system once that is installed, which is not to start one for the machine', async () => {
    const packages = folderWith({});
    const server = putProgram(packages, 'redis-server', seven);
    const { folder, env, told } = withPackages(`[ "$1" = update ] || /bin/cp -p "${server}" "\${0%/*}/"`);
    expect(await ensureRedisServer({ env, mayInstall: true })).toBe(join(folder, 'bin/redis-server'));
    expect(told()).toEqual([
      'noninteractive 1 update',
      'noninteractive 1 install -y --no-install-recommends redis-server',
    ]);
  });

  it('says so where the system has none, or one that is too old', async () => {
    const { env, told } = withPackages('exit 100');
    await expect(ensureRedisServer({ env, mayInstall: true })).rejects.toThrow(words);
    expect(told()).toHaveLength(2);
  });
});
