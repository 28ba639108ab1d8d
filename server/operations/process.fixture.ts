// For tests: the real program as a process of its own, with its log; ended by the signals that a test chooses.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const within = 40_000;

export type Program = {
  port: number;
  url: string;
  child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  turns(): string[];
  /** Resolves when its log has that turn. */
  until(turn: string): Promise<void>;
  /** Resolves to its exit code. */
  ended: Promise<number | null>;
};

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** `server/main.ts`, on a free port unless PORT is given; needs no pages to be there: it listens before it looks for them. */
export async function startProgram(environment: Record<string, string>): Promise<Program> {
  const port = Number(environment.PORT) || (await freePort());
  const child = spawn(process.execPath, [resolve(root, 'server/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(port),
      PARLEY_BIND: '127.0.0.1',
      PARLEY_LOG: 'info',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const turns = () => [...output.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind as string);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    child,
    output: () => output,
    turns,
    ended,
    async until(turn) {
      for (const end = Date.now() + within; !turns().includes(turn); ) {
        if (Date.now() > end || child.exitCode !== null) throw new Error(`never came to "${turn}":\n${output}`);
        await new Promise((later) => setTimeout(later, 20));
      }
    },
  };
}

/** Runs one of the operator's programs to its end. */
export async function runCli(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [resolve(root, 'server/operations/cli.ts'), ...words], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
