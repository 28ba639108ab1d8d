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

export function startDeadlineClock({ store, fire, outage, onFault }: DeadlineClockOptions): { stop(): Promise<void> } {
  let beatenAt = Number.NEGATIVE_INFINITY;
  return every(
    pollMs,
    async () => {
      const now = await store.now();
      if (now - beatenAt >= beatMs) {
        const previous = await store.beat();
        if (previous !== null && now - previous > outageMs) await outage(previous, now);
        beatenAt = now;
      }
      for (const due of await store.dueUntil(now, batch)) await fire(due);
    },
    onFault,
  );
}
