// The serving thread survives the death of the database thread, and says so.

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

test('the serving loop goes on while the database thread works', async () => {
  const store = await openSqliteStore({ path: newPath(), synchronous: 'NORMAL' });
  const text = 'x'.repeat(100_000);
  for (let n = 0; n < 100; n += 1) await appended(store, anAppend(`table:${n}`, 0, { facts: [text] }));
  let turns = 0;
  let isWorking = true;
  const turn = () => {
    turns += 1;
    if (isWorking) setImmediate(turn);
  };
  // One call that takes its time: ten megabytes are written anew.
  const removing = store.deleteStreams(['table:0']).finally(() => {
    isWorking = false;
  });
  turn();
  await removing;
  expect(turns).toBeGreaterThan(100);
  await store.close();
});
