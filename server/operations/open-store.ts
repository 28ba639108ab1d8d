// Opens the store that the settings name: Redis for several nodes, else the embedded one.
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import type { Store } from '../journal/port.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import type { Log } from './log.ts';

export const sqliteFile = (dataFolder: string): string => join(dataFolder, 'parley.sqlite');

export async function openStore(
  { dataFolder, sqliteSync }: Pick<Configuration, 'dataFolder' | 'sqliteSync' | 'redisUrl'>,
  _log: Log,
): Promise<Store> {
  return openSqliteStore({ path: sqliteFile(dataFolder), synchronous: sqliteSync });
}
