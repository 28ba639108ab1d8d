// Waves of people who come in at one server, new or known: what that costs beyond what the tables and those already there cost.
import { join, resolve } from 'node:path';
import { type Child, startChild } from '../ground/child.ts';
import { busyMsOf, watchForeignCpu } from '../ground/cpu.ts';
import type { CameReport, Coming, Drive, DriveReport, LoadOptions } from '../load/main.ts';
import type { Contestant, Running } from '../relay/contestants.ts';
import { loadCore, serverCore } from '../relay/measure.ts';
import type { Usage } from '../servers/usage.ts';

/** `aloneMs`: how long the tables are measured without newcomers, between two waves. */
export type Pace = { tables: number; warmUp: number; perSecond: number; perWave: number; aloneMs: number };
export type Wave = {
  cpuMicrosecondsPerJoin: number;
  came: CameReport;
  tablesP99Ms: number;
  lost: number;
  foreignShare: number | null;
};

/** Who comes in: people who join by code, or people with a credential. */
export const kinds = ['new', 'known'] as const;
export type Kind = (typeof kinds)[number];

/** Starts a server, opens the tables, lets the first come in, measures wave after wave of either kind, and ends all of it. */
export async function wavesAt(
  contestant: Contestant,
  pace: Pace,
  waves: number,
  profileFolder?: string,
): Promise<Record<Kind, Wave[]>> {
  const running = await contestant.start(serverCore);
  const options: LoadOptions = { scene: contestant.scene, port: running.port, tables: pace.tables };
  const load = await startChild(resolve(import.meta.dirname, '../load/main.ts'), { core: loadCore, options });
  const ground: Ground = { running, load };
  const measured: Record<Kind, Wave[]> = { new: [], known: [] };
  try {
    await load.ask('open');
    for (const kind of kinds) {
      // The first pay for the compiling of what they come in by.
      const first = { count: kind === 'new' ? pace.warmUp : pace.perWave, perSecond: pace.perSecond };
      await come(load, { ...first, known: kind === 'known' });
      await leave(load);
      for (let nth = 1; nth <= waves; nth += 1) {
        // One wave is enough of a profile, and taking it costs.
        const file = profileFolder && join(resolve(profileFolder), `${contestant.name}-${kind}.cpuprofile`);
        measured[kind].push(await oneWave(ground, pace, kind, nth === waves ? (file ?? null) : null));
        await leave(load);
      }
    }
    return measured;
  } finally {
    await load.end();
    await running.end();
  }
}

/** Until everybody's connection has ended and been told to those who stay. */
const goneMs = 2_000;

type Ground = { running: Running; load: Child };

/** How much of a core the tables and those who are there use. Who came is told heads each second: that is the cost of being there. */
async function restShare({ running, load }: Ground, { aloneMs }: Pace): Promise<number> {
  return (await costOf(running, () => drive(load, aloneMs))).busyMs / aloneMs;
}

async function oneWave(ground: Ground, pace: Pace, kind: Kind, profile: string | null): Promise<Wave> {
  const { running, load } = ground;
  const { server, beside } = running;
  const { perWave: count, perSecond } = pace;
  const watch = watchForeignCpu([server.pid, load.pid, process.pid, ...beside], 2);
  const before = await restShare(ground, pace);
  if (profile !== null) await server.ask('startProfile');
  const began = performance.now();
  const { result, busyMs } = await costOf(running, () => come(load, { count, perSecond, known: kind === 'known' }));
  const ms = performance.now() - began;
  if (profile !== null) await server.ask('stopProfile', profile);
  const after = await restShare(ground, pace);
  const cpuMicrosecondsPerJoin = ((busyMs - ((before + after) / 2) * ms) * 1_000) / count;
  return { cpuMicrosecondsPerJoin, ...result, foreignShare: watch.foreignShare() };
}

/** So that a wave does not pay for being there of all before it, which grows larger than what is measured. */
async function leave(load: Child): Promise<void> {
  await load.ask('leave');
  await new Promise((gone) => setTimeout(gone, goneMs));
}

/** People who come in, and the tables meanwhile. */
async function come(load: Child, coming: Coming): Promise<Pick<Wave, 'came' | 'tablesP99Ms' | 'lost'>> {
  const [driven, came] = await Promise.all([
    drive(load, (coming.count / coming.perSecond) * 1_000 + 1_000),
    load.ask<CameReport>('come', coming),
  ]);
  return { came, tablesP99Ms: driven.latency.p99, lost: driven.lost };
}

const drive = (load: Child, ms: number) => load.ask<DriveReport>('drive', { how: 'steadily', ms } satisfies Drive);

/** Processor time of the server and what is beside it, over a piece of work, ms. */
async function costOf<Result>({ server, beside }: Running, work: () => Promise<Result>) {
  const cpu = async () => (await server.ask<Usage>('usage')).cpuMicroseconds / 1_000 + busyMsOf(beside);
  const before = await cpu();
  const result = await work();
  return { result, busyMs: (await cpu()) - before };
}
