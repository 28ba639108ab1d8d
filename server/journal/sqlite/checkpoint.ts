// Copies the write-ahead log back into the file when it has grown long, behind the replies instead of within a commit.
// Knows no call: an append waits for the log to be on the disk, never for the file.
import type { DatabaseSync } from 'node:sqlite';

/** 16 MB of pages. SQLite's own limit is a quarter of it, reached each second or two by a thousand busy tables. */
const pagesAtMost = 4_000;

/** Call it when nobody waits for a reply. Costs some 2 µs while the log is short, else 10 to 50 ms. */
export function prepareCheckpoint(database: DatabaseSync, most = pagesAtMost): () => void {
  database.exec('PRAGMA wal_autocheckpoint = 0');
  const look = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  const copyBack = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  return () => {
    try {
      const { log, checkpointed } = look.get() as { log: number; checkpointed: number };
      if (log - checkpointed > most) copyBack.get();
    } catch {
      // A full or failing disk: what is in the log is kept, and whoever writes next hears of it.
    }
  };
}
