// Copies the open file, as of one moment, a piece at a time: appends go on in between.
// Knows no store; what the copy is good for is checked by whoever asked for it.

import { backup, type DatabaseSync } from 'node:sqlite';
import type { Call, Reply } from './calls.ts';

/** Pages of 4 KB in one step: appends wait for one step at most. */
const pagesAtOnce = 100;

/**
 * SQLite reads for it on a thread of its own over the one connection that all other work goes over, and gives it up where a removal
 * that writes the file anew gets in between, with an error as odd as "not an error". Begun anew it goes well; what is really in its
 * way (a full disk, a folder that is not there) is so each time.
 */
const mostTries = 4;

export async function copyTo(database: DatabaseSync, { id, parameters: [path] }: Call): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    try {
      await backup(database, String(path), { rate: pagesAtOnce });
      return { id, value: undefined };
    } catch (error) {
      if (tries === mostTries) return { id, error: error instanceof Error ? error.message : String(error) };
    }
  }
}
