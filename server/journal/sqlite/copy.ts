// Copies the open file, as of one moment, a piece at a time: appends go on in between.
// Knows no store; what the copy is good for is checked by whoever asked for it.

import { backup, type DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { Call, Reply } from './calls.ts';

/** Pages of 4 KB in one step: appends wait for one step at most. */
const pagesAtOnce = 100;
/** A transaction of appends takes some milliseconds, a removal that writes the file anew a second or more. */
const pauseMs = 20;
const mostMs = 60_000;

/**
 * Begun anew for as long as it finds a transaction open. The steps are taken on a thread of their own over this same connection;
 * one that meets a transaction waits for the next, but for the first of all: Node gives up there, with the code of no error, since it
 * takes the count of pages that nobody has made yet for none left. What is really in its way (a full disk, a folder that is not
 * there) has a code.
 */
export async function copyTo(
  database: DatabaseSync,
  { id, parameters: [path] }: Pick<Call, 'id' | 'parameters'>,
): Promise<Reply> {
  const until = performance.now() + mostMs;
  for (;;) {
    try {
      await backup(database, String(path), { rate: pagesAtOnce });
      return { id, value: undefined };
    } catch (error) {
      const metTransaction = (error as { errcode?: number }).errcode === 0;
      if (!metTransaction || performance.now() > until)
        return { id, error: error instanceof Error ? error.message : String(error) };
    }
    await setTimeout(pauseMs);
  }
}
