// Who only looks, or copies, leaves the store as it was: the version before has to be able to start over it afterwards.
// Over files that ended in good order, were killed, or are in use.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfiguration } from '../configuration.ts';
import { anAppend, appended } from '../journal/contract-sample.ts';
import { writeFirstFormat } from '../journal/sqlite/files.fixture.ts';
import { newestFormat } from '../journal/sqlite/schema.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import { examine } from './doctor.ts';
import { sqliteFile } from './open-store.ts';
import { runCli } from './process.fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-look-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = () => ({ PARLEY_DATA: folder, PORT: '0' });
/** What it finds, in this process; how it is said is the program's. */
async function doctor(): Promise<string> {
  const read = readConfiguration(environment());
  if (!read.ok) throw new Error(read.faults.join());
  const findings = await examine(read.configuration, resolve(import.meta.dirname, '../..'));
  return findings.map(({ ok, what, mend }) => `${ok ? 'ok' : 'FAULT'} ${what}\n${mend ?? ''}`).join('\n');
}
/** Name and bytes of the file and whatever lies beside it. */
const stored = (): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
function formatOf(file: string): unknown {
  const database = new DatabaseSync(`file:${file}?immutable=1`, { readOnly: true });
  const row = database.prepare('PRAGMA user_version').get();
  database.close();
  return row?.user_version;
}

/** The first format, as a node of then left it: with a log where it was killed. */
function anOldStore(ending: 'in good order' | 'killed', beat = 1_000): void {
  const written = join(folder, 'then', 'written.sqlite');
  mkdirSync(dirname(written));
  writeFirstFormat(written);
  const node = new DatabaseSync(written);
  node.exec(
    `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; INSERT INTO beat (one, at) VALUES (1, ${beat})`,
  );
  if (ending === 'in good order') node.close();
  for (const end of ending === 'killed' ? ['', '-wal'] : ['']) copyFileSync(written + end, sqliteFile(folder) + end);
  if (node.isOpen) node.close();
  rmSync(dirname(written), { recursive: true });
}

describe('the doctor', () => {
  test('makes no folder where none is, and says that the first start does', async () => {
    const nowhere = join(folder, 'deeper', 'data');
    const { output } = await runCli(['doctor'], { PARLEY_DATA: nowhere, PORT: '0' });
    expect(output).toContain(`ok    data folder ${nowhere} is made by the first start`);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('leaves a store of an older format as it was, to the byte, and says what the next start will do', async () => {
    anOldStore('in good order');
    const before = stored();
    const { output } = await runCli(['doctor'], environment());
    expect(output).toContain(`is of format 1: the next start takes it over into format ${newestFormat}`);
    expect(output).toContain('npm run backup');
    expect(output).toContain('is whole');
    expect(output).toContain('no later time was ever seen');
    expect(stored()).toEqual(before);
    expect(formatOf(sqliteFile(folder))).toBe(1);
  });

  test('reads the log of a node that was killed, and neither writes it back nor takes it away', async () => {
    anOldStore('killed', Date.now() + 24 * 3600 * 1000);
    const file = sqliteFile(folder);
    const before = [readFileSync(file), readFileSync(`${file}-wal`)];
    expect(before[1]?.length).toBeGreaterThan(0);
    const output = await doctor();
    expect(output).toContain('is of format 1');
    // Only the log has it.
    expect(output).toContain('the clock was put back');
    expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual(before);
    expect(formatOf(file)).toBe(1);
  });

  test('says nothing of formats where the file is of the newest, and leaves nothing behind', async () => {
    await (await openSqliteStore({ path: sqliteFile(folder) })).close();
    const before = stored();
    const output = await doctor();
    expect(output).toContain('is whole');
    expect(output).not.toContain('is of format');
    expect(stored()).toEqual(before);
  });

  test('tells a file in use, of a newer version and of another program apart', async () => {
    const file = sqliteFile(folder);
    const store = await openSqliteStore({ path: file });
    await appended(store, anAppend('table:1', 0));
    expect(await doctor()).toContain('is in use by a node');
    await store.close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(await doctor()).toMatch(/FAULT .*newer version of Parley \(format 99.*\nStart that version/);
    rmSync(file);
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE somebody_elses (x)');
    other.close();
    expect(await doctor()).toMatch(/FAULT .*another program/);
  });
});

test('a backup where no node runs is of the format that is there, and the file stays so: the way back after an upgrade', async () => {
  anOldStore('killed');
  const file = sqliteFile(folder);
  const before = [readFileSync(file), readFileSync(`${file}-wal`)];
  const copy = join(folder, 'copy.sqlite');
  expect(await runCli(['backup', copy], environment())).toMatchObject({ code: 0 });
  expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual(before);
  expect(formatOf(copy)).toBe(1);
  // What is put aside by a restore is kept as it was as well.
  const { code, output } = await runCli(['restore', copy, '--replace'], environment());
  expect(code).toBe(0);
  const aside = /What was there before: (\S+)\. /.exec(output)?.[1] ?? '';
  expect([readFileSync(aside), readFileSync(`${aside}-wal`)]).toEqual(before);
  const store = await openSqliteStore({ path: file });
  expect((await store.read('table:1')).map(({ fact }) => fact)).toEqual(['a', 'b']);
  expect(await store.lastBeat()).toBe(1000);
  await store.close();
});
