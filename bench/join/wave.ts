// A wave of people who come in at one server: what a join costs beyond what the tables and those already there cost.
import { join, resolve } from 'node:path';
import { type Child, startChild } from '../ground/child.ts';
import { busyMsOf, watchForeignCpu } from '../ground/cpu.ts';
import type { CameReport, Coming, Drive, DriveReport, LoadOptions } from '../load/main.ts';
import type { Contestant, Running } from '../relay/contestants.ts';
import { loadCore, serverCore } from '../relay/measure.ts';
import type { Usage } from '../servers/usage.ts';

/** `aloneMs`: how long the tables are measured without newcomers, before and after. */
export type Pace = { tables: number; warmUp: number; perSecond: number; perWave: number; aloneMs: number };
export type Wave = {
  cpuMicrosecondsPerJoin: number;
  came: CameReport;
  tablesP99Ms: number;
  lost: number;
  foreignShare: number | null;
};

/** Starts a server, opens the tables, lets the first come in, measures those who come then, and ends all of it. */
export async function oneWave(contestant: Contestant, pace: Pace, profileFolder?: string): Promise<Wave> {
  const running = await contestant.start(serverCore);
  const options: LoadOptions = { scene: contestant.scene, port: running.port, tables: pace.tables };
  const load = await startChild(resolve(import.meta.dirname, '../load/main.ts'), { core: loadCore, options });
  try {
    await load.ask('open');
    // The first pay for the compiling of what they come in by.
    await come(load, { count: pace.warmUp, perSecond: pace.perSecond });
    return await measured(contestant, { running, load }, pace, profileFolder);
  } finally {
    await load.end();
    await running.end();
  }
}

async function measured(
  { name }: Contestant,
  { running, load }: { running: Running; load: Child },
  { perWave: count, perSecond, aloneMs }: Pace,
  profileFolder?: string,
): Promise<Wave> {
  const { server, beside } = running;
  const watch = watchForeignCpu([server.pid, load.pid, process.pid, ...beside], 2);
  const alone = async () => (await costOf(running, () => drive(load, aloneMs))).busyMs / aloneMs;
  const before = await alone();
  if (profileFolder !== undefined) await server.ask('startProfile');
  const began = performance.now();
  const { result, busyMs } = await costOf(running, () => come(load, { count, perSecond }));
  const ms = performance.now() - began;
  if (profileFolder !== undefined)
    await server.ask('stopProfile', join(resolve(profileFolder), `join-${name}.cpuprofile`));
  // Those who came stay, and are told their heads: not what it costs to come in, but to be there.
  const after = await alone();
  return {
    cpuMicrosecondsPerJoin: ((busyMs - ((before + after) / 2) * ms) * 1_000) / count,
    ...result,
    foreignShare: watch.foreignShare(),
  };
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
