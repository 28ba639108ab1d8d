// Whether the places that the settings name can be used: folders, and the address to listen on. Only looks, and makes nothing;
// each fault names its setting and the mend.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { Configuration } from '../configuration.ts';
import { wordsOf } from './finding.ts';

type Places = Pick<Configuration, 'libraryFolder' | 'dataFolder' | 'redisUrl' | 'host'>;

export async function placeFaults({ libraryFolder, dataFolder, redisUrl, host }: Places): Promise<string[]> {
  const library = libraryFolder === null ? null : faultOf(() => readdirSync(libraryFolder));
  // With Redis nothing is kept here.
  const data = redisUrl === null ? faultOf(() => nearestWritable(dataFolder)) : null;
  const address = await addressFault(host);
  return [
    library && `PARLEY_LIBRARY is "${libraryFolder}" (${library}): name a folder with cases, or leave it out.`,
    data && `PARLEY_DATA is "${dataFolder}" (${data}): give this user the folder, or name another.`,
    address &&
      `PARLEY_BIND is "${host}" (${address}): give an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all.`,
  ].filter((fault) => fault !== null);
}

/** The folder itself, or the nearest above it that is there: what is missing below is made at the start. Throws where it cannot be. */
export function nearestWritable(folder: string): string {
  let there = resolve(folder);
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  readdirSync(there);
  accessSync(there, constants.R_OK | constants.W_OK | constants.X_OK);
  return there;
}

function faultOf(look: () => unknown): string | null {
  try {
    look();
    return null;
  } catch (reason) {
    return wordsOf(reason);
  }
}

/** Any port there: whether the one that is wanted is free shows when it is opened. */
async function addressFault(host: string): Promise<string | null> {
  const probe = createServer();
  const problem = await new Promise<NodeJS.ErrnoException | null>((done) => {
    probe.once('error', done);
    probe.listen(0, host, () => done(null));
  });
  await new Promise((closed) => probe.close(closed));
  return problem && (problem.code ?? problem.message);
}
