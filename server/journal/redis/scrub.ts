// What was removed goes from the files of Redis too: its log and snapshot are written anew, without it.
// Knows no stream and no author, only that something was removed.

import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '../unavailable.ts';
import type { Calls } from './calls.ts';
import { readInfo } from './inspect.ts';
import type { Client } from './link.ts';

export type Scrub = {
  /** Resolves when no file holds what was removed before this call. Rejects with `StoreUnavailable`: the next call, or the next start of a node, tries again. */
  run(): Promise<void>;
};

const pollMs = 25;
const patienceMs = 60_000;

type Rewriting = { command: string; inProgress: string; scheduled: string; status: string };

const log: Rewriting = {
  command: 'BGREWRITEAOF',
  inProgress: 'aof_rewrite_in_progress',
  scheduled: 'aof_rewrite_scheduled',
  status: 'aof_last_bgrewrite_status',
};
const snapshot: Rewriting = {
  command: 'BGSAVE',
  inProgress: 'rdb_bgsave_in_progress',
  scheduled: 'rdb_bgsave_scheduled',
  status: 'rdb_last_bgsave_status',
};

export function createScrub(calls: Calls): Scrub {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const once = async () => {
    const due = await calls.call<string | null>('scrub_due', []);
    if (due === null) return;
    const { appendOnlyFile, snapshots } = calls.persistence();
    if (appendOnlyFile !== 'off') await rewrite(calls, log);
    if (snapshots === true) await rewrite(calls, snapshot);
    // What was removed since may be in the new files: it is due still.
    await calls.call('scrubbed', [due]);
  };
  const run = (): Promise<void> => {
    // One that runs already may have begun before this removal; all that wait for the next share it.
    if (running !== null) {
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return run();
        });
      return next;
    }
    running = once().finally(() => {
      running = null;
    });
    return running;
  };
  return { run };
}

async function rewrite({ link }: Calls, { command, inProgress, scheduled, status }: Rewriting): Promise<void> {
  const ask = async () => readInfo(await link.call((client: Client) => client.info('persistence')));
  const until = performance.now() + patienceMs;
  for (let isStarted = false; performance.now() < until; await setTimeout(pollMs)) {
    const info = await ask();
    if (info[inProgress] !== '0' || info[scheduled] === '1') continue;
    if (isStarted && info[status] === 'ok') return;
    if (isStarted) throw new StoreUnavailable(`removed, but Redis could not write its files anew (${command} failed)`);
    isStarted = await start(link, command);
    if (!isStarted) return;
  }
  throw new StoreUnavailable(
    `removed, but Redis has not written its files anew in ${patienceMs / 1_000} s (${command})`,
  );
}

/** False where this Redis does not let itself be told; then its files shrink in its own time. */
async function start(link: Calls['link'], command: string): Promise<boolean> {
  try {
    await link.call((client) => client.sendCommand([command]));
    return true;
  } catch (error) {
    if (/does not let this user|unknown command/i.test((error as Error).message)) return false;
    // Another one began since it was asked, so after the removal: as good as one's own.
    if (/in progress/i.test((error as Error).message)) return true;
    throw error;
  }
}
