// A write-ahead log that was cut or spoilt where the power went: whole appends up to there, and none after.
// What is acknowledged was forced to the disk before, so that only what nobody was told of can be torn.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { openSqliteStore } from '../sqlite.ts';
import { scratchPaths } from './files.fixture.ts';

const newPath = scratchPaths();
const count = 12;

/** A file and its log after so many appends of two facts each, and how long the log was after each of them. */
async function logged(): Promise<{ path: string; log: Buffer; lengths: number[] }> {
  const path = newPath();
  const store = await openSqliteStore({ path });
  const lengths: number[] = [];
  const copy = newPath();
  for (let n = 0; n < count; n += 1) {
    const texts = [{ ref: `r${n}`, author: 'p', text: `text ${n}` }];
    await appended(store, anAppend('table:1', n * 2, { facts: [`${n}a`, `${n}b`], texts }));
    lengths.push(readFileSync(`${path}-wal`).length);
  }
  copyFileSync(path, copy);
  const log = readFileSync(`${path}-wal`);
  await store.close();
  return { path: copy, log, lengths };
}

/** Opens the file with this log, reads it, appends to it. Answers how many appends were there. */
async function reopened(path: string, log: Buffer): Promise<number> {
  const torn = newPath();
  copyFileSync(path, torn);
  writeFileSync(`${torn}-wal`, log);
  const store = await openSqliteStore({ path: torn });
  const facts = (await store.read('table:1')).map(({ fact }) => fact);
  const whole = facts.length / 2;
  expect(facts).toEqual(Array.from({ length: whole }, (_, n) => [`${n}a`, `${n}b`]).flat());
  const refs = Array.from({ length: count }, (_, n) => `r${n}`);
  expect((await store.readTexts(refs)).size, 'texts beside facts, and no other').toBe(whole);
  expect(await appended(store, anAppend('table:1', facts.length))).toMatchObject({ version: facts.length + 1 });
  await store.close();
  return whole;
}

test('a torn write-ahead log, cut at any place: every append before the cut is there whole, of the one it goes through nothing', async () => {
  const { path, log, lengths } = await logged();
  expect(lengths.at(-1)).toBe(log.length);
  const start = lengths[5] ?? 0;
  const end = lengths[6] ?? 0;
  for (const at of [start, start + 1, start + 24, start + 30, (start + end) >> 1, end - 1, end])
    expect([at, await reopened(path, log.subarray(0, at))]).toEqual([at, at === end ? 7 : 6]);
  expect(await reopened(path, log)).toBe(count);
});

test('a torn write-ahead log, with a sector of zeros or other bytes in it: nothing from there on, and nothing half', async () => {
  const { path, log, lengths } = await logged();
  // The last sector of the append: a page is filled from its end, so that there is something to spoil.
  const end = lengths[6] ?? 0;
  for (const byte of [0, 0xa5]) {
    const spoilt = Buffer.from(log);
    spoilt.fill(byte, end - 512, end);
    expect(spoilt.equals(log)).toBe(false);
    expect(await reopened(path, spoilt)).toBe(6);
  }
});
