// Is this Redis fit to hold sessions? Reads what it says about itself.
// Knows no store: keys are another file's business.

import { StoreUnavailable } from '../unavailable.ts';
import type { Client } from './link.ts';

/** What an acknowledged append survives, as Redis is set up; 'unknown' where it does not let itself be asked. */
export type Persistence = {
  appendOnlyFile: 'always' | 'everysec' | 'no' | 'off' | 'unknown';
  /** Snapshots now and then (`save`). */
  snapshots: boolean | 'unknown';
  /** The last write of the append-only file, or the last snapshot, failed. */
  failing: boolean;
  /** `mostBytes` null: no bound of its own. */
  memory: { usedBytes: number; mostBytes: number | null };
};

/** Rejects with `StoreUnavailable` that names the mend where this Redis could lose or refuse what it should keep. */
export async function inspect(client: Client, address: string): Promise<Persistence> {
  const info = readInfo(String(await client.sendCommand(['INFO'])));
  const refuse = (words: string): never => {
    throw new StoreUnavailable(`Redis at ${address} ${words}`);
  };
  if (Number.parseInt(info.redis_version ?? '0', 10) < 7)
    refuse(`is version ${info.redis_version}: Parley needs 7 or newer`);
  if (info.cluster_enabled === '1') refuse('is a Redis Cluster, which Parley does not support: name a single server');
  if (info.role !== 'master') refuse('is a read-only replica: name the primary');
  // Parley gives no key a time to live, so that the volatile policies never take one.
  if (info.maxmemory_policy?.startsWith('allkeys')) {
    refuse(
      `would throw sessions away when memory is short (maxmemory-policy ${info.maxmemory_policy}): set noeviction`,
    );
  }
  return {
    appendOnlyFile: info.aof_enabled === '0' ? 'off' : await appendFsync(client),
    snapshots: await hasSnapshots(client),
    failing: info.aof_last_write_status === 'err' || info.rdb_last_bgsave_status === 'err',
    memory: { usedBytes: Number(info.used_memory ?? 0), mostBytes: Number(info.maxmemory ?? 0) || null },
  };
}

export function readInfo(text: string): Record<string, string | undefined> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

async function appendFsync(client: Client): Promise<Persistence['appendOnlyFile']> {
  const value = await setting(client, 'appendfsync');
  return value === 'always' || value === 'everysec' || value === 'no' ? value : 'unknown';
}

async function hasSnapshots(client: Client): Promise<Persistence['snapshots']> {
  const value = await setting(client, 'save');
  return value === undefined ? 'unknown' : value !== '';
}

/** Undefined where Redis does not tell, as hosted ones may. */
async function setting(client: Client, name: string): Promise<string | undefined> {
  try {
    return (await client.configGet(name))[name];
  } catch {
    return undefined;
  }
}
