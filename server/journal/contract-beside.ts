// Contract, part 3: texts, documents, due times, outbox, unique keys.
// Knows the port only.

import { describe, expect, test } from 'vitest';
import { anAppend, appended } from './contract-sample.ts';
import type { DocumentRow, Store } from './port.ts';

export function describeBeside(store: () => Store): void {
  describe('texts', () => {
    test('come back by reference; what never was is absent; a later text replaces', async () => {
      const text = 'Zoë 🤝 "quoted"\nline\u0000end';
      await appended(
        store(),
        anAppend('table:1', 0, {
          texts: [
            { ref: 'r1', author: 'p1', text },
            { ref: 'r2', author: 'p1', text: '' },
          ],
        }),
      );
      await appended(
        store(),
        anAppend('table:1', 1, { facts: [], texts: [{ ref: 'r3', author: 'p2', text: 'three' }] }),
      );
      expect(await store().readTexts(['r1', 'r2', 'r3', 'r4'])).toEqual(
        new Map([
          ['r1', text],
          ['r2', ''],
          ['r3', 'three'],
        ]),
      );
      await appended(store(), anAppend('table:1', 1, { texts: [{ ref: 'r1', author: 'p1', text: 'new' }] }));
      expect(await store().readTexts(['r1'])).toEqual(new Map([['r1', 'new']]));
      expect(await store().readTexts([])).toEqual(new Map());
    });

    test('a lone surrogate, which UTF-8 cannot hold, becomes the replacement character', async () => {
      await appended(store(), anAppend('table:1', 0, { texts: [{ ref: 'r1', author: 'p1', text: 'a\ud800b' }] }));
      expect((await store().readTexts(['r1'])).get('r1')).toBe('a\ufffdb');
    });
  });

  describe('documents', () => {
    const row = (change: Partial<DocumentRow>): DocumentRow => ({
      stream: 'table:1',
      author: 'p1',
      key: 'notes',
      text: 'first',
      revision: 1,
      ...change,
    });

    test('the higher revision wins, in whatever order they arrive', async () => {
      expect(await store().putDocument(row({ revision: 2, text: 'two' }))).toBe(2);
      expect(await store().putDocument(row({ revision: 1, text: 'late' }))).toBe(2);
      expect(await store().readDocuments('table:1', 'p1')).toEqual([row({ revision: 2, text: 'two' })]);
      expect(await store().putDocument(row({ revision: 2, text: 'same revision' }))).toBe(2);
      expect(await store().putDocument(row({ revision: 7, text: 'seven' }))).toBe(7);
      expect(await store().readDocuments('table:1', 'p1')).toEqual([row({ revision: 7, text: 'seven' })]);
    });

    test('are kept by stream, author and key, and read by key order', async () => {
      const rows = [row({ key: 'reflection' }), row({ key: 'notes' })];
      const others = [row({ author: 'p2' }), row({ stream: 'table:2' })];
      for (const each of [...rows, ...others]) await store().putDocument(each);
      expect(await store().readDocuments('table:1', 'p1')).toEqual(rows.toReversed());
      expect(await store().readDocuments('table:3', 'p1')).toEqual([]);
    });

    test('do not move the head of their stream', async () => {
      await store().putDocument(row({}));
      expect((await appended(store(), anAppend('table:1', 0))).version).toBe(1);
    });
  });

  describe('due times', () => {
    test('come earliest first up to a moment and a limit', async () => {
      await appended(
        store(),
        anAppend('table:1', 0, {
          dueTimes: [
            { id: 'late', at: 300 },
            { id: 'soon', at: 100 },
          ],
        }),
      );
      await appended(store(), anAppend('table:2', 0, { dueTimes: [{ id: 'soon', at: 200 }] }));
      const soon = [
        { stream: 'table:1', id: 'soon', at: 100 },
        { stream: 'table:2', id: 'soon', at: 200 },
      ];
      expect(await store().dueUntil(299, 10)).toEqual(soon);
      expect(await store().dueUntil(300, 2)).toEqual(soon);
      expect((await store().dueUntil(300, 10)).length).toBe(3);
      expect(await store().dueUntil(99, 10)).toEqual([]);
    });

    test('are replaced and removed by id within their stream', async () => {
      await appended(
        store(),
        anAppend('table:1', 0, {
          dueTimes: [
            { id: 'a', at: 100 },
            { id: 'b', at: 100 },
          ],
        }),
      );
      await appended(store(), anAppend('table:2', 0, { dueTimes: [{ id: 'a', at: 150 }] }));
      await appended(
        store(),
        anAppend('table:1', 1, {
          dueTimes: [
            { id: 'a', at: 500 },
            { id: 'b', at: null },
            { id: 'never', at: null },
          ],
        }),
      );
      expect(await store().dueUntil(499, 10)).toEqual([{ stream: 'table:2', id: 'a', at: 150 }]);
      expect((await store().dueUntil(500, 10)).at(-1)).toEqual({ stream: 'table:1', id: 'a', at: 500 });
    });
  });

  describe('outbox', () => {
    test('rows wait in order within a source until delivered', async () => {
      const to = (target: string, command: string) => ({ target, command: { type: command } });
      await appended(
        store(),
        anAppend('session:1', 0, { facts: ['a', 'b'], outbox: [to('table:1', 'open'), to('table:2', 'open')] }),
      );
      await appended(store(), anAppend('session:1', 2, { outbox: [to('table:1', 'close')] }));
      expect(await store().pendingOutbox(10)).toEqual([
        { id: 'session:1@2#0', source: 'session:1', target: 'table:1', command: { type: 'open' } },
        { id: 'session:1@2#1', source: 'session:1', target: 'table:2', command: { type: 'open' } },
        { id: 'session:1@3#0', source: 'session:1', target: 'table:1', command: { type: 'close' } },
      ]);
      expect((await store().pendingOutbox(1)).map((row) => row.id)).toEqual(['session:1@2#0']);
      await store().outboxDelivered(['session:1@2#0', 'session:1@3#0', 'session:9@1#0']);
      await store().outboxDelivered([]);
      expect((await store().pendingOutbox(10)).map((row) => row.id)).toEqual(['session:1@2#1']);
    });
  });

  describe('unique keys', () => {
    const claim = (value: string) => ({ unique: { claim: [{ kind: 'code', key: 'ABC', value }] } });
    const release = { unique: { release: [{ kind: 'code', key: 'ABC' }] } };

    test('are held until their stream releases them', async () => {
      await appended(store(), anAppend('session:1', 0, claim('one')));
      expect(await store().lookup('code', 'ABC')).toBe('one');
      expect(await store().lookup('visitor', 'ABC')).toBeNull();
      expect((await store().append(anAppend('session:1', 1, claim('own')))).outcome).toBe('taken');
      await appended(store(), anAppend('session:2', 0, release));
      expect(await store().lookup('code', 'ABC')).toBe('one');
      await appended(store(), anAppend('session:1', 1, release));
      expect(await store().lookup('code', 'ABC')).toBeNull();
      await appended(store(), anAppend('session:2', 1, claim('two')));
      expect(await store().lookup('code', 'ABC')).toBe('two');
    });

    test('a release and a claim of one key in one append replace its value', async () => {
      await appended(store(), anAppend('session:1', 0, claim('old')));
      await appended(store(), anAppend('session:1', 1, { unique: { ...release.unique, ...claim('new').unique } }));
      expect(await store().lookup('code', 'ABC')).toBe('new');
    });

    test('two claims of one key in one append clash', async () => {
      const twice = [...claim('a').unique.claim, ...claim('b').unique.claim];
      expect((await store().append(anAppend('session:1', 0, { unique: { claim: twice } }))).outcome).toBe('taken');
      expect(await store().lookup('code', 'ABC')).toBeNull();
    });
  });
}
