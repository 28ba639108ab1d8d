// The thread of the kept relay: one row for each join, all that wait in one transaction, forced to the disk before it is told.
import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

export type Row = { id: number; hash: string; name: string };

const database = new DatabaseSync(workerData as string);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE people (hash TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID');
const insert = database.prepare('INSERT INTO people VALUES (?, ?)');
const port = parentPort as MessagePort;
port.on('message', (first: Row) => {
  const rows = [first];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) rows.push(next.message as Row);
  database.exec('BEGIN');
  for (const { hash, name } of rows) insert.run(hash, name);
  database.exec('COMMIT');
  port.postMessage(rows.map(({ id }) => id));
});
