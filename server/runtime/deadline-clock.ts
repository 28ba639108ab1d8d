// The clock of one node: every 100 ms it lets due times take effect, and notices when nothing was running.
// Two nodes may fire the same deadline: the exact head makes that harmless.
import type { Store } from '../journal/port.ts';
import { every } from './every.ts';

const pollMs = 100;
const beatMs = 1_000;
/** Longer than this without any living node is an outage, and deadlines move by it. */
const outageMs = 5_000;
const batch = 200;

export type DeadlineClockOptions = {
  store: Store;
  fire(due: { stream: string; id: string; at: number }): Promise<void>;
  /** Nothing lived from `from` to `to`; must be done before any deadline fires. */
  outage(from: number, to: number): Promise<void>;
  onFault(fault: unknown): void;
};

export type DeadlineClock = {
  /** Resolves once outages and deadlines up to now are dealt with: at once where the clock ticked a moment ago. */
  current(): Promise<void>;
  stop(): Promise<void>;
};

/** Ticks once before it resolves, so that nobody acts before an outage was taken into account. */
export async function startDeadlineClock({
  store,
  fire,
  outage,
  onFault,
}: DeadlineClockOptions): Promise<DeadlineClock> {
  let beatenAt = Number.NEGATIVE_INFINITY;
  let tickedAt = Number.NEGATIVE_INFINITY;
  /** An outage that was noticed and could not be written yet. */
  let owed: { from: number; to: number } | null = null;
  let ticking: Promise<void> | null = null;

  async function work(): Promise<void> {
    const now = await store.now();
    if (now - beatenAt >= beatMs) {
      const previous = await store.beat();
      if (owed === null && previous !== null && now - previous > outageMs) owed = { from: previous, to: now };
      beatenAt = now;
    }
    if (owed !== null) await outage(owed.from, owed.to);
    owed = null;
    for (const due of await store.dueUntil(now, batch)) await fire(due);
    tickedAt = performance.now();
  }
  const tick = (): Promise<void> => {
    ticking ??= work().finally(() => {
      ticking = null;
    });
    return ticking;
  };

  await tick();
  const timer = every(pollMs, tick, onFault);
  return {
    current: () => (performance.now() - tickedAt < beatMs ? Promise.resolve() : tick()),
    stop: () => timer.stop(),
  };
}
