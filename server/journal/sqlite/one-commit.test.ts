// Many appends share one commit, seen in the write-ahead log itself, through the real thread: each commit ends with a frame that says so.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { openSqliteStore } from '../sqlite.ts';
import { scratchPaths } from './files.fixture.ts';

const newPath = scratchPaths();
const headerBytes = 32;
const frameHeaderBytes = 24;

/** Commits in the log since it last started over: https://www.sqlite.org/fileformat.html#the_write_ahead_log */
function commitsIn(path: string): number {
  // By another process: closing a file of the store here would drop this process's locks on it.
  const log = execFileSync('cat', [`${path}-wal`], { maxBuffer: 1e9 });
  const frameBytes = frameHeaderBytes + log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  let commits = 0;
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    // How many pages the file has after it; 0 where it is not the last of its commit.
    if (log.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}

test('100 appends to 100 tables in one turn are one commit; those that conflict fail alone', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path });
  await appended(store, anAppend('table:7', 0));
  const before = commitsIn(path);
  await appended(store, anAppend('table:8', 0));
  expect(commitsIn(path), 'one alone is one commit').toBe(before + 1);
  const results = await Promise.all(Array.from({ length: 100 }, (_, n) => store.append(anAppend(`table:${n}`, 0))));
  expect(commitsIn(path)).toBe(before + 2);
  expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(98);
  expect([results[7], results[8]]).toMatchObject([{ outcome: 'conflict' }, { outcome: 'conflict' }]);
  await store.close();
});

test('what comes while a commit is being written shares the next one', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path });
  await appended(store, anAppend('table:first', 0));
  const before = commitsIn(path);
  const all: Promise<unknown>[] = [];
  for (let n = 0; n < 200; n += 1) {
    all.push(appended(store, anAppend(`table:${n}`, 0)));
    // Each in a turn of its own.
    await new Promise((turn) => setImmediate(turn));
  }
  await Promise.all(all);
  // A commit takes longer than a turn; were each alone there would be 200.
  expect(commitsIn(path) - before).toBeLessThan(100);
  await store.close();
});
