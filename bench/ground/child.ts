// Starts a program of the bench in a process of its own, on a core of its own, and asks it things.
// Knows no server and no load; whatever is left running ends with the bench, because its channel closes.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export type Child = {
  pid: number;
  /** Rejects where the child ends, or throws what the child threw. */
  ask<Answer>(question: string, payload?: unknown): Promise<Answer>;
  /** SIGTERM, then SIGKILL after five seconds. */
  end(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<void>;
};

/** Whether processes can be held to a core here. */
export const canPin: boolean = spawnSync('taskset', ['-V']).status === 0;

/** Where a real node keeps its compiled code (`server/main.ts`): every program of the bench has the same advantage. */
const compiled = resolve(import.meta.dirname, '../../node_modules/.cache/parley');

/** The command line that runs a program on one core, where that is possible. */
export const onCore = (core: number | null, command: string[]): string[] =>
  core !== null && canPin ? ['taskset', '-c', String(core), ...command] : command;

/** Resolves once the program says that it is ready (`answering.ts`). */
export async function startChild(
  file: string,
  { core, options = {}, flags = [] }: { core: number | null; options?: object; flags?: string[] },
): Promise<Child> {
  const [command, ...args] = onCore(core, [process.execPath, ...flags, file, JSON.stringify(options)]);
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  const child = spawn(command as string, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started`);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const ready = new Promise<void>((resolve, reject) => waiting.set(0, { resolve: () => resolve(), reject }));
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended (${signal ?? code})`));
    waiting.clear();
  });
  await ready;
  let lastId = 0;
  return {
    pid,
    ended,
    ask: <Answer>(question: string, payload?: unknown) => {
      lastId += 1;
      const id = lastId;
      return new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id, question, payload });
      });
    },
    end: () => end(child, ended),
    kill: (signal) => void child.kill(signal),
  };
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}
