// Takes the last traces of what was removed out of the file and its log.
// Knows no stream and no author.

import type { DatabaseSync } from 'node:sqlite';

/**
 * Does nothing unless a removal asked for it, in this run or in one that was killed before it got here.
 * Holds the database for 7 to 15 ms per MB of file, and needs as much memory as the file is large.
 */
export function scrubIfDue(database: Pick<DatabaseSync, 'exec' | 'prepare'>): void {
  const due = database.prepare('SELECT one FROM scrub_due').get();
  if (!due) return;
  // secure_delete overwrites deleted rows, but not the copies that stay in the gaps of a page when SQLite moves rows
  // between pages. Only writing every page anew leaves nothing.
  database.exec('VACUUM');
  emptyLog(database);
  // After the log was emptied: were the process killed in between, the next start would do it again.
  database.exec('DELETE FROM scrub_due');
}

/** The log holds older pages until it is emptied. */
function emptyLog(database: Pick<DatabaseSync, 'prepare'>): void {
  const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (row.busy !== 0) throw new Error('the write-ahead log could not be emptied');
}
