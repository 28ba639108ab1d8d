// Copies of the embedded store: made whole and checked before they get their name, and put back only where nothing is lost by it.
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openToRead } from '../journal/sqlite/look.ts';
import { applicationId, newestFormat } from '../journal/sqlite/schema.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import { noteRestored } from '../runtime/restored.ts';
import { askNode } from './control.ts';
import { sqliteFile } from './open-store.ts';
import { Trouble } from './trouble.ts';

/** Makes a copy of the store in `dataFolder`: by the node that runs over it, else by itself. `file` must not exist. */
export async function backUpSqlite(dataFolder: string, file: string): Promise<'byNode' | 'byItself'> {
  if (existsSync(file)) throw new Trouble(`${file} is there already: name another file.`);
  if (!existsSync(dirname(file))) throw new Trouble(`There is no folder ${dirname(file)}: make it first.`);
  if (!existsSync(sqliteFile(dataFolder))) throw new Trouble(`There is no store in ${dataFolder} (PARLEY_DATA).`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const answer = await askNode(dataFolder, part);
  if (answer === null) {
    copyUnopened(sqliteFile(dataFolder), part);
  } else if (!answer.ok) throw new Trouble(`The node could not make the copy: ${answer.why}`);
  finishCopy(part, file);
  return answer === null ? 'byItself' : 'byNode';
}

/** Only reads: a copy made before the first start of a new version is the way back to the old one. Every page is written anew,
 *  so that what was erased right before a node was killed is not in it. */
function copyUnopened(file: string, part: string): void {
  const database = openToRead(file);
  try {
    database.prepare('VACUUM INTO ?').run(part);
  } finally {
    database.close();
  }
}

/** One plain file without a log beside it, checked, on the disk, readable by its owner only; only then under its name. */
export function finishCopy(part: string, file: string): void {
  chmodSync(part, 0o600);
  const database = new DatabaseSync(part);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
  const fault = faultOf(part);
  if (fault) throw new Trouble(`The copy is not good: ${part} ${fault}.`);
  sync(part);
  renameSync(part, file);
  sync(dirname(file));
}

/** Why this is no whole store of ours; null where it is. Changes nothing. */
export function faultOf(file: string): string | null {
  if (!existsSync(file)) return 'does not exist';
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const one = (pragma: string) => Object.values(database?.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
    if (one('application_id') !== applicationId) return 'is not a store of Parley';
    if (Number(one('user_version')) > newestFormat) return 'was written by a newer version of Parley: use that one';
    const check = one('integrity_check');
    return check === 'ok' ? null : `is damaged (${String(check).split('\n')[0]})`;
  } catch (fault) {
    return `cannot be read (${fault instanceof Error ? fault.message : String(fault)})`;
  } finally {
    database?.close();
  }
}

/** Puts a copy in place of the store. What was there is kept beside it under the name that is answered; null where nothing was. */
export async function restoreSqlite(dataFolder: string, file: string, replace: boolean): Promise<string | null> {
  const fault = faultOf(file);
  if (fault) throw new Trouble(`${file} ${fault}. Nothing was changed.`);
  const target = sqliteFile(dataFolder);
  if (existsSync(target) && !replace)
    throw new Trouble(`${target} is there already. With --replace it is put aside. Nothing was changed.`);
  if (existsSync(target)) insistUnused(target);
  // On a new machine there is no folder yet.
  mkdirSync(dataFolder, { recursive: true });
  const fresh = `${target}.restoring`;
  copyFileSync(file, fresh);
  chmodSync(fresh, 0o600);
  const store = await openSqliteStore({ path: fresh });
  await noteRestored(store, randomUUID(), Date.now()).finally(() => store.close());
  sync(fresh);
  const aside = existsSync(target) ? `${target}.replaced-${new Date().toISOString().replace(/[:.]/g, '-')}` : null;
  // The log goes with its file: beside another one it would be read into that.
  for (const end of ['', '-wal', '-shm']) {
    if (aside && existsSync(`${target}${end}`)) renameSync(`${target}${end}`, `${aside}${end}`);
    else rmSync(`${target}${end}`, { force: true });
  }
  renameSync(fresh, target);
  sync(dirname(target));
  return aside;
}

function insistUnused(target: string): void {
  try {
    openToRead(target).close();
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    // A damaged file is a reason to restore; one in use is a reason not to.
    if (why.includes('in use')) throw new Trouble(`End the node first: ${why}. Nothing was changed.`);
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
