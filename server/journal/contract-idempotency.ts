// Contract, part 2: a command repeated is answered, not done again.
// Knows the port only.

import { describe, expect, test } from 'vitest';
import { anAppend, appended, command } from './contract-sample.ts';
import type { Store } from './port.ts';

export function describeIdempotency(store: () => Store): void {
  describe('idempotency', () => {
    const repeated = { outcome: 'repeated', ack: { done: 'c1' } };

    test('a repeat gives the kept ack, even though the head moved since, and writes nothing', async () => {
      const item = anAppend('table:1', 0, { idempotency: command('c1') });
      await appended(store(), item);
      await appended(store(), anAppend('table:1', 1));
      expect(await store().append(item)).toEqual(repeated);
      expect(await store().append({ ...item, expectedVersion: 2 })).toEqual(repeated);
      expect(await store().findAck('table:1', 'seat-1', 'c1', 'hash')).toEqual(repeated);
      expect((await store().read('table:1')).length).toBe(2);
    });

    test('a repeat answers with the first ack, whatever ack it brings', async () => {
      await appended(store(), anAppend('table:1', 0, { idempotency: command('c1') }));
      const again = anAppend('table:1', 1, { idempotency: command('c1', 'hash', 'another ack') });
      expect(await store().append(again)).toEqual(repeated);
    });

    test('the same id with another payload is refused and writes nothing', async () => {
      await appended(store(), anAppend('table:1', 0, { idempotency: command('c1') }));
      const other = anAppend('table:1', 1, { idempotency: command('c1', 'other hash') });
      expect(await store().append(other)).toEqual({ outcome: 'commandIdReused' });
      expect(await store().findAck('table:1', 'seat-1', 'c1', 'other hash')).toEqual({ outcome: 'commandIdReused' });
      expect((await store().read('table:1')).length).toBe(1);
    });

    test('an append without facts keeps its ack too', async () => {
      const item = anAppend('table:1', 0, { facts: [], idempotency: command('c1') });
      await appended(store(), item);
      expect(await store().append(item)).toEqual(repeated);
    });

    test('a refused append keeps no ack: the command may be decided anew', async () => {
      await appended(store(), anAppend('table:1', 0));
      const item = anAppend('table:1', 0, { idempotency: command('c1') });
      expect((await store().append(item)).outcome).toBe('conflict');
      expect((await store().append({ ...item, expectedVersion: 1 })).outcome).toBe('appended');
    });

    test('what comes after its time is not written, and answered as done where it was done in time', async () => {
      const item = anAppend('table:1', 0, { idempotency: command('c1'), until: (await store().now()) + 60_000 });
      const over = { until: (await store().now()) - 1_000 };
      expect(await store().append({ ...item, ...over })).toEqual({ outcome: 'tooLate' });
      // Also where it would be a conflict: nothing has to be decided again.
      expect(await store().append({ ...item, ...over, expectedVersion: 7 })).toEqual({ outcome: 'tooLate' });
      expect(await store().read('table:1')).toEqual([]);
      expect(await store().findAck('table:1', 'seat-1', 'c1', 'hash')).toBeNull();
      await appended(store(), item);
      expect(await store().append({ ...item, ...over })).toEqual(repeated);
    });

    test('what is too late fails alone, and a time that is none is a bug of the caller', async () => {
      const late = anAppend('table:late', 0, { until: (await store().now()) - 1_000 });
      const beside = [anAppend('table:1', 0), late, anAppend('table:2', 0)];
      const outcomes = (await Promise.all(beside.map((item) => store().append(item)))).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['appended', 'tooLate', 'appended']);
      await expect(store().append(anAppend('table:3', 0, { until: Number.NaN }))).rejects.toThrow(TypeError);
    });

    test('ids belong to a seat within a stream', async () => {
      await appended(store(), anAppend('table:1', 0, { idempotency: command('c1') }));
      const otherSeat = { ...command('c1', 'another'), seatId: 'seat-2' };
      await appended(store(), anAppend('table:1', 1, { idempotency: otherSeat }));
      await appended(store(), anAppend('table:2', 0, { idempotency: command('c1', 'another') }));
      expect(await store().findAck('table:3', 'seat-1', 'c1', 'hash')).toBeNull();
      expect(await store().findAck('table:1', 'seat-1', 'c2', 'hash')).toBeNull();
    });

    test('of one command sent twice at once, one is done and both are answered', async () => {
      const item = anAppend('table:1', 0, { idempotency: command('c1') });
      const outcomes = (await Promise.all([store().append(item), store().append(item)])).map(
        (result) => result.outcome,
      );
      expect(outcomes.sort()).toEqual(['appended', 'repeated']);
    });

    test.each([[[]], [['a', 'b']]])(
      'of one id with two payloads sent at once, with facts %j, one is done and the other refused; others beside them are done',
      async (facts) => {
        const item = (hash: string) => anAppend('table:1', 0, { facts, idempotency: command('c1', hash) });
        const beside = Array.from({ length: 20 }, (_, n) => store().append(anAppend(`table:b${n}`, 0)));
        const outcomes = (await Promise.all([store().append(item('one')), store().append(item('other'))])).map(
          (result) => result.outcome,
        );
        expect(outcomes.sort()).toEqual(['appended', 'commandIdReused']);
        expect((await Promise.all(beside)).every(({ outcome }) => outcome === 'appended')).toBe(true);
        expect((await store().read('table:1')).length).toBe(facts.length);
        const found = await Promise.all(
          ['one', 'other'].map((hash) => store().findAck('table:1', 'seat-1', 'c1', hash)),
        );
        expect(found.map((each) => each?.outcome).sort()).toEqual(['commandIdReused', 'repeated']);
      },
    );
  });
}
