// What every measured server answers about itself: processor time, memory, how late its event loop was, a CPU profile.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Answers } from '../ground/answering.ts';

export type Usage = {
  /** User and system time of the whole process so far, threads included, µs. */
  cpuMicroseconds: number;
  /** What the serving thread has allocated so far, bytes; unlike time, the same on every machine. */
  allocatedBytes: number;
  /** 99th percentile since asked the last time, ms. */
  loopDelayMs: number;
};
export type Memory = { heapBytes: number; residentBytes: number };

export function usageAnswers(): Answers {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const inspector = new Session();
  return {
    usage(): Usage {
      const { user, system } = process.cpuUsage();
      const loopDelayMs = delay.percentile(99) / 1e6;
      delay.reset();
      const { total_allocated_bytes: allocatedBytes } = getHeapStatistics();
      return { cpuMicroseconds: user + system, allocatedBytes, loopDelayMs };
    },
    /** After a full collection; needs --expose-gc. */
    memory(): Memory {
      globalThis.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      return { heapBytes: heapUsed, residentBytes: rss };
    },
    async startProfile() {
      inspector.connect();
      await inspector.post('Profiler.enable');
      await inspector.post('Profiler.start');
    },
    async stopProfile(file: string) {
      const { profile } = await inspector.post('Profiler.stop');
      writeFileSync(file, JSON.stringify(profile));
      inspector.disconnect();
    },
  };
}
