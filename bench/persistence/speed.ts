// How fast one setting appends, and what an append costs here and in the store's own process.
import { processBusyMs } from '../ground/cpu.ts';
import { type Spread, spreadOf } from '../ground/percentile.ts';
import { appendUntil } from './clients.ts';
import { openSetting, type Setting } from './settings.ts';

export type Speed = {
  setting: string;
  clients: number;
  appendsPerSecond: number;
  tookMs: Spread;
  /** Of this process (the thread of SQLite with it), and of Redis. */
  nodeMicroseconds: number;
  serverMicroseconds: number | null;
};

export async function measureSpeed(setting: Setting, clients: number, warmUpMs: number, forMs: number): Promise<Speed> {
  const { store, serverPid, close } = await openSetting(setting);
  try {
    const took: number[] = [];
    const began = performance.now();
    let serverBefore = 0;
    let nodeBefore = process.cpuUsage();
    let warmUntil: number | null = began + warmUpMs;
    let over = Number.POSITIVE_INFINITY;
    await appendUntil(
      store,
      clients,
      () => performance.now() > over,
      (_stream, _version, tookMs) => {
        if (warmUntil === null) took.push(tookMs);
        else if (performance.now() > warmUntil) {
          warmUntil = null;
          over = performance.now() + forMs;
          nodeBefore = process.cpuUsage();
          serverBefore = serverPid === null ? 0 : processBusyMs(serverPid);
        }
      },
    );
    const node = process.cpuUsage(nodeBefore);
    return {
      setting: setting.title,
      clients,
      appendsPerSecond: (took.length / forMs) * 1_000,
      tookMs: spreadOf(took),
      nodeMicroseconds: (node.user + node.system) / took.length,
      serverMicroseconds: serverPid === null ? null : ((processBusyMs(serverPid) - serverBefore) * 1_000) / took.length,
    };
  } finally {
    await close();
  }
}
