// A node process with the way to it: started, killed by its id, stopped and set going again, always on one port.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startTcpProxy, type TcpProxy } from '../journal/redis/tcp-proxy.fixture.ts';
import type { Point } from './house.ts';
import type { NodeWish, NodeWord } from './node-process.ts';

export type NodeChild = {
  port: number;
  /** Between clients and node. */
  proxy: TcpProxy;
  start(): Promise<void>;
  arm(point: Point | null): void;
  /** The command whose answer it let go last, right before it meant to die. */
  answering(): string;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone, whoever ended it. */
  gone(): Promise<void>;
  end(): Promise<void>;
};

const program = join(import.meta.dirname, 'node-process.ts');
const startsWithinMs = 30_000;

export async function nodeChild(wish: Omit<NodeWish, 'port'>, onFault: (fault: string) => void): Promise<NodeChild> {
  const port = await freePort();
  const proxy = await startTcpProxy(port);
  let child: ChildProcess | null = null;
  let lives = 0;
  let answering = '';

  /** Its port may be somebody's outgoing connection for a moment. */
  async function start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await startOnce();
      } catch (error) {
        if (attempt === 5) throw error;
        await new Promise((again) => setTimeout(again, 300));
      }
    }
  }

  async function startOnce(): Promise<void> {
    lives += 1;
    const started = spawn(process.execPath, [program, JSON.stringify({ ...wish, port, seed: wish.seed + lives })], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = started;
    await new Promise<void>((listens, failed) => {
      const late = setTimeout(() => failed(new Error('a node does not start')), startsWithinMs);
      started.on('message', (word: NodeWord) => {
        if (word.type === 'fault') return onFault(word.fault);
        if (word.type === 'answering') {
          answering = word.commandId;
          return;
        }
        clearTimeout(late);
        listens();
      });
      started.once('exit', (code, signal) => {
        clearTimeout(late);
        failed(new Error(`a node ended at its start: ${code ?? signal}`));
      });
    });
  }
  const gone = async () => {
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  return {
    port,
    proxy,
    start,
    arm: (point) => {
      if (point !== null) answering = '';
      if (child?.connected) child.send({ arm: point }, () => undefined);
    },
    answering: () => answering,
    signal: (signal) => void child?.kill(signal),
    gone,
    async end() {
      child?.kill('SIGKILL');
      await gone();
      await proxy.end();
    },
  };
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
