// Copies of the embedded store by themselves, into the data folder; the newest are kept. Checked in a thread of their own.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { every } from '../runtime/every.ts';
import type { Log } from './log.ts';

export const keptCopies = 7;
const hourMs = 3600 * 1000;
const longestTimerMs = 24 * hourMs;

export async function makeCopy(
  folder: string,
  copyTo: (path: string) => Promise<void>,
  now = new Date(),
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `parley-${now.toISOString().replace(/[:.]/g, '-')}.sqlite`);
  await copyTo(`${file}.part`);
  await finishedInThread(`${file}.part`, file);
  const copies = readdirSync(folder).filter((name) => /^parley-.*\.sqlite$/.test(name));
  for (const old of copies.sort().slice(0, -keptCopies)) rmSync(join(folder, old));
  return file;
}

/** Checking reads the whole file: not on the serving thread. */
function finishedInThread(part: string, file: string): Promise<void> {
  const worker = new Worker(new URL('./finish-copy.ts', import.meta.url), { workerData: { part, file }, execArgv: [] });
  return new Promise((done, failed) => {
    worker.once('error', failed);
    worker.once('exit', (code) => (code === 0 ? done() : failed(new Error('the copy could not be checked'))));
  });
}

export function startScheduledCopies({
  folder,
  hours,
  copyTo,
  log,
}: {
  folder: string;
  hours: number;
  copyTo(path: string): Promise<void>;
  log: Log;
}): { stop(): Promise<void> } {
  let due = performance.now() + hours * hourMs;
  return every(
    Math.min(hours * hourMs, longestTimerMs),
    async () => {
      // A timer holds 24 days at most, and comes a little early.
      if (performance.now() < due - 1_000) return;
      due = performance.now() + hours * hourMs;
      await makeCopy(folder, copyTo);
      log.turn('backupMade');
    },
    (fault) => log.turn('backupFailed', { why: fault instanceof Error ? fault.message : 'unknown' }),
  );
}
