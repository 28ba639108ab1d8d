// What SIGKILL takes: the process that keeps the store is killed while clients append; then it is opened again and looked into.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Store } from '../../server/journal/port.ts';
import { startRedisServer } from '../../server/journal/redis/redis-server.fixture.ts';
import { openRedisStore } from '../../server/journal/redis.ts';
import { openSqliteStore } from '../../server/journal/sqlite.ts';
import { StoreUnavailable } from '../../server/journal/unavailable.ts';
import { appendUntil } from './clients.ts';
import type { Setting } from './settings.ts';

export type Lost = { setting: string; acknowledged: number; lost: number; gaps: number };

const clients = 50;

/** The highest version that each stream was acknowledged. */
type Heads = Map<string, number>;

export async function measureLost(setting: Setting, forMs: number): Promise<Lost> {
  return setting.kind === 'redis' ? lostByRedis(setting, forMs) : lostBySqlite(setting, forMs);
}

async function lostByRedis(setting: Setting, forMs: number): Promise<Lost> {
  const server = await startRedisServer(setting.words);
  try {
    const heads: Heads = new Map();
    const store = await openRedisStore({ url: server.url, found: 'create' });
    if (setting.words?.includes('--save')) await server.command('SAVE');
    const appending = appendUntil(
      store,
      clients,
      () => false,
      (stream, version) => heads.set(stream, version),
    );
    const ended = appending.catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
    });
    await setTimeout(forMs);
    await server.kill();
    await ended;
    await store.close();
    await server.start();
    // Another node: it knows nothing of what there was.
    const again = await openRedisStore({ url: server.url });
    const lost = await lookInto(setting, again, heads);
    await again.close();
    return lost;
  } finally {
    await server.end();
  }
}

async function lostBySqlite(setting: Setting, forMs: number): Promise<Lost> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-persistence-'));
  const path = join(folder, 'store');
  const heads: Heads = new Map();
  const child: ChildProcess = fork(new URL('./appender.ts', import.meta.url), [
    path,
    setting.synchronous ?? 'FULL',
    `${clients}`,
  ]);
  child.on('message', ([stream, version]: [string, number]) => heads.set(stream, version));
  try {
    await setTimeout(forMs);
    const exit = once(child, 'close');
    child.kill('SIGKILL');
    await exit;
    const store = await openSqliteStore({ path, synchronous: setting.synchronous ?? 'FULL' });
    const lost = await lookInto(setting, store, heads);
    await store.close();
    return lost;
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookInto(setting: Setting, store: Store, heads: Heads): Promise<Lost> {
  const kept = await store.heads([...heads.keys()]);
  let acknowledged = 0;
  let lost = 0;
  let gaps = 0;
  for (const [stream, version] of heads) {
    acknowledged += version;
    lost += Math.max(0, version - (kept.get(stream) ?? 0));
    const versions = (await store.read(stream)).map((row) => row.version);
    if (versions.some((each, n) => each !== n + 1)) gaps += 1;
  }
  return { setting: setting.title, acknowledged, lost, gaps };
}
