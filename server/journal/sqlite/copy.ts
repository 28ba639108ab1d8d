// Copies the open file, as of one moment, a piece at a time: appends go on in between.
// Knows no store; what the copy is good for is checked by whoever asked for it.

import { backup, type DatabaseSync } from 'node:sqlite';
import type { Call, Reply } from './calls.ts';

/** Pages of 4 KB in one step: appends wait for one step at most. */
const pagesAtOnce = 100;

export async function copyTo(database: DatabaseSync, { id, parameters: [path] }: Call): Promise<Reply> {
  try {
    await backup(database, String(path), { rate: pagesAtOnce });
    return { id, value: undefined };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
