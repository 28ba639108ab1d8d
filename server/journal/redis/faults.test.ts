// What becomes of acknowledged appends, and of those under way, when Redis dies, restarts, hangs, loses its data or its memory.
// Each fault on a real server of its own; the outcome is in the title.

import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import type { Append, Store } from '../port.ts';
import { openRedisStore } from '../redis.ts';
import { StoreUnavailable } from '../unavailable.ts';
import { startRedisServer } from './redis-server.fixture.ts';
import { openedStores } from './stores.fixture.ts';

const open = openedStores();
const backWithin = { timeout: 10_000, interval: 20 };

async function aServer(settings: string[] = []) {
  const server = await startRedisServer(settings);
  onTestFinished(() => server.end());
  return server;
}

/** Appends of one client after another, each deciding on the head it read, retrying what was left open. */
async function appendOnAndOn(
  store: Store,
  stream: string,
  acknowledged: string[],
  isOver: () => boolean,
): Promise<void> {
  for (let n = 0; !isOver(); n += 1) {
    const id = `${stream} ${n}`;
    const idempotency = { seatId: 'seat', commandId: id, payloadHash: 'hash', ack: id };
    try {
      for (let isDone = false; !isDone && !isOver(); ) {
        const head = (await store.heads([stream])).get(stream) ?? 0;
        const item: Append = { stream, expectedVersion: head, facts: [id], idempotency };
        const result = await store.append(item);
        isDone = result.outcome === 'appended' || result.outcome === 'repeated';
      }
      if (!isOver()) acknowledged.push(id);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await setTimeout(5);
    }
  }
}

async function expectEachOnce(store: Store, acknowledged: string[]): Promise<void> {
  const facts = (await store.readAll(0, 1_000_000)).map((row) => row.fact as string);
  expect(new Set(facts).size, 'no fact twice').toBe(facts.length);
  expect(acknowledged.filter((id) => !facts.includes(id))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(0);
}

test.each(['kill', 'stop'] as const)(
  'Redis ends in the middle of appends (%s) and starts again: what was acknowledged is there, once; the store comes back by itself',
  async (way) => {
    const server = await aServer();
    const store = await open({ url: server.url });
    let isOver = false;
    const acknowledged: string[] = [];
    const clients = Array.from({ length: 8 }, (_, n) => appendOnAndOn(store, `table:${n}`, acknowledged, () => isOver));
    const someMore = async () => {
      const before = acknowledged.length;
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 20), backWithin);
    };
    for (let round = 0; round < 3; round += 1) {
      await someMore();
      await server[way]();
      await expect(store.lookup('any', 'key')).rejects.toBeInstanceOf(StoreUnavailable);
      await server.start();
      const since = performance.now();
      await vi.waitFor(() => store.lookup('any', 'key'), backWithin);
      expect(performance.now() - since).toBeLessThan(5_000);
    }
    await someMore();
    isOver = true;
    await Promise.all(clients);
    await expectEachOnce(store, acknowledged);
  },
);

test('Redis hangs: calls reject with a clear word in a few seconds, the late append is applied at most once, all goes on by itself', async () => {
  const server = await aServer();
  const store = await open({ url: server.url });
  await appended(store, anAppend('table:1', 0));
  const item = anAppend('table:1', 1);
  server.hang();
  await expect(store.append(item)).rejects.toThrow(/has not answered/);
  await expect(store.lookup('any', 'key')).rejects.toBeInstanceOf(StoreUnavailable);
  server.resume();
  await vi.waitFor(() => store.lookup('any', 'key'), backWithin);
  // What stood in the socket may have run by now; sent again it is done once, whichever came first.
  expect(['appended', 'repeated']).toContain((await store.append(item)).outcome);
  expect((await store.read('table:1')).map((row) => row.version)).toEqual([1, 2]);
});

