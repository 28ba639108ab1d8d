// The store's times that a command carries: up to when it is meant, where it presses; when it was written, where something
// later would stand. Knows nothing of what is on its way.
import type { CommandFrame } from '../../server/protocol/wire.ts';
import type { Entry } from './pending.ts';

/** The store's clock as far as it is known here; `at` answers null before it was measured. */
export type StoreClock = { at: (deviceMs: number) => number | null; measure: () => Promise<boolean> };

/** They wait without limit: meanwhile their person may write again elsewhere, and the phase or break they are for may end. */
const givesWay = new Set(['submitReflection', 'writeWord', 'changeMe', 'declareReady', 'endBreak']);

/** The frame as it goes out; null where its time cannot be said yet. Once said it stays, however often the clock is measured. */
export function timedFrame(entry: Entry, clock: StoreClock): CommandFrame | null {
  const { frame, at } = entry.pending;
  if (!entry.patient) {
    entry.until ??= clock.at(entry.deadline);
    return entry.until === null ? null : { ...frame, until: entry.until };
  }
  if (!givesWay.has(frame.command.type)) return frame;
  entry.writtenAt ??= clock.at(at);
  return entry.writtenAt === null ? null : { ...frame, writtenAt: entry.writtenAt };
}
