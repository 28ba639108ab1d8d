// The SQLite store keeps the contract of every store.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { describeStore } from './contract.ts';
import { openSqliteStore } from './sqlite.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-journal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStore('sqlite', () => {
  files += 1;
  return openSqliteStore({ path: join(folder, `${files}.sqlite`) });
});
