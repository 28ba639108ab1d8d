// Opens the store that the settings name: Redis for several nodes, else the embedded one.
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import type { Store } from '../journal/port.ts';
import { openSqliteStore, type SqliteStore } from '../journal/sqlite.ts';
import type { Log } from './log.ts';

export const sqliteFile = (dataFolder: string): string => join(dataFolder, 'parley.sqlite');

export type OpenedStore = { store: Store; embedded: SqliteStore | null };

/** `embedded`: the same store where it is a file of this machine, which can be asked for a copy. */
export async function openStore(
  { dataFolder, sqliteSync, redisUrl }: Pick<Configuration, 'dataFolder' | 'sqliteSync' | 'redisUrl'>,
  log: Log,
): Promise<OpenedStore> {
  if (redisUrl === null) {
    const embedded = await openSqliteStore({ path: sqliteFile(dataFolder), synchronous: sqliteSync });
    return { store: embedded, embedded };
  }
  // Loaded where it is needed only: a node on the embedded store serves again a quarter of a second sooner.
  const { openRedisStore } = await import('../journal/redis.ts');
  const store = await patiently(() => openRedisStore({ url: redisUrl }));
  const { appendOnlyFile } = store.persistence();
  // Not refused: a test or a workshop may do without. Said, because what is acknowledged then may be lost with Redis.
  if (appendOnlyFile !== 'always') log.turn('storeUnsafe', { appendOnlyFile });
  return { store, embedded: null };
}

/** A machine where everything starts at once is slow to answer; that is no reason to give up at the first try. */
async function patiently<Opened>(open: () => Promise<Opened>, triesLeft = 5): Promise<Opened> {
  try {
    return await open();
  } catch (fault) {
    const slow = fault instanceof Error && /has not answered|connection .*broke/.test(fault.message);
    if (!slow || triesLeft === 0) throw fault;
    return patiently(open, triesLeft - 1);
  }
}
