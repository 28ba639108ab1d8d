// One contestant at one number of tables: starts server and load, drives, asks both, and ends both.
// A run during which others used much of the machine is made again, a few times; then it is marked.
import { join, resolve } from 'node:path';
import { type Child, startChild } from '../ground/child.ts';
import { busyMsOf, watchForeignCpu } from '../ground/cpu.ts';
import type { Drive, DriveReport, LoadOptions } from '../load/main.ts';
import type { Memory, Usage } from '../servers/usage.ts';
import type { Contestant, Running } from './contestants.ts';

export const serverCore = 0;
export const loadCore = 1;
const cores = 2;
const mostForeign = 0.15;
const mostTries = 3;

export type Pace = { warmUpMs: number; steadyMs: number; fastMs: number };
export type Run = DriveReport & {
  /** Of the server's process, threads included. */
  cpuMicrosecondsPerOffer: number;
  /** The same with the processes beside it (a database). */
  cpuWithBesideMicroseconds: number;
  /** By the serving thread. */
  allocatedBytesPerOffer: number;
  loopDelayMs: number;
  /** Of the load's own core: near 1 the load was the limit. */
  loadBusyShare: number;
  foreignShare: number | null;
  tries: number;
};
export type Measured = {
  name: string;
  title: string;
  tables: number;
  offerBytes: number;
  heapPerConnectionBytes: number;
  steady: Run;
  fast: Run;
};

export async function measure(
  contestant: Contestant,
  tables: number,
  pace: Pace,
  profileFolder?: string,
): Promise<Measured> {
  const running = await contestant.start(serverCore);
  const options: LoadOptions = { scene: contestant.scene, port: running.port, tables };
  const load = await startChild(resolve(import.meta.dirname, '../load/main.ts'), { core: loadCore, options });
  try {
    const before = await running.server.ask<Memory>('memory');
    const offerBytes = await load.ask<number>('open');
    const { heapBytes } = await running.server.ask<Memory>('memory');
    const stage = { running, load };
    await drive(load, { how: 'steadily', ms: pace.warmUpMs });
    const profiled = async (wish: Drive): Promise<Run> => {
      if (profileFolder !== undefined) await running.server.ask('startProfile');
      const run = await quietly(stage, wish);
      const file = join(resolve(profileFolder ?? '.'), `${contestant.name}-${tables}-${wish.how}.cpuprofile`);
      if (profileFolder !== undefined) await running.server.ask('stopProfile', file);
      return run;
    };
    const steady = await profiled({ how: 'steadily', ms: pace.steadyMs });
    await drive(load, { how: 'asFastAsAnswered', ms: pace.warmUpMs });
    const fast = await profiled({ how: 'asFastAsAnswered', ms: pace.fastMs });
    await load.ask('close');
    const heapPerConnectionBytes = (heapBytes - before.heapBytes) / (tables * 2);
    const { title } = contestant;
    return { name: contestant.name, title, tables, offerBytes, heapPerConnectionBytes, steady, fast };
  } finally {
    await load.end();
    await running.end();
  }
}

const drive = (load: Child, wish: Drive) => load.ask<DriveReport>('drive', wish);

type Stage = { running: Running; load: Child };

/** Again while others are busy, at most three times in all; the run with the least of them counts. */
async function quietly(stage: Stage, wish: Drive): Promise<Run> {
  let best: Run | null = null;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const run = { ...(await once(stage, wish)), tries };
    if (best === null || (run.foreignShare ?? 0) < (best.foreignShare ?? 0)) best = run;
    if ((run.foreignShare ?? 0) <= mostForeign) break;
  }
  return best as Run;
}

async function once({ running: { server, beside }, load }: Stage, wish: Drive): Promise<Omit<Run, 'tries'>> {
  const watch = watchForeignCpu([server.pid, load.pid, process.pid, ...beside], cores);
  const [before, besideBefore, loadBefore, at] = [
    await server.ask<Usage>('usage'),
    busyMsOf(beside),
    busyMsOf([load.pid]),
    performance.now(),
  ];
  const report = await drive(load, wish);
  const after = await server.ask<Usage>('usage');
  const cpu = after.cpuMicroseconds - before.cpuMicroseconds;
  const aside = (busyMsOf(beside) - besideBefore) * 1_000;
  return {
    ...report,
    cpuMicrosecondsPerOffer: cpu / report.done,
    cpuWithBesideMicroseconds: (cpu + aside) / report.done,
    allocatedBytesPerOffer: (after.allocatedBytes - before.allocatedBytes) / report.done,
    loopDelayMs: after.loopDelayMs,
    loadBusyShare: (busyMsOf([load.pid]) - loadBefore) / (performance.now() - at),
    foreignShare: watch.foreignShare(),
  };
}
