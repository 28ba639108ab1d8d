// For tests: a deadline of a table that comes when it is wanted, for nobody waits two minutes there.

import { freshId } from './calls.fixture.ts';
import type { Store, StreamId } from './journal/port.ts';

/** Bargaining at this table ends at that store time and no more when it would `before`: written as its session would have it. */
export async function endsAt(store: Store, stream: StreamId, before: number, deadline: number): Promise<void> {
  const facts = await store.read(stream);
  const last = facts
    .map(({ fact }) => fact as { order?: { version: number; index: number } })
    .findLast((fact) => fact.order);
  const effectiveAt = await store.now();
  const order = { version: last?.order?.version ?? 0, index: (last?.order?.index ?? 0) + 1 };
  const written = await store.append({
    stream,
    expectedVersion: facts.length,
    facts: [{ schemaVersion: 1, type: 'timeAdded', ms: deadline - before, order, effectiveAt }],
    dueTimes: [{ id: 'bargain', at: deadline }],
    idempotency: { seatId: 'test', commandId: freshId(), payloadHash: 'x', ack: null },
  });
  if (written.outcome !== 'appended') throw new Error(`not written: ${written.outcome}`);
}
