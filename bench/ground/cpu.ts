// Who used the processor: the processes of the bench, and everybody else on the machine. Linux only; elsewhere unknown.
import { readFileSync } from 'node:fs';

/** Kernel clock ticks of /proc are hundredths of a second on every Linux that Node runs on. */
const tickMs = 10;

/** Busy time of all cores so far, ms, without interrupts: those of the loopback are the bench's own. */
function machineBusyMs(): number {
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] as string
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + steal) * tickMs;
}

/** Processor time that one process has used, ms; 0 for one that is gone. */
export function processBusyMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
}

export const busyMsOf = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + processBusyMs(pid), 0);

export type CpuWatch = { foreignShare(): number | null };

/** From now on: which share of the machine (0 to 1) others than these processes used. Null where nobody can tell. */
export function watchForeignCpu(pids: readonly number[], cores: number): CpuWatch {
  try {
    const before = { busy: machineBusyMs(), ours: busyMsOf(pids), at: performance.now() };
    return {
      foreignShare() {
        const elapsed = (performance.now() - before.at) * cores;
        return Math.max(0, machineBusyMs() - before.busy - (busyMsOf(pids) - before.ours)) / elapsed;
      },
    };
  } catch {
    return { foreignShare: () => null };
  }
}
