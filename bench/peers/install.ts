// Installs what bench:relay is measured against, the first time it is asked for. None of it is part of Parley.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;

/** Throws where npm could not install: the bench then goes on with --only. */
export function installPeers(): void {
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return;
  process.stderr.write('installing what the relay is compared with (bench/peers) …\n');
  // Not `npm ci`: the lock of one platform may lack the optional binaries of another.
  const words = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`bench/peers could not be installed; --only bare,sqlite needs none of it.\n${stderr}`);
}
