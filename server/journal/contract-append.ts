// Contract, part 1: exact head, versions, positions, atomicity, many appends at once.
// Knows the port only.

import { describe, expect, test } from 'vitest';
import { anAppend, appended } from './contract-sample.ts';
import type { AppendResult, Json, Store } from './port.ts';

export function describeAppend(store: () => Store): void {
  describe('appending', () => {
    test('given a new stream, facts get versions from 1, dense, and come back as they were', async () => {
      const facts: Json[] = [
        { type: 'a', deep: [1, null, { x: true }] },
        'text',
        null,
        'lone \ud800 surrogate',
        { __proto__: 1 },
      ];
      const before = await store().now();
      const result = await appended(store(), anAppend('table:1', 0, { facts }));
      const rows = await store().read('table:1');
      expect(rows.map((row) => row.fact)).toEqual(facts);
      expect(rows.map((row) => row.version)).toEqual([1, 2, 3, 4, 5]);
      expect(rows.every((row) => row.stream === 'table:1' && row.at === result.at)).toBe(true);
      expect(result.version).toBe(5);
      expect(result.position).toBe(rows.at(-1)?.position);
      expect(result.at).toBeGreaterThanOrEqual(before);
      expect(result.at).toBeLessThanOrEqual(await store().now());
    });

    test('a kept fact does not change with the object it came from or was read into', async () => {
      const fact = { price: 1 };
      await appended(store(), anAppend('table:1', 0, { facts: [fact] }));
      fact.price = 2;
      const first = (await store().read('table:1'))[0]?.fact as { price: number };
      first.price = 3;
      expect((await store().read('table:1'))[0]?.fact).toEqual({ price: 1 });
    });

    test('read gives the facts after a version; an unknown stream is empty', async () => {
      await appended(store(), anAppend('table:1', 0, { facts: ['a', 'b', 'c'] }));
      expect((await store().read('table:1', 1)).map((row) => row.fact)).toEqual(['b', 'c']);
      expect(await store().read('table:1', 3)).toEqual([]);
      expect(await store().read('table:2')).toEqual([]);
    });

    test.each([0, 2])(
      'given head 1, expecting %i is a conflict that tells the head and writes nothing',
      async (expected) => {
        await appended(store(), anAppend('table:1', 0));
        const item = anAppend('table:1', expected, everythingBeside());
        expect(await store().append(item)).toEqual({ outcome: 'conflict', version: 1 });
        await expectNothingBeside(store(), item.idempotency.commandId, 1);
      },
    );

    test('heads are those of the streams that have facts', async () => {
      await appended(store(), anAppend('table:1', 0, { facts: ['a', 'b'] }));
      await appended(store(), anAppend('table:2', 0, { facts: [] }));
      await appended(store(), anAppend('table:3', 0));
      expect(await store().heads(['table:1', 'table:2', 'table:9'])).toEqual(new Map([['table:1', 2]]));
      await store().deleteStreams(['table:1']);
      expect(await store().heads(['table:1', 'table:3'])).toEqual(new Map([['table:3', 1]]));
      expect(await store().heads([])).toEqual(new Map());
    });

    test('a taken key names itself and writes nothing, not even the other claims', async () => {
      await appended(store(), anAppend('table:1', 0));
      await appended(
        store(),
        anAppend('table:2', 0, { unique: { claim: [{ kind: 'code', key: 'held', value: 'v' }] } }),
      );
      const beside = everythingBeside();
      beside.unique.claim.push({ kind: 'code', key: 'held', value: 'mine' });
      const item = anAppend('table:1', 1, beside);
      expect(await store().append(item)).toEqual({ outcome: 'taken', kind: 'code', key: 'held' });
      await expectNothingBeside(store(), item.idempotency.commandId, 1);
      expect(await store().lookup('code', 'held')).toBe('v');
    });

    test('an append without facts keeps the head, and its position is the last one of the store', async () => {
      const first = await appended(store(), anAppend('table:1', 0, { facts: ['a', 'b'] }));
      const empty = await appended(store(), anAppend('table:1', 2, { facts: [] }));
      expect(empty).toMatchObject({ version: 2, position: first.position });
      expect(await store().append(anAppend('table:1', 1, { facts: [] }))).toEqual({ outcome: 'conflict', version: 2 });
      expect((await store().read('table:1')).length).toBe(2);
    });

    test('outbox rows without a fact are a bug: thrown, nothing written', async () => {
      const item = anAppend('session:1', 0, { facts: [], outbox: [{ target: 'table:1', command: 1 }] });
      await expect(store().append(item)).rejects.toThrow(TypeError);
      expect(await store().findAck('session:1', 'seat-1', item.idempotency.commandId, 'hash')).toBeNull();
    });

    test.each([Number.NaN, Number.POSITIVE_INFINITY])(
      'a due time of %d is a bug: thrown, nothing written, and what came together with it is whole',
      async (at) => {
        const before = store().append(anAppend('table:1', 0, everythingBeside()));
        const bad = store().append(anAppend('table:2', 0, { dueTimes: [{ id: 'bad', at }] }));
        const after = store().append(anAppend('table:3', 0));
        await expect(bad).rejects.toThrow(TypeError);
        expect([(await before).outcome, (await after).outcome]).toEqual(['appended', 'appended']);
        expect((await store().readAll(0, 10)).map((row) => [row.position, row.stream])).toEqual([
          [1, 'table:1'],
          [2, 'table:3'],
        ]);
        expect(await store().heads(['table:1', 'table:2', 'table:3'])).toEqual(
          new Map([
            ['table:1', 1],
            ['table:3', 1],
          ]),
        );
      },
    );
  });

  describe('positions', () => {
    test('rise over all streams in the order of the appends, and readAll pages through them', async () => {
      await appended(store(), anAppend('table:1', 0, { facts: ['a', 'b'] }));
      await appended(store(), anAppend('table:2', 0, { facts: ['c'] }));
      await appended(store(), anAppend('table:1', 2, { facts: ['d', 'e'] }));
      const all = await store().readAll(0, 100);
      expect(all.map((row) => `${row.stream} ${row.version} ${row.fact}`)).toEqual([
        'table:1 1 a',
        'table:1 2 b',
        'table:2 1 c',
        'table:1 3 d',
        'table:1 4 e',
      ]);
      const paged: Json[] = [];
      for (let after = 0; ; ) {
        const page = await store().readAll(after, 2);
        expect(page.length).toBeLessThanOrEqual(2);
        for (const row of page) {
          expect(row.position).toBeGreaterThan(after);
          after = row.position;
          paged.push(row.fact);
        }
        if (page.length === 0) break;
      }
      expect(paged).toEqual(['a', 'b', 'c', 'd', 'e']);
    });
  });

  describe('many at once', () => {
    test('200 appends over 20 streams: exactly one wins each head, the others are told', async () => {
      const calls = Array.from({ length: 200 }, (_, n) =>
        store().append(anAppend(`table:${n % 20}`, 0, { facts: [n] })),
      );
      const results = await Promise.all(calls);
      const wins = results.flatMap((result, n) => (result.outcome === 'appended' ? [n % 20] : []));
      expect(wins.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
      const losses = results.filter((result) => result.outcome !== 'appended');
      expect(losses).toEqual(losses.map(() => ({ outcome: 'conflict', version: 1 })));
      await expectOneHistory(store(), results, 20);
    });

    test('appends of one stream that arrive together see each other', async () => {
      const calls = Array.from({ length: 50 }, (_, n) => store().append(anAppend('table:1', n, { facts: [n] })));
      const results = await Promise.all(calls);
      expect(results.map((result) => result.outcome)).toEqual(results.map(() => 'appended'));
      expect((await store().read('table:1')).map((row) => row.fact)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    });

    test('of claims of one key that arrive together one wins, and a refused item fails alone', async () => {
      const claim = [{ kind: 'code', key: 'k', value: 'v' }];
      const calls = Array.from({ length: 10 }, (_, n) =>
        store().append(anAppend(`table:${n}`, 0, n % 2 ? {} : { unique: { claim } })),
      );
      const outcomes = (await Promise.all(calls)).map((result) => result.outcome);
      expect(outcomes.filter((_, n) => n % 2)).toEqual(Array.from({ length: 5 }, () => 'appended'));
      expect(outcomes.filter((_, n) => n % 2 === 0).sort()).toEqual(['appended', 'taken', 'taken', 'taken', 'taken']);
    });
  });
}

function everythingBeside() {
  return {
    facts: ['never'],
    texts: [{ ref: 'never', author: 'p', text: 'never' }],
    dueTimes: [{ id: 'never', at: 1 }],
    outbox: [{ target: 'table:2', command: 'never' }],
    unique: { claim: [{ kind: 'code', key: 'never', value: 'never' }] },
  };
}

async function expectNothingBeside(store: Store, commandId: string, head: number): Promise<void> {
  expect((await store.read('table:1')).length).toBe(head);
  expect(await store.findAck('table:1', 'seat-1', commandId, 'hash')).toBeNull();
  expect(await store.readTexts(['never'])).toEqual(new Map());
  expect(await store.dueUntil(10, 10)).toEqual([]);
  expect(await store.pendingOutbox(10)).toEqual([]);
  expect(await store.lookup('code', 'never')).toBeNull();
}

async function expectOneHistory(store: Store, results: AppendResult[], streams: number): Promise<void> {
  const all = await store.readAll(0, 1000);
  expect(all.length).toBe(streams);
  expect(new Set(all.map((row) => row.position)).size).toBe(streams);
  for (const row of all) {
    expect(results[row.fact as number]).toMatchObject({
      outcome: 'appended',
      version: row.version,
      position: row.position,
    });
  }
}
