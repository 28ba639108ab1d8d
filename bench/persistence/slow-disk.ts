// What the serving loop notices of a slow disk: moves of a class arrive singly at a SQLite store while the disk has other things to do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { openSqliteStore, type SqliteStore } from '../../server/journal/sqlite.ts';
import { type Spread, spreadOf } from '../ground/percentile.ts';
import { anOffer } from './clients.ts';

export type SlowDisk = {
  disk: string;
  tookMs: Spread;
  /** Between two turns of the serving loop, one ms of it the measure's own. */
  loopMs: { p50: number; p99: number; worst: number };
  /** Of each second, what the serving thread was ready to run and others had the processors; null where the system does not say. */
  crowdedOutMs: number | null;
};

const everyMs = 2;
const tables = 100;
const keptMegabytes = 60;

type Trouble = { disk: string; begin(store: SqliteStore, folder: string): () => Promise<void> };

/** The thread itself is held: the file is written anew, again and again. */
const writtenAnew: Trouble = {
  disk: 'the file is written anew without end',
  begin(store) {
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await store.deleteStreams(['table:none']);
    })();
    return () => {
      isOver = true;
      return writing;
    };
  },
};

/** Eight megabytes forced to the same disk, without end. */
const flooding = `
  const { openSync, writeSync, fsyncSync } = require('node:fs');
  const bytes = Buffer.alloc(8_000_000, 1);
  const file = openSync(process.argv[1], 'w');
  for (;;) { writeSync(file, bytes, 0, bytes.length, 0); fsyncSync(file); }
`;
const flooded: Trouble = {
  disk: 'another process forces 8 MB to it without end',
  begin(_store, folder) {
    const child = spawn(process.execPath, ['-e', flooding, join(folder, 'flood')]);
    // It shall take the disk from us, not the processor.
    setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW);
    return async () => {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    };
  },
};

const undisturbed: Trouble = { disk: 'undisturbed', begin: () => () => Promise.resolve() };

export async function measureSlowDisk(forMs: number): Promise<SlowDisk[]> {
  const found: SlowDisk[] = [];
  for (const trouble of [undisturbed, writtenAnew, flooded]) found.push(await measureOne(trouble, forMs));
  return found;
}

async function measureOne({ disk, begin }: Trouble, forMs: number): Promise<SlowDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-slow-disk-'));
  const store = await openSqliteStore({ path: join(folder, 'store') });
  try {
    const megabyte = Array(10).fill('x'.repeat(100_000));
    for (let n = 0; n < keptMegabytes; n += 1)
      await store.append({ ...anOffer('table:kept', n * megabyte.length), facts: megabyte });
    const end = begin(store, folder);
    // What begins has its own cost, which is not the disk's.
    await setTimeout(1_000);
    const delays = monitorEventLoopDelay({ resolution: 1 });
    const [began, waited] = [performance.now(), waitedForProcessorMs()];
    delays.enable();
    const tookMs = spreadOf(await moves(store, forMs));
    delays.disable();
    const waitedMs = waitedForProcessorMs();
    const seconds = (performance.now() - began) / 1_000;
    const crowdedOutMs = waited === null || waitedMs === null ? null : (waitedMs - waited) / seconds;
    await end();
    const inMs = (nanoseconds: number) => nanoseconds / 1e6;
    const loopMs = { p50: inMs(delays.percentile(50)), p99: inMs(delays.percentile(99)), worst: inMs(delays.max) };
    return { disk, tookMs, loopMs, crowdedOutMs };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Linux: of the main thread, since it began. */
function waitedForProcessorMs(): number | null {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return null;
  }
}

/** One append each two ms, whether those before are answered or not. How long each took. */
async function moves(store: SqliteStore, forMs: number): Promise<number[]> {
  const took: number[] = [];
  const all: Promise<void>[] = [];
  const lastOf = new Map<string, Promise<void>>();
  const began = performance.now();
  for (let n = 0; performance.now() - began < forMs; n += 1) {
    const stream = `table:${n % tables}`;
    const version = Math.floor(n / tables);
    const asked = performance.now();
    const move = (lastOf.get(stream) ?? Promise.resolve()).then(async () => {
      const { outcome } = await store.append(anOffer(stream, version));
      if (outcome !== 'appended') throw new Error(`an append of ${stream} was answered ${outcome}`);
      took.push(performance.now() - asked);
    });
    lastOf.set(stream, move);
    all.push(move);
    await setTimeout(everyMs);
  }
  await Promise.all(all);
  return took;
}
