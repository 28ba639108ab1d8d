// Real files in a real folder of its own, for the tests of the scripts; gone after the test.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a folder with these files (path → contents) and answers its path. */
export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, contents] of Object.entries(files)) put(folder, path, contents);
  return folder;
}

export function put(folder: string, path: string, contents: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}

/** A program that answers `--version` or `-v` with these words. */
export function putProgram(folder: string, path: string, words: string, exitCode = 0): string {
  put(folder, path, `#!/bin/sh\necho '${words}'\nexit ${exitCode}\n`);
  chmodSync(join(folder, path), 0o755);
  return join(folder, path);
}