test('Redis is wiped: every call rejects and says so; a node that starts refuses the empty Redis and names both ways', async () => {
  const server = await aServer();
  const store = await open({ url: server.url, prefix: 'parley:' });
  await appended(store, anAppend('table:1', 0));
  await server.wipe();
  await server.start();
  await vi.waitFor(() => expect(store.lookup('any', 'key')).rejects.toThrow(/restore the backup/), backWithin);
  await expect(store.append(anAppend('table:1', 1))).rejects.toThrow(/restore the backup/);
  const starting = openRedisStore({ url: server.url, prefix: 'parley:' });
  await expect(starting).rejects.toThrow(/restore the backup.*npm run store -- create/);
});

test('Redis is emptied while nodes are connected (FLUSHALL), and founded anew: no call of the old node gets through', async () => {
  const server = await aServer();
  const store = await open({ url: server.url, prefix: 'parley:' });
  await appended(store, anAppend('table:1', 0));
  await server.command('FLUSHALL');
  await expect(store.append(anAppend('table:1', 1))).rejects.toThrow(/wiped or replaced/);
  const anew = await open({ url: server.url, prefix: 'parley:' });
  await appended(anew, anAppend('table:1', 0));
  await vi.waitFor(() => expect(store.read('table:1')).rejects.toThrow(/wiped or replaced/), backWithin);
  expect((await anew.read('table:1')).length).toBe(1);
});

test('Redis comes back without acknowledged appends (no AOF): the node that saw them says so instead of going on', async () => {
  const server = await aServer(['--appendonly', 'no']);
  const store = await open({ url: server.url });
  await appended(store, anAppend('table:1', 0));
  await server.command('SAVE');
  await appended(store, anAppend('table:1', 1));
  await server.kill();
  await server.start();
  await vi.waitFor(() => expect(store.lookup('any', 'key')).rejects.toThrow(/without the last 1 fact/), backWithin);
});

test('the functions are gone while the data is there: they are loaded again, nobody notices', async () => {
  const server = await aServer();
  const store = await open({ url: server.url });
  await appended(store, anAppend('table:1', 0));
  await server.command('FUNCTION', 'FLUSH');
  const both = await Promise.all([appended(store, anAppend('table:1', 1)), store.read('table:1')]);
  expect(both[0].version).toBe(2);
});

test('Redis is out of memory: appends reject with a clear word and write nothing, reading and deleting go on', async () => {
  const server = await aServer();
  const store = await open({ url: server.url });
  await appended(store, anAppend('table:1', 0));
  await server.command('CONFIG', 'SET', 'maxmemory', '1');
  await expect(store.append(anAppend('table:1', 1))).rejects.toThrow(/out of memory/);
  await expect(store.append(anAppend('table:1', 1))).rejects.toBeInstanceOf(StoreUnavailable);
  expect((await store.read('table:1')).length).toBe(1);
  await store.deleteStreams(['table:1']);
  await server.command('CONFIG', 'SET', 'maxmemory', '0');
  expect((await appended(store, anAppend('table:1', 0))).version).toBe(1);
});

test('the clock of Redis is put back: a small step is waited out by every node and every stamp, a large one is followed', async () => {
  const server = await aServer();
  const store = await open({ url: server.url, prefix: 'p:' });
  const ahead = async (ms: number) => {
    const stamp = Date.now() + ms;
    await server.command('SET', 'p:at', String(stamp));
    return stamp;
  };
  // What the journal holds is later than what the clock says: that is what a clock put back looks like.
  const small = await ahead(200);
  const first = await appended(store, anAppend('table:1', 0));
  expect(first.at).toBeGreaterThanOrEqual(small);
  expect(await (await open({ url: server.url, prefix: 'p:' })).now()).toBeGreaterThanOrEqual(first.at);
  const large = await ahead(3_600_000);
  expect((await appended(store, anAppend('table:1', 1))).at).toBeLessThan(large);
  expect(await (await open({ url: server.url, prefix: 'p:' })).now()).toBeLessThan(large);
});
