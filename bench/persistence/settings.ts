// The stores and settings that are compared, each opened anew in a folder of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../server/journal/port.ts';
import { startRedisServer } from '../../server/journal/redis/redis-server.fixture.ts';
import { openRedisStore } from '../../server/journal/redis.ts';
import { openSqliteStore } from '../../server/journal/sqlite.ts';

export type Opened = {
  store: Store;
  /** The process besides this one that works for the store. */
  serverPid: number | null;
  close(): Promise<void>;
};

export type Setting = {
  title: string;
  kind: 'sqlite' | 'redis';
  /** `synchronous` of SQLite, further words of Redis' command line. */
  synchronous?: 'FULL' | 'NORMAL';
  words?: string[];
};

export const settings: readonly Setting[] = [
  { title: 'SQLite FULL', kind: 'sqlite', synchronous: 'FULL' },
  { title: 'SQLite NORMAL', kind: 'sqlite', synchronous: 'NORMAL' },
  { title: 'Redis AOF always', kind: 'redis', words: ['--appendfsync', 'always'] },
  { title: 'Redis AOF everysec', kind: 'redis', words: ['--appendfsync', 'everysec'] },
  { title: 'Redis AOF no', kind: 'redis', words: ['--appendfsync', 'no'] },
  { title: 'Redis RDB only', kind: 'redis', words: ['--appendonly', 'no', '--save', '60', '1000'] },
];

export async function openSetting(setting: Setting): Promise<Opened> {
  if (setting.kind === 'redis') {
    const server = await startRedisServer(setting.words);
    const store = await openRedisStore({ url: server.url, found: 'create' });
    const close = async () => {
      await store.close();
      await server.end();
    };
    return { store, serverPid: server.pid(), close };
  }
  const folder = await mkdtemp(join(tmpdir(), 'parley-persistence-'));
  const store = await openSqliteStore({ path: join(folder, 'store'), synchronous: setting.synchronous ?? 'FULL' });
  const close = async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, serverPid: null, close };
}
