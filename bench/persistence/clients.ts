// Clients that append without pause, each to a table of its own, as a running table does.
import type { Append, Store } from '../../server/journal/port.ts';

/** About 300 bytes, as an offer's fact. */
const filler = 'x'.repeat(220);

export function anOffer(stream: string, version: number): Append {
  const id = `${stream}@${version + 1}`;
  return {
    stream,
    expectedVersion: version,
    facts: [{ type: 'offerMade', schemaVersion: 1, at: 1_800_000_000_000, offer: id, package: filler }],
    idempotency: { seatId: 'seat-a', commandId: id, payloadHash: 'f'.repeat(43), ack: { ok: true, id } },
  };
}

/** Calls back for every acknowledged append with how long it took, ms. Resolves when all have ended. */
export async function appendUntil(
  store: Store,
  clients: number,
  isOver: () => boolean,
  acknowledged: (stream: string, version: number, tookMs: number) => void,
): Promise<void> {
  const one = async (stream: string) => {
    for (let version = 0; !isOver(); version += 1) {
      const began = performance.now();
      const result = await store.append(anOffer(stream, version));
      if (result.outcome !== 'appended') throw new Error(`an append of ${stream} was answered ${result.outcome}`);
      acknowledged(stream, result.version, performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, n) => one(`table:${n}`)));
}
