// Opens the database file: pragmas, the lock against a second server, migrations, clear words for what can be wrong.
// Knows no query.

import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../unavailable.ts';

/** FULL: durable when acknowledged. NORMAL: the last moments may be lost when the machine (not the process) dies. */
export type Synchronous = 'FULL' | 'NORMAL';

/** 'PARL': tells our files from any other SQLite file. */
export const applicationId = 0x5041524c;

/** How long a starting server waits for one that is just ending. */
export const lockWaitMs = 1_000;

/** Each entry takes a file from the version of its index to the next. Never change one that was released: add one. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, head INTEGER NOT NULL);
  -- AUTOINCREMENT: a position is never given twice, even after the newest stream was deleted.
  CREATE TABLE facts (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    version INTEGER NOT NULL, at INTEGER NOT NULL, fact TEXT NOT NULL,
    UNIQUE (stream, version));
  -- Rows in the order of arrival and a slim index beside them: fewer pages change with each append.
  CREATE TABLE acks (
    stream INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    seat TEXT NOT NULL, command TEXT NOT NULL, hash TEXT NOT NULL, ack TEXT NOT NULL,
    UNIQUE (stream, seat, command));
  CREATE TABLE texts (
    ref TEXT NOT NULL UNIQUE,
    stream INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    author TEXT NOT NULL, text TEXT NOT NULL);
  CREATE INDEX texts_by_author ON texts (author);
  CREATE INDEX texts_by_stream ON texts (stream);
  CREATE TABLE documents (
    stream INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    author TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, revision INTEGER NOT NULL,
    UNIQUE (stream, author, key));
  CREATE INDEX documents_by_author ON documents (author);
  CREATE TABLE due (
    stream INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    id TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (stream, id)) WITHOUT ROWID;
  CREATE INDEX due_by_time ON due (at);
  CREATE TABLE outbox (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    target TEXT NOT NULL, command TEXT NOT NULL);
  CREATE INDEX outbox_by_source ON outbox (source);
  CREATE INDEX outbox_by_target ON outbox (target);
  CREATE TABLE claims (
    kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    stream INTEGER NOT NULL REFERENCES streams ON DELETE CASCADE,
    PRIMARY KEY (kind, key)) WITHOUT ROWID;
  CREATE INDEX claims_by_stream ON claims (stream);
  CREATE TABLE beat (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL);
  -- Holds a row from a removal until the file was rewritten without its traces.
  CREATE TABLE scrub_due (one INTEGER PRIMARY KEY CHECK (one = 1));
  `,
  `
  -- Whose words are not kept any more: ids, nobody's words.
  CREATE TABLE erased (author TEXT PRIMARY KEY) WITHOUT ROWID;
  `,
  `
  -- An append with facts keeps its ack beside the last of them, and its head nowhere else: one page less each that changes
  -- somewhere in the file. stream-memory.ts knows which commands there are. Acks without facts stay where all were.
  ALTER TABLE facts ADD COLUMN seat TEXT;
  ALTER TABLE facts ADD COLUMN command TEXT;
  ALTER TABLE facts ADD COLUMN hash TEXT;
  ALTER TABLE facts ADD COLUMN ack TEXT;
  ALTER TABLE streams DROP COLUMN head;
  `,
];

/** Format of the files that this version writes. */
export const newestFormat = migrations.length;

/** Throws `StoreUnavailable` that names the file and the mend: held by another process, damaged, newer, foreign. */
export function openDatabase(path: string, synchronous: Synchronous): DatabaseSync {
  createPrivate(path);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: lockWaitMs, enableForeignKeyConstraints: true });
    // Exclusive and before the first access: the kernel holds the lock, so that no second server gets in and a killed
    // one leaves nothing behind; and no reader can ever keep the write-ahead log from being emptied.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = identify(database, path);
    const journal = database.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
    if (journal.journal_mode !== 'wal') throw new StoreUnavailable(`${path} lies on a disk that cannot keep a log`);
    database.exec(`PRAGMA synchronous = ${synchronous}`);
    // Deleted words are overwritten (scrub.ts does the rest), and none go into temporary files.
    database.exec('PRAGMA secure_delete = ON');
    database.exec('PRAGMA temp_store = MEMORY');
    database.exec('PRAGMA cache_size = -32000');
    migrate(database, version);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, path);
  }
}

function createPrivate(path: string): void {
  try {
    // 'x' never opens an existing file: closing it again would drop the locks that this process holds on it.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return;
    throw new StoreUnavailable(`cannot create ${path} (${code}): check that the folder exists and may be written to`);
  }
}

/** The version of the file, 0 for a new one. Takes the lock; changes nothing, least of all a file that is not ours. */
function identify(database: DatabaseSync, path: string): number {
  database.exec('BEGIN EXCLUSIVE');
  const version = insistOurs(database, path);
  database.exec('COMMIT');
  return version;
}

/** The version of the file, 0 for a new one. Throws `StoreUnavailable` where it is another program's or a newer Parley's. */
export function insistOurs(database: DatabaseSync, path: string): number {
  const version = pragma(database, 'user_version');
  const objects = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
  if (objects.n > 0 && pragma(database, 'application_id') !== applicationId) {
    throw new StoreUnavailable(`${path} is a SQLite file of another program: name another file`);
  }
  if (version > migrations.length) {
    throw new StoreUnavailable(
      `${path} was written by a newer version of Parley (format ${version}, this one knows ${migrations.length}): ` +
        'start the newer version',
    );
  }
  return version;
}

function migrate(database: DatabaseSync, version: number): void {
  if (version === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  for (const migration of migrations.slice(version)) database.exec(migration);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(`PRAGMA user_version = ${migrations.length}`);
  database.exec('COMMIT');
}

function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  const row = database.prepare(`PRAGMA ${name}`).get() as Record<string, number>;
  return row[name] ?? 0;
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html, in words for whoever runs the server. */
const meanings: Record<number, string> = {
  5: 'is in use by another process: two servers cannot share one file, stop the other one or name another file',
  6: 'is in use by another process: two servers cannot share one file, stop the other one or name another file',
  8: 'cannot be written to: check its permissions',
  10: 'cannot be read or written: the disk reports an error',
  11: 'is damaged: restore a backup',
  13: 'cannot grow: the disk is full',
  14: 'cannot be opened: check the folder and its permissions',
  26: 'is not a SQLite file, or is damaged: restore a backup or name another file',
};

/** An error of SQLite as `StoreUnavailable`; one that is explained already stays as it is. */
export function explained(error: unknown, path: string): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const { errcode, message } = error as { errcode?: number; message?: string };
  const meaning = errcode === undefined ? undefined : meanings[errcode & 0xff];
  return new StoreUnavailable(meaning ? `${path} ${meaning} (${message})` : `${path}: ${message}`);
}
