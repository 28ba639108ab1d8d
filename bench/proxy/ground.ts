// The set-up of compose.yaml as plain processes: Redis, two nodes, and HAProxy with deploy/haproxy.cfg. Ends only what it started.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RedisServer, startRedisServer } from '../../server/journal/redis/redis-server.fixture.ts';
import { startTcpProxy, type TcpProxy } from '../../server/journal/redis/tcp-proxy.fixture.ts';
import { createRedisStore } from '../../server/journal/redis.ts';
import { freePort, type Program, startProgram } from '../../server/operations/process.fixture.ts';

const root = resolve(import.meta.dirname, '../..');
export const hostKey = 'a key for this try only';

export type Ground = {
  /** Of the proxy. */
  url: string;
  redis: RedisServer;
  /** The first node's way to Redis; the second one has its own. */
  way: TcpProxy;
  /** The two that run now. */
  nodes: Program[];
  /** Another process at the same port, in the place of one that ended. Resolves when it is ready. */
  startAgain(node: Program): Promise<Program>;
  end(): Promise<void>;
};

export const sleep = (ms: number) => new Promise<void>((later) => setTimeout(later, ms));

export async function startGround(): Promise<Ground> {
  const redis = await startRedisServer();
  const way = await startTcpProxy(redis.port);
  const folder = mkdtempSync(join(tmpdir(), 'parley-proxy-'));
  const nodes: Program[] = [];
  let proxy: ChildProcess | undefined;
  const end = async () => {
    proxy?.kill('SIGKILL');
    for (const { child } of nodes) {
      child.kill('SIGCONT');
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    }
    await way.end();
    await redis.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await createRedisStore({ url: redis.url });
    const environmentOf = (node: number) => ({
      REDIS_URL: node === 0 ? `redis://127.0.0.1:${way.port}` : redis.url,
      PARLEY_HOST_KEY: hostKey,
      PARLEY_PROXY: '1',
      PARLEY_DATA: folder,
    });
    for (let node = 0; node < 2; node += 1) nodes.push(await startProgram(environmentOf(node)));
    await Promise.all(nodes.map((node) => node.until('ready')));
    const port = await freePort();
    proxy = startProxy(port, nodes);
    const url = `http://127.0.0.1:${port}`;
    await serving(url, proxy);
    const startAgain = async (node: Program) => {
      const index = nodes.indexOf(node);
      const again = await startProgram({ ...environmentOf(index), PORT: String(node.port) });
      nodes.splice(index, 1, again);
      await again.until('ready');
      return again;
    };
    return { url, redis, way, nodes, startAgain, end };
  } catch (error) {
    await end();
    throw error;
  }
}

function startProxy(port: number, nodes: readonly Program[]): ChildProcess {
  const [a, b] = nodes.map((node) => `127.0.0.1:${node.port}`);
  return spawn('haproxy', ['-db', '-f', join(root, 'deploy/haproxy.cfg')], {
    env: { ...process.env, PROXY_BIND: `127.0.0.1:${port}`, NODE_A: a, NODE_B: b },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function serving(url: string, proxy: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [proxy.stdout, proxy.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4_000);
    });
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await statusOf(url)) === 200) return;
    await sleep(100);
  }
  throw new Error(`the proxy never served a page: ${await statusOf(url)}\n${said}`);
}

/** 0 where there was no answer. */
export const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

/** A figure of one node, asked for past the proxy; all its labels together. */
export async function figureOf(node: Program, name: string): Promise<number> {
  const text = await (await fetch(`${node.url}/metrics`)).text();
  const values = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)`, 'gm'))];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}

/** The node that carries somebody. */
export async function carrying(nodes: readonly Program[]): Promise<Program> {
  const [a, b] = nodes as [Program, Program];
  return (await figureOf(a, 'parley_connections')) > 0 ? a : b;
}
