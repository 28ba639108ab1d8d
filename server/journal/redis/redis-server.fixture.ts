// A real redis-server for tests: started on a free loopback port in a temporary folder, killed, stopped, restarted on the same port.
// Ends only the processes it started.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createClient } from 'redis';

export type RedisServer = {
  port: number;
  url: string;
  folder: string;
  /** Of the process that runs now. */
  pid(): number | null;
  /** Resolves when it answers. Starts anew after `stop` or `kill`, with the files that are there. */
  start(): Promise<void>;
  /** As an operator does it: it writes what it still has to write. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP: takes connections, answers nothing. */
  hang(): void;
  /** SIGCONT. */
  resume(): void;
  /** Ends it and throws its files away. */
  wipe(): Promise<void>;
  /** One command on a connection of its own. */
  command(...words: string[]): Promise<unknown>;
  /** Ends it for good, with its folder. */
  end(): Promise<void>;
};

const startsWithinMs = 15_000;

/** Named by scripts/lib/redis.mjs, or on the PATH. */
const program = process.env.PARLEY_REDIS_SERVER ?? 'redis-server';

/** AOF with `appendfsync always`, no snapshots, noeviction; `settings` are further words of its command line. */
export async function startRedisServer(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    // A stopped process hears SIGTERM only when it goes on.
    ending.kill('SIGCONT');
    await ended;
  };
  const server: RedisServer = {
    port,
    url,
    folder,
    pid: () => child?.pid ?? null,
    async start() {
      child = spawn(program, [...usual(port, folder), ...settings], { stdio: ['ignore', 'pipe', 'inherit'] });
      await answering(child, url);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    hang: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async wipe() {
      await end('SIGKILL');
      await rm(join(folder, 'appendonlydir'), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      await rm(join(folder, 'dump.rdb'), { force: true });
    },
    command: (...words) => command(url, words),
    async end() {
      await end('SIGKILL');
      // A child of the killed server may still be writing a file anew.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  await server.start();
  return server;
}

function usual(port: number, folder: string): string[] {
  const aof = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
  return ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, ...aof, '--maxmemory-policy', 'noeviction'];
}

async function command(url: string, words: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false }, maintNotifications: 'disabled' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  let failed: unknown;
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    log = (log + chunk).slice(-4_000);
  });
  child.once('error', (error) => {
    failed = new Error(
      `${program} does not start: ${error.message}. Name one: PARLEY_REDIS_SERVER=/path/to/redis-server`,
    );
  });
  child.once('exit', (code) => {
    failed ??= new Error(`${program} ended with ${code}: ${log}`);
  });
  for (const until = performance.now() + startsWithinMs; performance.now() < until; ) {
    if (failed) throw failed;
    try {
      if ((await command(url, ['PING'])) === 'PONG') return;
    } catch {
      // Not yet.
    }
    await setTimeout(20);
  }
  throw new Error(`${program} does not answer: ${log}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
