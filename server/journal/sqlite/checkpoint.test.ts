// The write-ahead log is copied back when it is long, starts over, and does not grow without end.
import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { openSqliteStore } from '../sqlite.ts';
import { prepareCheckpoint } from './checkpoint.ts';
import { scratchPaths } from './files.fixture.ts';
import { openDatabase } from './schema.ts';

const newPath = scratchPaths();
const kept = 'x'.repeat(3_000);

test('nothing is copied while the log is short; once it is longer all of it is, and it starts over', () => {
  const database = openDatabase(newPath(), 'FULL');
  database.exec('CREATE TABLE kept (one TEXT)');
  // What making the tables has written is in the file from here on.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const checkpoint = prepareCheckpoint(database, 20);
  const state = () => database.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number; checkpointed: number };
  checkpoint();
  expect(state().checkpointed).toBe(0);
  while (state().log <= 20) database.prepare('INSERT INTO kept VALUES (?)').run(kept);
  const { log } = state();
  expect(state().checkpointed).toBe(0);
  checkpoint();
  expect(state()).toMatchObject({ log, checkpointed: log });
  database.prepare('INSERT INTO kept VALUES (?)').run(kept);
  expect(state().log).toBeLessThan(log);
  database.close();
});

test('a store that is written to on and on keeps its log within bounds', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path });
  const large = Array.from({ length: 100 }, (_, n) => `${n}${kept}`);
  // Some 30 MB altogether, each once in the log and once in the file.
  for (let n = 0; n < 100; n += 1) await appended(store, anAppend('table:1', n * large.length, { facts: large }));
  expect(statSync(path).size).toBeGreaterThan(8_000_000);
  expect(statSync(`${path}-wal`).size).toBeLessThan(24_000_000);
  await store.close();
});
