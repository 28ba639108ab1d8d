// Looks into a store's file without changing it: no migration, no lock that outlasts the look. For those who only want to
// know how it is, or to copy it; knows no query of the store's own but the beat.
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { explained, insistOurs, lockWaitMs } from './schema.ts';

export type Look = {
  /** Of the file as it is; `newestFormat` is what the next start makes of it. */
  format: number;
  /** The latest store time that was noted; null before the first. */
  beat: number | null;
  /** What SQLite's own check of the whole file says; null where all is well. */
  damage: string | null;
};

/** A connection that cannot write. Throws `StoreUnavailable` that names the file: in use by a node, foreign, newer, no SQLite file. */
export function openToRead(path: string, where: string | URL = path): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(where, { readOnly: true, timeout: lockWaitMs });
    insistOurs(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, path);
  }
}

/** Leaves the file, its log and (after a node that ended in good order) the folder as they were. Throws as `openToRead`. */
export function lookAt(path: string): Look {
  // A node that runs, or was killed, has a log beside the file. Where there is none nobody writes, and SQLite need not make
  // one in order to read.
  const alone = !existsSync(`${path}-wal`);
  const where = pathToFileURL(path);
  if (alone) where.searchParams.set('immutable', '1');
  const database = openToRead(path, where);
  try {
    const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
    const check = String(one('PRAGMA integrity_check'));
    return {
      format: Number(one('PRAGMA user_version')),
      damage: check === 'ok' ? null : (check.split('\n')[0] ?? check),
      beat: (one('SELECT at FROM beat') as number | undefined) ?? null,
    };
  } catch (error) {
    throw explained(error, path);
  } finally {
    database.close();
  }
}
