// What becomes of appends and hints when the way to Redis breaks while Redis itself is well.
// Over a proxy that cuts, swallows and delays.

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import type { Json } from '../port.ts';
import { StoreUnavailable } from '../unavailable.ts';
import { type RedisServer, startRedisServer } from './redis-server.fixture.ts';
import { newPrefix, openedStores } from './stores.fixture.ts';
import { startTcpProxy } from './tcp-proxy.fixture.ts';

const open = openedStores();
const backWithin = { timeout: 10_000, interval: 20 };
let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.end());

/** A store whose way to Redis is a proxy, and one that has a good way to the same data. */
async function farAndNear() {
  const proxy = await startTcpProxy(server.port);
  onTestFinished(() => proxy.end());
  const prefix = newPrefix();
  const far = await open({ url: `redis://127.0.0.1:${proxy.port}`, prefix });
  const near = await open({ url: server.url, prefix });
  return { proxy, far, near };
}

test('a node is cut off: its calls reject at once, it takes no processor time, and comes back by itself', async () => {
  const { proxy, far } = await farAndNear();
  await appended(far, anAppend('table:1', 0));
  proxy.cut();
  await vi.waitFor(() => expect(far.lookup('any', 'key')).rejects.toBeInstanceOf(StoreUnavailable), backWithin);
  const before = process.cpuUsage();
  const calls = Array.from({ length: 20 }, () => far.append(anAppend('table:1', 1)));
  for (const call of calls) await expect(call).rejects.toBeInstanceOf(StoreUnavailable);
  await setTimeout(1_000);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000, 'ms of processor in a second away').toBeLessThan(500);
  proxy.mend();
  const since = performance.now();
  await vi.waitFor(() => far.lookup('any', 'key'), backWithin);
  expect(performance.now() - since).toBeLessThan(5_000);
  // Nothing that was refused may have waited somewhere and run later.
  expect((await far.read('table:1')).length).toBe(1);
});

test('the answer to an append is lost: it rejects, the append is there, and sent again it is answered as done', async () => {
  const { proxy, far, near } = await farAndNear();
  const item = anAppend('table:1', 0);
  proxy.deafen();
  const lost = expect(far.append(item)).rejects.toBeInstanceOf(StoreUnavailable);
  await vi.waitFor(async () => expect((await near.read('table:1')).length).toBe(1), backWithin);
  proxy.mend();
  await lost;
  await vi.waitFor(() => far.lookup('any', 'key'), backWithin);
  expect((await far.append(item)).outcome).toBe('repeated');
  expect((await far.read('table:1')).length).toBe(1);
});

test('the connection is half open: calls reject within their deadline, and a new connection is made', async () => {
  const { proxy, far } = await farAndNear();
  proxy.swallow();
  await expect(far.append(anAppend('table:1', 0))).rejects.toThrow(/has not answered/);
  proxy.mend();
  await vi.waitFor(() => far.lookup('any', 'key'), backWithin);
  await appended(far, anAppend('table:1', 0));
});

test('a slow way is only slow', async () => {
  const { proxy, far } = await farAndNear();
  proxy.delay(100);
  const results = await Promise.all([0, 1, 2].map((n) => far.append(anAppend(`table:${n}`, 0))));
  expect(results.map((result) => result.outcome)).toEqual(['appended', 'appended', 'appended']);
});

test('an append that is under way on one node while another erases its author arrives without its words', async () => {
  const { proxy, far, near } = await farAndNear();
  proxy.delay(500);
  const late = far.append(anAppend('table:1', 0, { texts: [{ ref: 'r', author: 'p1', text: 'words' }] }));
  const document = far.putDocument({ stream: 'table:1', author: 'p1', key: 'notes', text: 'words', revision: 1 });
  await near.eraseAuthor('p1');
  expect((await late).outcome).toBe('appended');
  await document;
  expect(await near.readTexts(['r'])).toEqual(new Map());
  expect(await near.readDocuments('table:1', 'p1')).toEqual([]);
});

test('two nodes race for one stream: one history, each append once, in versions without a gap', async () => {
  const { far, near } = await farAndNear();
  const won: number[] = [];
  await Promise.all(
    [far, near, far, near].map(async (store, client) => {
      for (let n = 0; n < 25; n += 1) {
        for (let head = 0; ; ) {
          const result = await store.append(anAppend('table:1', head, { facts: [`${client} ${n}`] }));
          if (result.outcome === 'appended') {
            won.push(result.version);
            break;
          }
          if (result.outcome === 'conflict') head = result.version;
        }
      }
    }),
  );
  expect(won.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  const facts = (await near.read('table:1')).map((row) => row.fact as string);
  expect(new Set(facts).size).toBe(100);
});

test('watching goes on after a break and misses nothing that happened meanwhile', async () => {
  const { proxy, far, near } = await farAndNear();
  const heard: string[] = [];
  far.watch((stream, version) => heard.push(`${stream}@${version}`));
  await appended(near, anAppend('table:1', 0));
  await vi.waitFor(() => expect(heard).toEqual(['table:1@1']), backWithin);
  proxy.cut();
  for (let n = 1; n < 5; n += 1) await appended(near, anAppend('table:1', n));
  proxy.mend();
  await vi.waitFor(() => expect(heard.at(-1)).toBe('table:1@5'), backWithin);
  expect(heard).toEqual([1, 2, 3, 4, 5].map((version) => `table:1@${version}`));
});

test('whispers reach the other nodes, not the one that whispers, also after a break', async () => {
  const { proxy, far, near } = await farAndNear();
  const heard: Json[] = [];
  const own: Json[] = [];
  far.hear((word) => heard.push(word));
  near.hear((word) => own.push(word));
  await near.whisper({ present: ['p1'], __proto__: 'word' });
  await vi.waitFor(() => expect(heard.length).toBe(1), backWithin);
  proxy.break();
  await vi.waitFor(async () => {
    await near.whisper('again');
    expect(heard.at(-1)).toBe('again');
  }, backWithin);
  expect(own).toEqual([]);
});
