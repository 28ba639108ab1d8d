// Files of a test: a folder that is removed, a look at the raw bytes, and a store as the first version wrote it.
// Knows no store.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll } from 'vitest';
import { applicationId, migrations } from './schema.ts';

/** Paths in a folder of this test file's own; removed after its tests. */
export function scratchPaths(): () => string {
  let folder = '';
  let files = 0;
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    folder ||= mkdtempSync(join(tmpdir(), 'parley-journal-'));
    files += 1;
    return join(folder, `${files}.sqlite`);
  };
}

/** How often a text stands in the file and whatever lies beside it (log, journal). */
export function countRaw(path: string, text: string): number {
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)));
  // By another process: closing the file here would drop this process's locks on it.
  const bytes = names.map((name) => execFileSync('cat', [join(dirname(path), name)], { maxBuffer: 1e9 }));
  return Buffer.concat(bytes).toString('latin1').split(text).length - 1;
}

/** As the first format wrote it: the head with the stream, acks apart. */
export function writeFirstFormat(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(migrations[0] ?? '');
  database.exec(`
    INSERT INTO streams (id, name, head) VALUES (7, 'table:1', 2), (8, 'table:2', 0);
    INSERT INTO facts (stream, version, at, fact) VALUES (7, 1, 1000, '"a"'), (7, 2, 1001, '"b"');
    INSERT INTO acks (stream, seat, command, hash, ack) VALUES (7, 'seat-1', 'old', 'hash', '{"done":"old"}');
    INSERT INTO texts (ref, stream, author, text) VALUES ('r', 7, 'p', 'hello');
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = 1`);
  database.close();
}
