// The serving thread survives the death of the database thread, and says so.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { openSqliteStore } from '../sqlite.ts';
import { scratchPaths } from './files.fixture.ts';

const newPath = scratchPaths();

test('when the database thread dies, waiting and later calls reject, and the file can be opened again', async () => {
  const path = newPath();
  const posting = vi.spyOn(Worker.prototype, 'postMessage');
  const store = await openSqliteStore({ path });
  await appended(store, anAppend('table:1', 0));
  const worker = posting.mock.contexts[0] as Worker;
  const waiting = Array.from({ length: 300 }, (_, n) => store.append(anAppend(`table:w${n}`, 0)));
  const settling = Promise.allSettled(waiting);
  await worker.terminate();
  const broken = { name: 'StoreUnavailable', message: expect.stringContaining('database thread ended') };
  const settled = await settling;
  for (const each of settled) if (each.status === 'rejected') expect(each.reason).toMatchObject(broken);
  expect(settled.some((each) => each.status === 'rejected')).toBe(true);
  await expect(store.append(anAppend('table:1', 1))).rejects.toMatchObject(broken);
  await expect(store.now()).rejects.toMatchObject(broken);
  await store.close();
  const again = await openSqliteStore({ path });
  expect((await again.read('table:1')).length).toBe(1);
  await again.close();
});

test('what waits for the database thread beyond its time is not written', async () => {
  const store = await openSqliteStore({ path: newPath(), synchronous: 'NORMAL' });
  const facts = Array.from({ length: 50_000 }, (_, n) => n);
  const [before, late] = [
    anAppend('table:1', 0, { facts }),
    anAppend('table:2', 0, { until: (await store.now()) + 2 }),
  ];
  // In one message: the thread comes to the second when it has written the first.
  const results = await Promise.all([store.append(before), store.append(late)]);
  expect(results).toMatchObject([{ outcome: 'appended' }, { outcome: 'tooLate' }]);
  expect(await store.read('table:2')).toEqual([]);
  await store.close();
});

test('the serving loop is never held by the disk: its longest wait is a small part of what the disk takes', async () => {
  const store = await openSqliteStore({ path: newPath(), synchronous: 'NORMAL' });
  const large = Array(10).fill('x'.repeat(100_000));
  for (let n = 0; n < 40; n += 1) await appended(store, anAppend(`table:${n}`, 0, { facts: large }));
  const delays = monitorEventLoopDelay({ resolution: 1 });
  // What holds the loop before the first turn that is measured, or up to the last, would not be seen.
  const measured = async () => {
    for (const { count } = delays; delays.count === count; ) await new Promise((later) => setTimeout(later, 1));
  };
  delays.enable();
  await measured();
  const began = performance.now();
  // Forty megabytes are written anew, twice over and forced to the disk; meanwhile people make their moves.
  const removing = store.deleteStreams(['table:0']);
  const moves = Array.from({ length: 20 }, (_, n) => appended(store, anAppend(`table:move${n}`, 0)));
  await removing;
  const tookMs = performance.now() - began;
  await measured();
  delays.disable();
  await Promise.all(moves);
  // A share, not a time: a machine that others fill slows both. Were the loop held it would be all of it.
  expect(delays.max / 1e6).toBeLessThan(tookMs / 3);
  expect(delays.count).toBeGreaterThan(20);
  await store.close();
});
