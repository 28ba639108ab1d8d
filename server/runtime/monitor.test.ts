// Summaries: what cannot be told of one session keeps no other waiting.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Summary } from '../protocol/summaries.ts';
import { Connections } from './connections.ts';
import { Entries } from './entries.ts';
import { Monitor } from './monitor.ts';
import { classOf, running, soon } from './runtime.fixture.ts';

test('a session that cannot be read keeps no other from its summaries', async () => {
  const { runtime, store, catalogue } = await running();
  const here = await classOf(runtime);
  await runtime.stop();
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const connections = new Connections(createMemoryStore(), onFault);
  const entries = new Entries(store, catalogue, onFault);
  const monitor = new Monitor({
    connections,
    entries,
    onFault,
    presence: { of: (sessionId) => connections.personsOf(sessionId), tellChanges: () => undefined },
  });
  await store.append({
    stream: 'session:broken',
    expectedVersion: 0,
    facts: [{ schemaVersion: 99 }],
    idempotency: { seatId: 'anna', commandId: 'command', payloadHash: 'x', ack: null },
  });
  const told: Summary[] = [];
  const outlet = {
    events: () => undefined,
    heads: () => undefined,
    gone: () => undefined,
    summary: (summary: Summary) => void told.push(summary),
  };
  connections.add({ kind: 'facilitator', sessionId: 'broken', credentialHash: 'x' }, outlet);
  connections.add(here.facilitator.identity, outlet);
  for (const sessionId of ['broken', here.sessionId]) monitor.touch(sessionId);
  await soon(400);
  await monitor.stop();
  expect(faults).toHaveLength(1);
  expect(told).toContainEqual({ kind: 'room', here: 0, people: 2, ready: 0, seated: 0 });
});
