import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRedisServer } from './redis.mjs';
import { folderWith, putProgram } from './temp-folder.fixture.ts';

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
