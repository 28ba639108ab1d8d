// Random histories give the same answers on memory, SQLite and Redis.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryStore } from './memory.ts';
import type { Append, Store } from './port.ts';
import { type RedisServer, startRedisServer } from './redis/redis-server.fixture.ts';
import { newPrefix } from './redis/stores.fixture.ts';
import { openRedisStore } from './redis.ts';
import { scratchPaths } from './sqlite/files.fixture.ts';
import { openSqliteStore } from './sqlite.ts';

const streams = ['table:1', 'table:2', 'session:1'];
const authors = ['p1', 'p2'];
const seats = ['seat-1', 'seat-2'];
const commands = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'];
const refs = ['r1', 'r2', 'r3'];
const keys = ['k1', 'k2'];
const of = <T>(values: T[]) => fc.constantFrom(...values);
const some = <T>(each: fc.Arbitrary<T>) => fc.array(each, { maxLength: 2 });

/** `stray` is how far off the head the expected version is. */
type Step =
  | { do: 'append'; items: { stray: number; item: Omit<Append, 'expectedVersion'> }[] }
  | { do: 'other'; name: string; act: (store: Store, pending: string[]) => Promise<unknown> };

const item = fc
  .record({
    stream: of(streams),
    facts: some(fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)))),
    texts: some(fc.record({ ref: of(refs), author: of(authors), text: fc.string({ unit: 'binary' }) })),
    dueTimes: some(fc.record({ id: of(['d1', 'd2']), at: of([null, 10, 20, 30]) })),
    outbox: some(fc.record({ target: of(streams), command: fc.nat() })),
    unique: fc.record({
      claim: some(fc.record({ kind: fc.constant('code'), key: of(keys), value: fc.string() })),
      release: some(fc.record({ kind: fc.constant('code'), key: of(keys) })),
    }),
    idempotency: fc.record({
      seatId: of(seats),
      commandId: of(commands),
      payloadHash: of(['h1', 'h1', 'h2']),
      ack: fc.nat(),
    }),
  })
  .map((each) => (each.facts.length > 0 ? each : { ...each, outbox: [] }));
const append: fc.Arbitrary<Step> = fc
  .array(fc.record({ stray: of([0, 0, 0, 0, 1, -1]), item }), { minLength: 1, maxLength: 5 })
  .map((items) => ({ do: 'append', items }));

const other = (name: string, act: (store: Store, pending: string[]) => Promise<unknown>): Step => ({
  do: 'other',
  name,
  act,
});
const document = fc.record({
  stream: of(streams),
  author: of(authors),
  key: of(keys),
  text: fc.string(),
  revision: fc.nat(4),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: append },
  {
    weight: 2,
    arbitrary: document.map((row) => other(`put ${JSON.stringify(row)}`, (store) => store.putDocument(row))),
  },
  fc.nat(3).map((n) => other(`deliver ${n}`, (store, pending) => store.outboxDelivered(pending.slice(n, n + 2)))),
  of(authors).map((author) => other(`erase ${author}`, (store) => store.eraseAuthor(author))),
  fc.subarray(streams).map((gone) => other(`delete ${gone}`, (store) => store.deleteStreams(gone))),
  fc.constant(other('beat', (store) => store.beat())),
);

/** Everything that can be asked. */
async function ask(store: Store) {
  const acks = streams.flatMap((stream) =>
    seats.flatMap((seat) => commands.map((command) => store.findAck(stream, seat, command, 'h1'))),
  );
  return {
    all: await store.readAll(0, 10_000),
    page: await store.readAll(3, 2),
    streams: await Promise.all(streams.map((stream) => store.read(stream, 1))),
    heads: [...(await store.heads(streams))].sort(),
    acks: await Promise.all(acks),
    held: await Promise.all(keys.map((key) => store.lookup('code', key))),
    texts: [...(await store.readTexts(refs))].sort(),
    documents: await Promise.all(streams.flatMap((s) => authors.map((author) => store.readDocuments(s, author)))),
    due: [await store.dueUntil(20, 10), await store.dueUntil(30, 2)],
    outbox: [await store.pendingOutbox(100), await store.pendingOutbox(1)],
  };
}

async function take(store: Store, taken: Step): Promise<unknown> {
  if (taken.do === 'other')
    return taken.act(
      store,
      (await store.pendingOutbox(100)).map((row) => row.id),
    );
  const heads = new Map<string, number>();
  for (const stream of streams) heads.set(stream, (await store.read(stream)).length);
  // All at once, each deciding on the head that the ones before it would leave.
  const appends = taken.items.map(({ stray, item: each }) => {
    const head = heads.get(each.stream) ?? 0;
    heads.set(each.stream, head + each.facts.length);
    return store.append({ ...each, expectedVersion: Math.max(0, head + stray) });
  });
  return Promise.all(appends);
}

const newPath = scratchPaths();
let server: RedisServer;
beforeAll(async () => {
  // What survives a crash is another test's business.
  server = await startRedisServer(['--appendonly', 'no']);
});
afterAll(() => server.end());

/** Redis has its own clock: its moments are compared as such, not by value. */
function withoutMoments(answer: unknown): unknown {
  return JSON.parse(JSON.stringify([answer], (key, value) => (key === 'at' && value > 1_000 ? 'a moment' : value)));
}

test('random sequences of operations give the same answers on memory, SQLite and Redis', async () => {
  const sequence = fc.array(step, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      let time = 1000;
      const memory = createMemoryStore({ now: () => time });
      const sqlite = await openSqliteStore({ path: newPath(), synchronous: 'NORMAL', now: () => time });
      const redis = await openRedisStore({ url: server.url, prefix: newPrefix(), found: 'create' });
      try {
        for (const each of steps) {
          time += 1;
          const taken = await take(memory, each);
          expect(await take(sqlite, each)).toEqual(taken);
          const takenByRedis = await take(redis, each);
          if (each.do === 'other' && each.name === 'beat') expect(typeof takenByRedis).toBe(typeof taken);
          else expect(withoutMoments(takenByRedis)).toEqual(withoutMoments(taken));
          const asked = await ask(memory);
          expect(await ask(sqlite)).toEqual(asked);
          expect(withoutMoments(await ask(redis))).toEqual(withoutMoments(asked));
        }
      } finally {
        await Promise.all([sqlite.close(), redis.close()]);
      }
    }),
    { numRuns: 35 },
  );
}, 120_000);
