// Contract, part 4: erasing an author, deleting streams.
// Knows the port only; that no trace stays in a file is the business of each store's own tests.

import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { anAppend, appended, command } from './contract-sample.ts';
import type { AppendResult, Store } from './port.ts';

export function describeRemoval(store: () => Store): void {
  test('erasing an author removes every text and document of theirs and leaves the journals', async () => {
    const texts = [
      { ref: 'mine', author: 'p1', text: 'x' },
      { ref: 'yours', author: 'p2', text: 'y' },
    ];
    await appended(store(), anAppend('table:1', 0, { texts }));
    await appended(store(), anAppend('table:2', 0, { texts: [{ ref: 'mine too', author: 'p1', text: 'z' }] }));
    await store().putDocument({ stream: 'table:1', author: 'p1', key: 'notes', text: 'n', revision: 1 });
    await store().putDocument({ stream: 'table:1', author: 'p2', key: 'notes', text: 'n', revision: 1 });
    await store().eraseAuthor('p1');
    await store().eraseAuthor('nobody');
    expect(await store().readTexts(['mine', 'mine too', 'yours'])).toEqual(new Map([['yours', 'y']]));
    expect(await store().readDocuments('table:1', 'p1')).toEqual([]);
    expect((await store().readDocuments('table:1', 'p2')).length).toBe(1);
    expect((await store().readAll(0, 10)).length).toBe(2);
  });

  test('what comes of an erased author later, or at the same time, is kept without its words', async () => {
    const wrote = (stream: string, version: number) =>
      anAppend(stream, version, {
        facts: [{ said: stream }],
        texts: [
          { ref: `mine ${stream} ${version}`, author: 'p1', text: 'x' },
          { ref: `yours ${stream} ${version}`, author: 'p2', text: 'y' },
        ],
      });
    const document = { stream: 'table:0', author: 'p1', key: 'notes', text: 'n', revision: 3 };
    const before = Array.from({ length: 10 }, (_, n) => store().append(wrote(`table:${n}`, 0)));
    const erasing = store().eraseAuthor('p1');
    const after = Array.from({ length: 10 }, (_, n) => store().append(wrote(`table:${n}`, 1)));
    const put = store().putDocument(document);
    await erasing;
    const results = await Promise.all([...before, ...after]);
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'appended'));
    expect(await put).toBe(3);
    expect(await store().putDocument({ ...document, revision: 2 })).toBe(2);
    expect(await store().readDocuments('table:0', 'p1')).toEqual([]);
    const refs = (who: string) => [0, 1].flatMap((v) => Array.from({ length: 10 }, (_, n) => `${who} table:${n} ${v}`));
    expect(await store().readTexts(refs('mine'))).toEqual(new Map());
    expect((await store().readTexts(refs('yours'))).size).toBe(20);
    expect((await store().readAll(0, 100)).length).toBe(20);
  });

  test('a text of an erased author leaves nothing under its reference', async () => {
    await store().eraseAuthor('p1');
    const text = (author: string) => ({ texts: [{ ref: 'one', author, text: author }] });
    await appended(store(), anAppend('table:1', 0, text('p2')));
    await appended(store(), anAppend('table:1', 1, text('p1')));
    expect(await store().readTexts(['one'])).toEqual(new Map());
    await appended(store(), anAppend('table:1', 2, text('p2')));
    expect(await store().readTexts(['one'])).toEqual(new Map([['one', 'p2']]));
  });

  test('deleting streams removes all that belongs to them and nothing else', async () => {
    for (const stream of ['table:1', 'table:2', 'table:3']) await fill(store(), stream);
    await store().deleteStreams(['table:1', 'table:3', 'table:9']);
    await store().deleteStreams([]);
    for (const stream of ['table:1', 'table:3']) {
      expect(await store().read(stream)).toEqual([]);
      expect(await store().findAck(stream, 'seat-1', `c ${stream}`, 'hash')).toBeNull();
      expect(await store().readDocuments(stream, 'p1')).toEqual([]);
      expect(await store().lookup('code', stream)).toBeNull();
    }
    expect((await store().readAll(0, 10)).map((row) => row.stream)).toEqual(['table:2', 'table:2']);
    expect(await store().readTexts(['table:1', 'table:2', 'table:3'])).toEqual(new Map([['table:2', 'text']]));
    expect((await store().dueUntil(10, 10)).map((row) => row.stream)).toEqual(['table:2']);
    expect((await store().pendingOutbox(10)).map((row) => row.source)).toEqual(['table:2']);
    expect(await store().lookup('code', 'table:2')).toBe('held');
    expect((await store().readDocuments('table:2', 'p1')).length).toBe(1);
  });

  test('deleting a stream takes the outbox rows that wait for it', async () => {
    const outbox = [
      { target: 'table:1', command: 1 },
      { target: 'table:2', command: 2 },
    ];
    await appended(store(), anAppend('session:1', 0, { outbox }));
    await store().deleteStreams(['table:1']);
    expect((await store().pendingOutbox(10)).map((row) => row.target)).toEqual(['table:2']);
  });

  test.each(['first to come', 'one of many that come singly'])(
    'an append that was asked for before a deletion begins nothing anew: %s',
    async (which) => {
      const others: Promise<AppendResult>[] = [];
      for (let n = 0; which !== 'first to come' && n < 120; n += 1) {
        others.push(store().append(anAppend(`table:b${n}`, 0)));
        await setTimeout(1);
      }
      const before = store().append(anAppend('table:1', 0, { dueTimes: [{ id: 'd', at: 1 }] }));
      const deleting = store().deleteStreams(['table:1']);
      await Promise.all([before, deleting, ...others]);
      expect(await store().heads(['table:1'])).toEqual(new Map());
      expect(await store().dueUntil(10, 10)).toEqual([]);
      expect((await store().readAll(0, 1_000)).map(({ stream }) => stream)).not.toContain('table:1');
    },
  );

  test('after a deletion positions still rise, and the stream may begin anew', async () => {
    await appended(store(), anAppend('table:1', 0));
    const last = await appended(store(), anAppend('table:2', 0));
    await store().deleteStreams(['table:1', 'table:2']);
    const empty = await appended(store(), anAppend('table:2', 0, { facts: [] }));
    expect(empty.position).toBe(last.position);
    const again = await appended(store(), anAppend('table:2', 0));
    expect(again).toMatchObject({ version: 1 });
    expect(again.position).toBeGreaterThan(last.position);
  });
}

async function fill(store: Store, stream: string): Promise<void> {
  await appended(
    store,
    anAppend(stream, 0, {
      facts: ['a', 'b'],
      texts: [{ ref: stream, author: 'p1', text: 'text' }],
      dueTimes: [{ id: 'd', at: 1 }],
      outbox: [{ target: 'elsewhere', command: 1 }],
      unique: { claim: [{ kind: 'code', key: stream, value: 'held' }] },
      idempotency: command(`c ${stream}`),
    }),
  );
  await store.putDocument({ stream, author: 'p1', key: 'notes', text: 'n', revision: 1 });
}
