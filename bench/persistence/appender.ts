// A process that appends to a SQLite store and tells its parent of each acknowledgement, until it is killed.
import { openSqliteStore } from '../../server/journal/sqlite.ts';
import { appendUntil } from './clients.ts';

const [path = '', synchronous = 'FULL', clients = '1'] = process.argv.slice(2);
const store = await openSqliteStore({ path, synchronous: synchronous === 'NORMAL' ? 'NORMAL' : 'FULL' });
process.on('disconnect', () => process.exit(0));
await appendUntil(
  store,
  Number(clients),
  () => false,
  (stream, version) => void process.send?.([stream, version]),
);
