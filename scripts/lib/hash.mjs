// One hash over the names and contents of files, and the stamp that remembers it: how the scripts know that what
// they made earlier is still good. Contents, not times: a fresh clone or a checkout changes times only.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Every file under `path` (or `path` itself), sorted; nothing where there is none.
 *  @param {string} path
 *  @returns {string[]} */
export function filesUnder(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** @param {string} base names are hashed relative to it, so that a moved clone keeps its stamps
 *  @param {string[]} files */
export function hashOf(base, files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const bytes = readFileSync(file);
    // The length stands between name and contents, so that no two sets of files can read the same.
    hash.update(`${relative(base, file).split(sep).join('/')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** @param {string} file @param {string} hash */
export function stampHolds(file, hash) {
  try {
    return readFileSync(file, 'utf8').trim() === hash;
  } catch {
    return false;
  }
}

/** @param {string} file @param {string} hash */
export function writeStamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${hash}\n`);
}
