// A copy of the open file is made beside all other work, and is whole whatever happens meanwhile.

import { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { openSqliteStore, type SqliteStore } from '../sqlite.ts';
import { copyTo } from './copy.ts';
import { scratchPaths } from './files.fixture.ts';
import { openDatabase } from './schema.ts';

const newPath = scratchPaths();

async function filled(megabytes: number): Promise<SqliteStore> {
  const store = await openSqliteStore({ path: newPath(), synchronous: 'NORMAL' });
  const megabyte = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
  for (let n = 0; n < megabytes; n += 1) await appended(store, anAppend(`table:${n}`, 0, { facts: megabyte }));
  return store;
}

/** Sends it alone, as `npm run backup` does. */
async function copying(store: SqliteStore, path: string) {
  const state = { over: false, ended: Promise.resolve() };
  state.ended = store.copyTo(path).finally(() => {
    state.over = true;
  });
  await setImmediate();
  await setImmediate();
  return state;
}

test('appends and reads are answered while a copy is made', async () => {
  const store = await filled(40);
  const copy = await copying(store, newPath());
  await appended(store, anAppend('table:new', 0));
  expect(copy.over, 'the append was answered first').toBe(false);
  expect((await store.heads(['table:new'])).get('table:new')).toBe(1);
  expect(copy.over, 'the read was answered first').toBe(false);
  await copy.ended;
  await store.close();
});

test('appends and a removal in the midst: the copy is whole, up to some append', async () => {
  const store = await filled(15);
  const path = newPath();
  const copy = await copying(store, path);
  let version = 0;
  const removing = store.deleteStreams(['table:3']);
  while (!copy.over) {
    await appended(store, anAppend('table:new', version));
    version += 1;
  }
  await Promise.all([copy.ended, removing]);
  const all = await store.readAll(0, 100_000);
  await store.close();
  const database = new DatabaseSync(path);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const copied = database.prepare('SELECT position FROM facts ORDER BY position').all() as { position: number }[];
  database.close();
  const last = copied.at(-1)?.position ?? 0;
  const kept = all.map(({ position }) => position).filter((position) => position <= last);
  // Before or after the removal, as of one moment.
  const without = copied.map(({ position }) => position).filter((position) => position <= 300 || position > 400);
  expect(without).toEqual(kept);
});

test('begun while a transaction is open: made once that is over, and holds what it wrote', async () => {
  const database = openDatabase(newPath(), 'NORMAL');
  const path = newPath();
  database.exec('BEGIN IMMEDIATE');
  database.exec("INSERT INTO streams (name) VALUES ('table:1')");
  const copying = copyTo(database, { id: 7, parameters: [path] });
  const first = await Promise.race([copying, setTimeout(200, 'still waiting')]);
  database.exec('COMMIT');
  expect(first).toBe('still waiting');
  expect(await copying).toEqual({ id: 7, value: undefined });
  database.close();
  const copy = new DatabaseSync(path);
  expect(copy.prepare('SELECT name FROM streams').all()).toEqual([{ name: 'table:1' }]);
  copy.close();
});

test('what is really in its way is said at once', async () => {
  const database = openDatabase(newPath(), 'NORMAL');
  const reply = await copyTo(database, { id: 7, parameters: ['/no/such/folder/copy.sqlite'] });
  expect(reply).toEqual({ id: 7, error: expect.stringContaining('unable to open') });
  database.close();
});
