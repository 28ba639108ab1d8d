// What the faults of bench:recovery have in common: the load, a pause to settle, and what was lived through.
import { resolve } from 'node:path';
import { type Child, startChild } from '../ground/child.ts';
import type { Kept, Lived, SteadfastOptions } from '../load/steadfast-main.ts';
import { loadCore } from '../relay/measure.ts';

/** `firstBackMs`: from the fault until the first of those who were cut off had their view again. */
export type Fault = { id: string; what: string; lived: Lived; firstBackMs: number };
export type Broken = { title: string; faults: Fault[]; kept: Kept };

export const program = (name: string) => resolve(import.meta.dirname, '../servers', name);
export const pause = (ms: number) => new Promise<void>((later) => setTimeout(later, ms));

/** Tables that bargain already, and have for three seconds. */
export async function startSteadfast(options: SteadfastOptions): Promise<Child> {
  const load = await startChild(resolve(import.meta.dirname, '../load/steadfast-main.ts'), { core: loadCore, options });
  await load.ask('open');
  await load.ask('start');
  await pause(3_000);
  return load;
}

/** What happened since `at` (epoch ms), after so long. */
export async function livedSince(
  load: Child,
  at: number,
  afterMs: number,
  fault: Pick<Fault, 'id' | 'what'>,
): Promise<Fault> {
  await pause(afterMs);
  const lived = await load.ask<Lived>('lived', { at });
  return { ...fault, lived, firstBackMs: lived.back.first };
}
