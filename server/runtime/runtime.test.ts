// One node beside another, and beside journals that it cannot read.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { classOf, dialled, looks, running, seated, sends, soon, tableSeen, withHold } from './runtime.fixture.ts';

test.each(['table', 'session'])(
  'a %s that cannot be read keeps neither the node from starting nor others waiting',
  async (kind) => {
    let now = 1_000_000;
    const store = createMemoryStore({ now: () => now });
    const before = await running(store);
    const here = await classOf(before.runtime);
    await before.runtime.stop();
    await store.append({
      stream: `${kind}:of-a-newer-version`,
      expectedVersion: 0,
      facts: [{ schemaVersion: 99, type: 'somethingNew' }],
      dueTimes: [{ id: 'phase', at: now }],
      outbox: [{ target: `${kind}:of-a-newer-version`, command: { type: 'pauseClock', effectiveAt: now } }],
      idempotency: { seatId: 'anna', commandId: 'command', payloadHash: 'x', ack: null },
    });
    now += 60_000;
    const { runtime, faults } = await running(store);
    const facilitator = dialled(runtime, here.facilitator.identity);
    expect(await looks(facilitator, 'session')).toMatchObject({ ok: true });
    expect(faults.length).toBeGreaterThan(0);
    await runtime.stop();
  },
);

test('what another node appends while this one is reading a journal is not missed', async () => {
  const memory = createMemoryStore();
  const slow = withHold(memory, 'read', 'done');
  const one = await running(memory);
  const here = await classOf(one.runtime);
  const other = await running(slow.store);
  const reading = slow.hold();
  const known = other.runtime.prove('facilitator', here.sessionId, here.sessionId, 'no such secret');
  await reading.reached;
  await sends(here.people[0], 'session', { type: 'leave' });
  await soon();
  reading.letGo();
  await known;
  await soon();
  const facilitator = dialled(other.runtime, here.facilitator.identity);
  const answer = await looks(facilitator, 'session');
  const people = answer.ok && 'view' in answer && 'people' in answer.view ? answer.view.people : [];
  expect((people as { gone: boolean }[]).map(({ gone }) => gone)).toEqual([true, false]);
  await Promise.all([one.runtime.stop(), other.runtime.stop()]);
});

test('a node that ends while it writes down an outage leaves it to the next', async () => {
  let now = 1_000_000;
  const store = createMemoryStore({ now: () => now });
  const first = await running(store);
  const here = await classOf(first.runtime);
  const table = await seated(here);
  const before = await tableSeen(here.people[0], table);
  await first.runtime.stop();
  now += 3_600_000;
  const append: Store['append'] = (item) =>
    item.idempotency.seatId === 'outage' ? Promise.reject(new StoreUnavailable('killed')) : store.append(item);
  await expect(running({ ...store, append })).rejects.toThrow('killed');
  now += 600_000;
  const { runtime, faults } = await running(store);
  const after = await tableSeen(dialled(runtime, here.people[0].identity), table);
  expect(after.stage).toBe('bargaining');
  expect((after.phase?.deadline ?? 0) - (before.phase?.deadline ?? 0)).toBe(4_200_000);
  expect(faults).toEqual([]);
  await runtime.stop();
});
