// The serving thread's end of the database thread: sends calls, settles their promises.
// Knows no SQL; does no work that waits for a disk.

import { Worker } from 'node:worker_threads';
import { createGathering } from '../gathering.ts';
import { StoreUnavailable } from '../unavailable.ts';
import type { Call, Opened, OperationName, Operations, Reply, WorkerOptions } from './calls.ts';

export type DatabaseThread = {
  /** Rejects with `StoreUnavailable`; for a write the outcome is unknown then. */
  call<Name extends OperationName>(
    operation: Name,
    ...parameters: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>>;
  /** Throws `StoreUnavailable` once closed or broken. */
  insistOpen(): void;
  /** Answers what was called before, then ends the thread. */
  close(): Promise<void>;
};

/** What comes in such numbers that it pays to wait for company: moves, and the names that a class which comes in is shown. */
const inNumbers: ReadonlySet<OperationName> = new Set<OperationName>(['append', 'readTexts']);

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** Resolves when the file is open; rejects with `StoreUnavailable` in clear words when it cannot be. */
export async function startDatabaseThread(options: WorkerOptions): Promise<DatabaseThread> {
  // The flags of the serving process (an inspector, a test runner's loader) are none of this thread's business.
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options, execArgv: [] });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const opened = await firstWord(worker);
  if (!opened.opened) {
    await ended;
    throw new StoreUnavailable(opened.reason);
  }
  return converse(worker, ended);
}

function firstWord(worker: Worker): Promise<Opened> {
  return new Promise((resolve) => {
    const stop = (reason: string) => resolve({ opened: false, reason: `the database thread did not start: ${reason}` });
    worker.once('message', resolve);
    worker.once('error', (error) => stop(String(error)));
    worker.once('exit', (code) => stop(`exit ${code}`));
  });
}

function converse(worker: Worker, ended: Promise<void>): DatabaseThread {
  const waiting = new Map<number, Waiting>();
  const outgoing = createGathering<Call>((calls) => worker.postMessage(calls));
  let lastId = 0;
  let unavailable = '';
  let isClosing = false;

  const breakOff = (reason: string) => {
    unavailable ||= reason;
    for (const { reject } of waiting.values()) reject(new StoreUnavailable(reason));
    waiting.clear();
  };
  worker.on('message', (replies: Reply[]) => {
    outgoing.answered();
    settle(waiting, replies);
  });
  worker.on('error', (error) => breakOff(`the database thread failed: ${error}`));
  worker.on('exit', (code) => breakOff(`the database thread ended (exit ${code})`));

  const insistOpen = () => {
    if (unavailable) throw new StoreUnavailable(unavailable);
  };
  return {
    insistOpen,
    call(operation, ...parameters) {
      return new Promise((resolve, reject) => {
        insistOpen();
        lastId += 1;
        const id = lastId;
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        outgoing.add({ id, operation, parameters }, inNumbers.has(operation));
      });
    },
    close() {
      unavailable ||= 'the store is closed';
      if (!isClosing) {
        outgoing.flush();
        worker.postMessage('close');
      }
      isClosing = true;
      return ended;
    },
  };
}

function settle(waiting: Map<number, Waiting>, replies: Reply[]): void {
  for (const reply of replies) {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) call?.reject(new StoreUnavailable(reply.error));
    else call?.resolve(reply.value);
  }
}
