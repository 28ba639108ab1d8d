// What was deleted or erased is nowhere in the raw bytes of the file or its log.

import { expect, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import type { Store } from '../port.ts';
import { openSqliteStore } from '../sqlite.ts';
import { countRaw, scratchPaths } from './files.fixture.ts';
import { openDatabase } from './schema.ts';
import { prepareRemovals } from './writes.ts';

const newPath = scratchPaths();
const canary = 'CANARY-81236547';

/** Sizes and order differ so that rows move between pages, which is where traces would stay. */
async function fill(store: Store): Promise<void> {
  const random = randomBelow();
  const heads = new Map<string, number>();
  for (let n = 0; n < 2000; n += 1) {
    const isMarked = random(6) === 0;
    const stream = isMarked ? `table:marked-${random(5)}` : `table:${random(40)}`;
    const author = isMarked ? 'marked' : `person-${random(30)}`;
    const size = random(random(20) === 0 ? 9000 : 300);
    const text = isMarked ? `${canary} ${'x'.repeat(size)} ${canary}` : `harmless ${'x'.repeat(size)}`;
    const version = heads.get(stream) ?? 0;
    const facts = random(3) === 0 ? [] : [text];
    heads.set(stream, version + facts.length);
    const item = anAppend(stream, version, {
      facts,
      texts: [{ ref: `${author} ${random(100)}`, author, text }],
      outbox: facts.map(() => ({ target: 'table:never', command: text })),
      unique: { claim: [{ kind: 'kind', key: `${random(1e6)} ${n}`, value: text.slice(0, 400) }] },
    });
    item.idempotency.ack = text;
    await appended(store, item);
    await store.putDocument({ stream, author, key: `key ${random(5)}`, text, revision: n });
  }
}

/** The same numbers on every run. */
function randomBelow(): (limit: number) => number {
  let state = 7919;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(state / 256) % limit;
  };
}

test('deleted streams leave no trace, and everything else stays', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path, synchronous: 'NORMAL' });
  await fill(store);
  const kept = (await store.readAll(0, 10_000)).filter((row) => !row.stream.startsWith('table:marked'));
  expect(countRaw(path, canary), 'the search can find it').toBeGreaterThan(500);
  await store.deleteStreams([0, 1, 2, 3, 4].map((n) => `table:marked-${n}`));
  expect(countRaw(path, canary)).toBe(0);
  expect(await store.readAll(0, 10_000)).toEqual(kept);
  await store.close();
  expect(countRaw(path, canary)).toBe(0);
});

test('an erased author leaves no trace', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path, synchronous: 'NORMAL' });
  for (let n = 0; n < 600; n += 1) {
    const author = n % 5 ? `person-${n % 20}` : 'marked';
    const text = `${author === 'marked' ? canary : 'harmless'} ${'x'.repeat((n * 7919) % 900)}`;
    const texts = [{ ref: `${(n * 31) % 600}`, author, text }];
    await appended(store, anAppend(`table:${n}`, 0, { texts }));
    await store.putDocument({ stream: `table:${n % 9}`, author, key: `${(n * 17) % 40}`, text, revision: n });
  }
  expect(countRaw(path, canary)).toBeGreaterThan(100);
  await store.eraseAuthor('marked');
  expect(countRaw(path, canary)).toBe(0);
  expect((await store.readAll(0, 10_000)).length).toBe(600);
  await store.close();
});

test('given a server killed between a removal and its scrub, the next start finishes it', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path, synchronous: 'NORMAL' });
  await fill(store);
  await store.close();
  const database = openDatabase(path, 'NORMAL');
  const { deleteStreams } = prepareRemovals(database, { forget: () => {} });
  deleteStreams([0, 1, 2, 3, 4].map((n) => `table:marked-${n}`));
  database.close();
  // Should a later SQLite leave no trace by itself, this line may go.
  expect(countRaw(path, canary), 'secure_delete alone is not enough').toBeGreaterThan(0);
  await (await openSqliteStore({ path })).close();
  expect(countRaw(path, canary)).toBe(0);
});
