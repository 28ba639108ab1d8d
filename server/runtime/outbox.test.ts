// Deliveries: in order for one target, again after a fault, and never lost in between.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { OutboxRow } from '../journal/port.ts';
import { Outbox, orderOf } from './outbox.ts';

const idempotency = (commandId: string) => ({ seatId: 'anna', commandId, payloadHash: 'x', ack: null });

test('the order of a row is read from its id', () => {
  expect(orderOf('session:abc@17#2')).toEqual({ version: 17, index: 2 });
});

test('rows of one target arrive in order, and what failed comes again before what follows', async () => {
  const store = createMemoryStore();
  for (const version of [0, 1, 2]) {
    await store.append({
      stream: 'session:s',
      expectedVersion: version,
      facts: [{ type: 'x' }],
      outbox: [
        { target: 'table:t', command: version },
        { target: 'table:u', command: version },
      ],
      idempotency: idempotency(`command-${version}`),
    });
  }
  const arrived: Record<string, unknown[]> = { 'table:t': [], 'table:u': [] };
  let failures = 2;
  const outbox = new Outbox(store, async ({ target, command }: OutboxRow) => {
    if (target === 'table:t' && command === 1 && failures > 0) {
      failures -= 1;
      throw new Error('the store is away');
    }
    arrived[target]?.push(command);
  });
  await expect(outbox.run()).rejects.toThrow('away');
  expect(arrived['table:u']).toEqual([0, 1, 2]);
  expect(arrived['table:t']).toEqual([0]);
  await outbox.run();
  expect(arrived).toEqual({ 'table:t': [0, 1, 2], 'table:u': [0, 1, 2] });
  expect(await store.pendingOutbox(10)).toEqual([]);
});

test('a target that never takes its rows keeps nobody else waiting, however many rows there are', async () => {
  const store = createMemoryStore();
  for (let version = 0; version < 3; version += 1) {
    await store.append({
      stream: 'session:s',
      expectedVersion: version,
      facts: [{ type: 'x' }],
      outbox: Array.from({ length: 300 }, (_, table) => ({ target: `table:${table}`, command: version })),
      idempotency: idempotency(`command-${version}`),
    });
  }
  let arrived = 0;
  const outbox = new Outbox(store, async ({ target }: OutboxRow) => {
    if (target === 'table:7') throw new Error('cannot be read');
    arrived += 1;
  });
  await expect(outbox.run()).rejects.toThrow('cannot be read');
  expect(arrived).toBe(3 * 299);
  expect(await store.pendingOutbox(10)).toHaveLength(3);
});
