// For tests: nodes in processes of their own over SQLite or Redis, killed, stopped and followed by others; and a look
// into the store beside them. Ends only what it started.
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Store, StoredFact } from './journal/port.ts';
import { type RedisServer, startRedisServer } from './journal/redis/redis-server.fixture.ts';
import { openRedisStore } from './journal/redis.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import type { DieAt, Start, StoreOf, Told } from './killable.fixture.ts';

/** Where main.ts keeps it too: it takes a quarter less processor to start a node from there. */
const compiled = resolve(import.meta.dirname, '../node_modules/.cache/parley');

export type NodeProcess = {
  url: string;
  faults: string[];
  /** Resolves once it died; `arm` first. */
  died: Promise<unknown>;
  dieAt(at: DieAt): Promise<void>;
  /** Resolves once somebody is not told because it is `answered` and no more. */
  untold: Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP. */
  hang(): void;
  /** SIGCONT. */
  wake(): void;
  /** From now on the disk takes no byte more of this process. */
  fillDisk(): void;
  freeDisk(): void;
};

/** How large a file this process may write, as util-linux' prlimit says it; false where this system has none. */
export const limitFiles = (pid: number | undefined, limit: string): boolean =>
  pid !== undefined && spawnSync('prlimit', ['--pid', String(pid), `--fsize=${limit}`]).status === 0;

export async function startProcess(store: StoreOf): Promise<NodeProcess> {
  const start: Start = { store };
  const child = fork(new URL('./killable.fixture.ts', import.meta.url), [JSON.stringify(start)], {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const faults: string[] = [];
  const died = once(child, 'exit');
  child.on('message', (told: Told) => 'fault' in told && faults.push(told.fault));
  const untold = Promise.withResolvers<void>();
  child.on('message', (told: Told) => 'untold' in told && untold.resolve());
  const port = await listening(child);
  const limited = (limit: string) => {
    if (!limitFiles(child.pid, limit)) throw new Error('there is no prlimit (util-linux) here, which fills the disk');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    died,
    untold: untold.promise,
    dieAt: (at) =>
      new Promise((armed) => {
        child.on('message', (told: Told) => 'armed' in told && armed());
        child.send(at);
      }),
    async kill() {
      child.kill('SIGKILL');
      await died;
    },
    hang: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
    fillDisk: () => limited('0:unlimited'),
    freeDisk: () => limited('unlimited'),
  };
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    child.on('message', (told: Told) => 'port' in told && found(told.port));
    child.once('exit', (code) => failed(new Error(`the node ended with ${code}`)));
  });
}

export type Ground = {
  of: StoreOf;
  start(): Promise<NodeProcess>;
  redis: RedisServer | null;
  /** Every fact there is. On SQLite only while no node holds the file. */
  facts(): Promise<StoredFact[]>;
  end(): Promise<void>;
};

/** Opens the store beside the nodes for a moment. */
export async function beside<Result>(of: StoreOf, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store: Store = await ('sqlite' in of
    ? openSqliteStore({ path: of.sqlite })
    : openRedisStore({ url: of.redis }));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A store for nodes to stand on. */
export async function groundOn(kind: 'sqlite' | 'redis'): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-nodes-'));
  const redis: RedisServer | null = kind === 'redis' ? await startRedisServer() : null;
  const of: StoreOf = redis ? { redis: redis.url, prefix: 'parley:' } : { sqlite: join(folder, 'parley.sqlite') };
  if (redis) await (await openRedisStore({ url: redis.url, found: 'create' })).close();
  const started: NodeProcess[] = [];
  return {
    of,
    redis,
    async start() {
      const node = await startProcess(of);
      started.push(node);
      return node;
    },
    async facts() {
      return beside(of, (store) => store.readAll(0, 100_000));
    },
    async end() {
      await Promise.all(started.map((node) => node.kill()));
      await redis?.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
