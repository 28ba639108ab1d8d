// What nodes of a history stand on: a file of SQLite, or a Redis server of the run's own with a proxy before it for each node.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../journal/port.ts';
import { startRedisServer } from '../journal/redis/redis-server.fixture.ts';
import { startTcpProxy } from '../journal/redis/tcp-proxy.fixture.ts';
import { openRedisStore } from '../journal/redis.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import type { Harm } from './house.ts';
import type { Ground } from './house-outside.ts';
import { type Chance, chanceFrom, later } from './random.ts';
import { type Sabotage, sabotaged } from './sabotage.ts';

export async function sqliteGround(sabotage: Sabotage | null): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-history-'));
  const path = join(folder, 'parley.sqlite');
  let store: Store | null = null;
  return {
    nodes: 1,
    storeFor: () => ({ kind: 'sqlite', path }),
    harms: [],
    harm: async () => undefined,
    async look() {
      store = await openSqliteStore({ path });
      return { store, nodesStore: sabotaged(store, sabotage, chanceFrom(0)) };
    },
    async end() {
      await store?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const redisHarms: Harm[] = [
  ...(['cutOff', 'deafen'] as const).map((kind) => ({ kind })),
  ...(['storeKilled', 'storeStopped', 'storeHung'] as const).map((kind) => ({ kind })),
];

/** Three nodes; AOF with `appendfsync always`, so that Redis may be killed as well. */
export async function redisGround(sabotage: Sabotage | null): Promise<Ground> {
  const server = await startRedisServer();
  const proxies = await Promise.all([1, 2, 3].map(() => startTcpProxy(server.port)));
  let store: Store | null = null;

  async function harm({ kind }: Harm, node: number, chance: Chance): Promise<void> {
    const proxy = proxies[node];
    const ms = 200 + chance.below(1_000);
    if (kind === 'cutOff') proxy?.cut();
    if (kind === 'deafen') proxy?.deafen();
    if (kind === 'storeHung') server.hang();
    if (kind === 'storeKilled') await server.kill();
    if (kind === 'storeStopped') await server.stop();
    await later(ms);
    proxy?.mend();
    if (kind === 'storeHung') server.resume();
    if (kind === 'storeKilled' || kind === 'storeStopped') await server.start();
  }
  return {
    nodes: proxies.length,
    storeFor: (node) => ({ kind: 'redis', url: `redis://127.0.0.1:${proxies[node]?.port}` }),
    harms: redisHarms,
    harm,
    async look() {
      store = await openRedisStore({ url: server.url });
      return { store, nodesStore: sabotaged(store, sabotage, chanceFrom(0)) };
    },
    async end() {
      await store?.close();
      for (const proxy of proxies) await proxy.end();
      await server.end();
    },
  };
}
