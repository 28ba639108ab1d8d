// The epoch: written once when a store is created, known to every node, so that an empty or foreign Redis is never taken for ours.
// Knows the one key, no other.

import { randomUUID } from 'node:crypto';
import { StoreLost, StoreUnavailable } from '../unavailable.ts';
import type { Client } from './link.ts';

/** The layout of keys that library/opening.lua names. */
const schema = 1;

export const createCommand = 'npm run store -- create';

/** `<schema> <random id>`. Rejects with `StoreUnavailable` where there is no store under this prefix, or a newer one. */
export async function readEpoch(client: Client, prefix: string, address: string): Promise<string> {
  const epoch = await client.get(`${prefix}epoch`);
  if (epoch === null) {
    throw new StoreLost(
      `Redis at ${address} holds no sessions of Parley (it is new, or was wiped or replaced): ` +
        `restore the backup, or, if there never was a store, create one with: ${createCommand}`,
    );
  }
  const written = Number.parseInt(epoch, 10);
  if (written > schema) {
    throw new StoreUnavailable(
      `Redis at ${address} was written by a newer version of Parley (format ${written}, this one knows ${schema}): ` +
        'start the newer version',
    );
  }
  return epoch;
}

/** True where it wrote the epoch, false where a store was there already. Rejects where only its remains are. */
export async function found(client: Client, prefix: string, address: string): Promise<boolean> {
  const [epoch, position] = await Promise.all([client.get(`${prefix}epoch`), client.get(`${prefix}position`)]);
  if (epoch !== null) return false;
  if (position !== null) {
    throw new StoreLost(`Redis at ${address} holds the remains of a store: restore the backup, or empty it first`);
  }
  return (await client.set(`${prefix}epoch`, `${schema} ${randomUUID()}`, { condition: 'NX' })) !== null;
}
