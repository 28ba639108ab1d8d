// Looks at everything a node needs, without starting one: each finding in one line, each fault with its mend.
import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Configuration } from '../configuration.ts';
import { addressesOf } from '../http/addresses.ts';
import { lookAt } from '../journal/sqlite/look.ts';
import { newestFormat } from '../journal/sqlite/schema.ts';
import { readLibrary } from '../runtime/library.ts';
import { examineRedis } from './examine-redis.ts';
import { type Finding, fault, fine, megabytesOf, wordsOf } from './finding.ts';
import { sqliteFile } from './open-store.ts';
import { nearestWritable } from './places.ts';
import { clocksDifferMs } from './readiness.ts';

const leastFreeBytes = 200 * 1024 * 1024;
const neededMajor = 26;

export async function examine(configuration: Configuration, root: string): Promise<Finding[]> {
  const folder = resolve(root, configuration.dataFolder);
  const store = configuration.redisUrl === null ? embedded(folder) : await examineRedis(configuration.redisUrl);
  return [
    node(),
    pages(root),
    ...dataFolder(folder),
    ...store,
    await port(configuration),
    ...addresses(configuration),
    clock(),
    await cases(configuration.libraryFolder ?? join(root, 'simulations/library')),
  ];
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= neededMajor
    ? fine(`Node ${process.version}`)
    : fault(`Node ${process.version}`, `Parley needs Node ${neededMajor}: run it by npm, which brings its own.`);
}

function pages(root: string): Finding {
  return existsSync(join(root, '.next', 'BUILD_ID'))
    ? fine('pages are built')
    : fault('pages are not built', 'npm start builds them, or npm run build.');
}

function dataFolder(folder: string): Finding[] {
  let there: string;
  try {
    there = nearestWritable(folder);
  } catch (reason) {
    return [
      fault(`data folder ${folder}: ${wordsOf(reason)}`, 'Give this user the folder, or name another: PARLEY_DATA.'),
    ];
  }
  const { bavail, bsize } = statfsSync(there);
  const space = `${megabytesOf(bavail * bsize)} MB free for the data`;
  return [
    fine(`data folder ${folder} ${there === folder ? 'can be written to' : 'is made by the first start'}`),
    bavail * bsize < leastFreeBytes ? fault(space, 'Free some space: a full disk stops every table.') : fine(space),
  ];
}

/** Looks only: a start of the older version has to be possible afterwards as it was before. */
function embedded(folder: string): Finding[] {
  const file = sqliteFile(folder);
  if (!existsSync(file)) return [fine('no store yet: the first start makes one')];
  try {
    const { damage, format, beat } = lookAt(file);
    if (damage) return [fault(`${file} is damaged (${damage})`, 'Restore a backup: npm run restore -- FILE --replace')];
    return [fine(`${file} is whole`), ...migration(format), sinceBeat(beat)];
  } catch (reason) {
    const why = wordsOf(reason);
    if (why.includes('in use')) return [fine(`${file} is in use by a node: /readyz says how it is`)];
    if (why.includes('newer version')) return [fault(why, 'Start that version, or restore a backup made before it.')];
    return [fault(why, 'Restore a backup: npm run restore -- FILE --replace')];
  }
}

function migration(format: number): Finding[] {
  if (format === newestFormat) return [];
  return [
    fine(
      `it is of format ${format}: the next start takes it over into format ${newestFormat}, which the version before ` +
        'refuses; for a way back copy it first (npm run backup -- FILE)',
    ),
  ];
}

function sinceBeat(beat: number | null): Finding {
  return beat !== null && beat > Date.now() + clocksDifferMs
    ? fault('the clock was put back: the store has seen a later time', "Set this machine's clock.")
    : fine('no later time was ever seen in the store');
}

async function port({ port: wanted, host }: Configuration): Promise<Finding> {
  const probe = createServer();
  const problem = await new Promise<NodeJS.ErrnoException | null>((done) => {
    probe.once('error', done);
    probe.listen(wanted, host, () => done(null));
  });
  await new Promise((closed) => probe.close(closed));
  if (problem === null) return fine(wanted === 0 ? 'any free port will do (PORT=0)' : `port ${wanted} is free`);
  const inUse = problem.code === 'EADDRINUSE';
  return fault(
    `port ${wanted}: ${inUse ? 'in use, perhaps by a node of yours' : problem.code}`,
    inUse
      ? 'End the other program, or give another port: PORT.'
      : 'Give a port above 1023, and an address of this machine (PARLEY_BIND).',
  );
}

function addresses({ port: wanted, host }: Configuration): Finding[] {
  // Which one it will be is told by the node itself.
  if (wanted === 0) return [];
  const { here, room } = addressesOf(wanted, host);
  return [fine(`on this machine: ${here}`), ...room.map((address) => fine(`phones in the room: ${address}`))];
}

function clock(): Finding {
  const now = new Date();
  return now.getUTCFullYear() >= 2026
    ? fine(`it is ${now.toISOString()}`)
    : fault(`this machine thinks it is ${now.toISOString()}`, "Set this machine's clock.");
}

async function cases(folder: string): Promise<Finding> {
  try {
    const all = (await readLibrary(folder)).all();
    if (all.length === 0) return fault(`no case in ${folder}`, 'Name a folder with cases: PARLEY_LIBRARY.');
    return fine(`${all.length} cases in the library are valid`);
  } catch (reason) {
    return fault(`the library ${folder}: ${wordsOf(reason)}`, 'npm run simulations -- check FILE says more.');
  }
}
