// The import rule of the house, checked: which room may import from which, and what pure rooms may not touch.
// Own script, not Biome's noRestrictedImports: that one sees the words of an import, never the file they lead to.
import { relative, sep } from 'node:path';
import { filesUnder } from './lib/hash.mjs';
import { root } from './lib/project.mjs';
import { findBreaches } from './lib/room-check.mjs';

const base = process.argv[2] ?? root;
const folders = ['app', 'server', 'simulations'];
const files = folders
  .flatMap((folder) => filesUnder(`${base}/${folder}`))
  .map((file) => relative(base, file).split(sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file));

const breaches = files.flatMap((file) => findBreaches(base, file));
for (const { file, line, message } of breaches) console.error(`${file}:${line} ${message}`);
if (breaches.length === 0) console.log(`${files.length} files keep the import rule.`);
process.exitCode = breaches.length > 0 ? 1 : 0;
