// One process on the embedded store, killed with SIGKILL and started again on the same file and port.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverFlags } from '../../scripts/lib/server-flags.mjs';
import { startChild } from '../ground/child.ts';
import { freePort } from '../ground/redis.ts';
import type { Kept } from '../load/steadfast-main.ts';
import type { OursOptions } from '../servers/ours.ts';
import { type Broken, livedSince, program, startSteadfast } from './scene.ts';

export async function embedded(tables: number): Promise<Broken> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const port = await freePort();
  const options: OursOptions = { store: { sqlite: join(folder, 'parley.sqlite') }, port };
  // Not held to a core, as it would not be: its threads for the store and for compiling have the other one.
  const start = () => startChild(program('ours.ts'), { core: null, options, flags: serverFlags });
  let server = await start();
  const load = await startSteadfast({ port, tables });
  try {
    server.kill('SIGKILL');
    await server.ended;
    const startedAt = Date.now();
    server = await start();
    const fault = { id: 'embedded', what: 'embedded process killed, from its new start' };
    const faults = [await livedSince(load, startedAt, 8_000, fault)];
    return { title: 'embedded store', faults, kept: await load.ask<Kept>('finish') };
  } finally {
    await load.end();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
