// The file itself: what cannot be opened says why, what was kept comes back, a torn log loses no acknowledged fact.

import { appendFileSync, copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { anAppend, appended, command } from '../contract-sample.ts';
import { openSqliteStore } from '../sqlite.ts';
import { scratchPaths, writeFirstFormat } from './files.fixture.ts';
import { openDatabase } from './schema.ts';

const newPath = scratchPaths();

async function expectRefused(path: string, words: RegExp): Promise<void> {
  const opening = openSqliteStore({ path });
  await expect(opening).rejects.toMatchObject({ name: 'StoreUnavailable', message: expect.stringMatching(words) });
  await expect(opening, 'names the file').rejects.toThrow(path);
}

test.each(['FULL', 'NORMAL'] as const)(
  'with synchronous=%s all is there after closing and opening again',
  async (synchronous) => {
    const path = newPath();
    const first = await openSqliteStore({ path, synchronous, now: () => 1234 });
    await appended(first, anAppend('table:1', 0, { texts: [{ ref: 'r', author: 'p', text: 'hello' }] }));
    await first.beat();
    await first.close();
    const second = await openSqliteStore({ path, synchronous, now: () => 5678 });
    expect(await second.read('table:1')).toMatchObject([{ version: 1, position: 1, at: 1234 }]);
    expect((await second.readTexts(['r'])).get('r')).toBe('hello');
    expect(await second.beat()).toBe(1234);
    await second.close();
  },
);

test.each([
  ['FULL', 2],
  ['NORMAL', 1],
] as const)(
  'with synchronous=%s SQLite itself says that it keeps to that, over a write-ahead log',
  (synchronous, told) => {
    const database = openDatabase(newPath(), synchronous);
    // Pulling the plug is not tried: whether a commit is forced to the disk is SQLite's word.
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: told });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  },
);

test('the file can be read by its owner only', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path });
  await appended(store, anAppend('table:1', 0));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
  await store.close();
});

test('a file of a newer version is refused and left as it was', async () => {
  const path = newPath();
  await (await openSqliteStore({ path })).close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  const before = readFileSync(path);
  await expectRefused(path, /newer version of Parley \(format 99/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a file of the first format is taken over: facts, heads, answers; and who is erased there stays so', async () => {
  const path = newPath();
  writeFirstFormat(path);
  const store = await openSqliteStore({ path });
  expect((await store.read('table:1')).map(({ version, fact }) => [version, fact])).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(await store.heads(['table:1', 'table:2'])).toEqual(new Map([['table:1', 2]]));
  const again = anAppend('table:1', 0, { idempotency: command('old') });
  expect(await store.append(again)).toEqual({ outcome: 'repeated', ack: { done: 'old' } });
  expect(await store.findAck('table:1', 'seat-1', 'old', 'another')).toEqual({ outcome: 'commandIdReused' });
  expect(await appended(store, anAppend('table:1', 2))).toMatchObject({ version: 3, position: 3 });
  await store.eraseAuthor('p');
  await store.close();
  const next = await openSqliteStore({ path });
  await appended(next, anAppend('table:1', 3, { texts: [{ ref: 'r', author: 'p', text: 'again' }] }));
  expect(await next.readTexts(['r'])).toEqual(new Map());
  await next.close();
});

test('a file of another program is refused and left as it was', async () => {
  const path = newPath();
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE somebody_elses (x)');
  database.close();
  const before = readFileSync(path);
  await expectRefused(path, /another program/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('of two that open a new file at the same moment, one gets it', async () => {
  const path = newPath();
  const opening = await Promise.allSettled([openSqliteStore({ path }), openSqliteStore({ path })]);
  const stores = opening.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(stores.length).toBe(1);
  for (const store of stores) await store.close();
});

test('a file that is no database, a damaged one, a folder and a missing folder are refused', async () => {
  const noDatabase = newPath();
  writeFileSync(noDatabase, 'no database at all, but long enough to look at '.repeat(100));
  await expectRefused(noDatabase, /not a SQLite file, or is damaged: restore a backup/);

  const cutShort = newPath();
  await (await openSqliteStore({ path: cutShort })).close();
  truncateSync(cutShort, 4096);
  await expectRefused(cutShort, /damaged: restore a backup/);

  const folder = newPath();
  mkdirSync(folder);
  await expectRefused(folder, /cannot be opened/);
  await expectRefused(`${dirname(folder)}/missing/file.sqlite`, /check that the folder exists/);
});

test('a log that ends in the middle of a write loses only what was not acknowledged', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path });
  for (let version = 0; version < 20; version += 1) await appended(store, anAppend('table:1', version));
  const torn = newPath();
  copyFileSync(path, torn);
  copyFileSync(`${path}-wal`, `${torn}-wal`);
  await store.close();
  appendFileSync(`${torn}-wal`, Buffer.alloc(3000, 7));
  const reopened = await openSqliteStore({ path: torn });
  expect((await reopened.read('table:1')).length).toBe(20);
  await reopened.close();
});
