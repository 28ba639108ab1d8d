// The store's clock as this browser sees it: own clock plus an offset, measured with the fastest of a few round trips.
// A device whose clock is wrong, or that slept, draws the same seconds as everybody else.
import { createCell, type Source } from './cell.ts';
import type { Wire } from './wire.ts';

const samples = 4;
const everyMs = 60_000;

export type StoreTime = {
  now: () => number;
  /** The store's time at a moment of this device's clock; null before it was measured. */
  at: (deviceMs: number) => number | null;
  offset: Source<number>;
  measure: () => Promise<boolean>;
  everyMs: number;
};

export function createStoreTime(wire: Wire): StoreTime {
  const offset = createCell(0);
  let measured = false;
  return {
    offset,
    everyMs,
    now: () => Date.now() + offset.get(),
    at: (deviceMs) => (measured ? deviceMs + offset.get() : null),
    /** False where the connection turned out to be dead. */
    async measure() {
      let best: { roundTripMs: number; offsetMs: number } | null = null;
      for (let sample = 0; sample < samples; sample += 1) {
        const one = await sampleOf(wire);
        if (one === null) break;
        if (best === null || one.roundTripMs < best.roundTripMs) best = one;
      }
      if (best === null) return false;
      measured = true;
      offset.set(Math.round(best.offsetMs));
      return true;
    },
  };
}

async function sampleOf(wire: Wire): Promise<{ roundTripMs: number; offsetMs: number } | null> {
  const sentAt = performance.now();
  try {
    const { now } = await wire.clock();
    if (!Number.isFinite(now)) return null; // refused: too many frames at once
    const roundTripMs = performance.now() - sentAt;
    return { roundTripMs, offsetMs: now + roundTripMs / 2 - Date.now() };
  } catch {
    return null;
  }
}
