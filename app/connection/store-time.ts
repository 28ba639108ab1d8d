// The store's clock as this browser sees it: own clock plus an offset, measured with the fastest of a few round trips.
// A device whose clock is wrong, or that slept, draws the same seconds as everybody else.
import { createCell, type Source } from './cell.ts';
import type { Wire } from './wire.ts';

const samples = 4;
const everyMs = 60_000;

type Sample = { roundTripMs: number; offsetMs: number };
export type StoreTime = {
  now: () => number;
  /** The store's time at a moment of this device's clock; null before it was measured. */
  at: (deviceMs: number) => number | null;
  offset: Source<number>;
  /** False where nothing could be measured. */
  measure: () => Promise<boolean>;
  /** Measures; false where the connection turns out to be dead. Whoever is told to wait has a line that lives. */
  alive: () => Promise<boolean>;
  everyMs: number;
};

export function createStoreTime(wire: Wire): StoreTime {
  const offset = createCell(0);
  let measured = false;

  async function ask(): Promise<{ answered: boolean; measured: boolean }> {
    let best: Sample | null = null;
    let answered = false;
    for (let count = 0; count < samples; count += 1) {
      const one = await sampleOf(wire);
      answered ||= one !== null;
      if (one === null || one === 'refused') break;
      if (best === null || one.roundTripMs < best.roundTripMs) best = one;
    }
    if (best === null) return { answered, measured: false };
    measured = true;
    offset.set(Math.round(best.offsetMs));
    return { answered, measured: true };
  }

  return {
    offset,
    everyMs,
    now: () => Date.now() + offset.get(),
    at: (deviceMs) => (measured ? deviceMs + offset.get() : null),
    measure: async () => (await ask()).measured,
    alive: async () => (await ask()).answered,
  };
}

/** Null: no answer came. */
async function sampleOf(wire: Wire): Promise<Sample | 'refused' | null> {
  const sentAt = performance.now();
  try {
    const answer = await wire.clock();
    if (!('now' in answer)) return 'refused';
    const roundTripMs = performance.now() - sentAt;
    return { roundTripMs, offsetMs: answer.now + roundTripMs / 2 - Date.now() };
  } catch {
    return null;
  }
}
