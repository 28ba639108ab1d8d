// Many appends travel as one call, seen in what Redis itself says it was asked; and one call is whole or absent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { type RedisServer, startRedisServer } from './redis-server.fixture.ts';
import { openedStores } from './stores.fixture.ts';

const open = openedStores();
let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
  await server.command('CONFIG', 'SET', 'slowlog-max-len', '10000');
});
afterAll(() => server.end());

/** How many calls of each function of the library Redis was asked for during this work. Its log holds what was asked, not what functions call. */
async function callsDuring(work: () => Promise<void>): Promise<(name: string) => number> {
  await server.command('CONFIG', 'SET', 'slowlog-log-slower-than', '0');
  await server.command('SLOWLOG', 'RESET');
  await work();
  const entries = (await server.command('SLOWLOG', 'GET', '10000')) as [number, number, number, string[]][];
  await server.command('CONFIG', 'SET', 'slowlog-log-slower-than', '-1');
  const names = entries.flatMap(([, , , [word = '', name = '']]) => (word === 'FCALL' ? [name] : []));
  return (name) => names.filter((each) => each.endsWith(`_${name}`)).length;
}
const appendCalls = async (work: () => Promise<void>) => (await callsDuring(work))('append');
const counted = async (command: string) =>
  Number(
    new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(
      String(await server.command('INFO', 'commandstats')),
    )?.[1] ?? 0,
  );

test('200 appends to 200 tables in one turn are one call; the one that conflicts fails alone', async () => {
  const store = await open({ url: server.url });
  await appended(store, anAppend('table:7', 0));
  await server.command('CONFIG', 'RESETSTAT');
  const outcomes: string[] = [];
  const calls = await appendCalls(async () => {
    const all = Array.from({ length: 200 }, (_, n) => store.append(anAppend(`table:${n}`, 0)));
    outcomes.push(...(await Promise.all(all)).map(({ outcome }) => outcome));
  });
  expect(calls).toBe(1);
  expect(outcomes[7]).toBe('conflict');
  expect(outcomes.filter((outcome) => outcome === 'appended')).toHaveLength(199);
  // Inside that call: a fact each, and once for all of them the position, and what other nodes hear.
  expect([await counted('rpush'), await counted('mset'), await counted('xadd')]).toEqual([199, 1, 1]);
  expect((await store.readAll(0, 1_000)).map(({ position }) => position)).toEqual(
    Array.from({ length: 200 }, (_, n) => n + 1),
  );
});

test('no call carries more than 256 of them', async () => {
  const store = await open({ url: server.url });
  const calls = await appendCalls(async () => {
    await Promise.all(Array.from({ length: 600 }, (_, n) => appended(store, anAppend(`table:${n}`, 0))));
  });
  expect(calls).toBe(3);
});

test('memory runs out in the middle of a call: what began is written whole, what comes after is refused whole', async () => {
  const store = await open({ url: server.url });
  const large = (stream: string, facts: number) =>
    anAppend(stream, 0, { facts: Array(facts).fill('x'.repeat(50_000)) });
  await appended(store, anAppend('table:small', 0));
  const used = Number(/^used_memory:(\d+)/m.exec(String(await server.command('INFO', 'memory')))?.[1]);
  // Six MB come with the call, and are held once more as they are written.
  await server.command('CONFIG', 'SET', 'maxmemory', String(used + 8_000_000));
  const tables = ['table:a', 'table:b', 'table:c'];
  const calls = await appendCalls(async () => {
    await Promise.all(tables.map((stream) => appended(store, large(stream, 40))));
  });
  expect(calls).toBe(1);
  await expect(store.append(large('table:d', 80))).rejects.toThrow(/out of memory/);
  await server.command('CONFIG', 'SET', 'maxmemory', '0');
  expect([...(await store.heads([...tables, 'table:d']))].toSorted()).toEqual(tables.map((stream) => [stream, 40]));
  // Half an append would have moved the position.
  expect((await store.readAll(0, 1_000)).at(-1)?.position).toBe(121);
});

test('texts that are asked for travel with appends and see those of the same turn', async () => {
  const store = await open({ url: server.url });
  const named = (n: number) =>
    anAppend(`table:${n}`, 0, { texts: [{ ref: `name:${n}`, author: `person ${n}`, text: `Person ${n}` }] });
  const found: Map<string, string>[] = [];
  const calls = await callsDuring(async () => {
    // Asked for first: the append leaves with them, and before them.
    const all = Array.from({ length: 50 }, (_, n) => [
      store.readTexts([`name:${n}`, 'name:0', 'name:nobody']).then((texts) => found.push(texts)),
      appended(store, named(n)),
    ]);
    await Promise.all(all.flat());
  });
  expect([calls('append'), calls('read_texts')]).toEqual([1, 50]);
  expect(found).toHaveLength(50);
  expect(found[7]).toEqual(
    new Map([
      ['name:7', 'Person 7'],
      ['name:0', 'Person 0'],
    ]),
  );
});

test('news that follow each other closely are read together', async () => {
  const store = await open({ url: server.url });
  const heard: number[] = [];
  store.watch((_, version) => heard.push(version));
  await server.command('CONFIG', 'RESETSTAT');
  const begun = performance.now();
  for (let version = 0; version < 60; version += 1) await appended(store, anAppend('table:busy', version));
  const deadline = performance.now() + 5_000;
  while (heard.at(-1) !== 60 && performance.now() < deadline) await new Promise((later) => setTimeout(later, 1));
  expect(heard).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  // One each 10 ms at most, and the one that waits for what comes next.
  expect(await counted('xread')).toBeLessThanOrEqual((performance.now() - begun) / 10 + 2);
});
