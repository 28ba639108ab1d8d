// Files of a test: a folder that is removed, and a look at the raw bytes.
// Knows no store.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll } from 'vitest';

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
