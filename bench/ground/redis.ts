// A Redis of the bench's own, with the persistence that the docs ask for: every write on the disk before it is answered.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { onCore } from './child.ts';

export type BenchRedis = {
  url: string;
  pid(): number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Anew on the same port, with the files that are there; resolves when it answers. */
  start(): Promise<void>;
  end(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Named by PARLEY_REDIS_SERVER, or on the PATH. */
export async function startRedis(core: number | null): Promise<BenchRedis> {
  const program = process.env['PARLEY_REDIS_SERVER'] ?? 'redis-server';
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const words = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--maxmemory-policy', 'noeviction'];
  const [command, ...args] = onCore(core, [
    program,
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    ...words,
  ]);
  let child: ChildProcess | null = null;
  const kill = async () => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null) return;
    const ended = new Promise((done) => ending.once('exit', done));
    ending.kill('SIGKILL');
    await ended;
  };
  // Should the bench itself break off.
  process.once('exit', () => child?.kill('SIGKILL'));
  const redis: BenchRedis = {
    url,
    pid: () => child?.pid ?? 0,
    kill,
    async start() {
      child = spawn(command as string, args, { stdio: 'ignore' });
      await untilItAnswers(url);
    },
    async end() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    try {
      await client.connect();
      if ((await client.ping()) === 'PONG') return client.destroy();
    } catch {
      await new Promise((later) => setTimeout(later, 20));
    }
  }
  throw new Error('redis-server does not answer; is it installed, or named by PARLEY_REDIS_SERVER?');
}
