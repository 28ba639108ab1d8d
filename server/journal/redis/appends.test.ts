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

/** How many calls of the function `append` Redis was asked for during this work. Its log holds what was asked, not what functions call. */
async function appendCalls(work: () => Promise<void>): Promise<number> {
  await server.command('CONFIG', 'SET', 'slowlog-log-slower-than', '0');
  await server.command('SLOWLOG', 'RESET');
  await work();
  const entries = (await server.command('SLOWLOG', 'GET', '10000')) as [number, number, number, string[]][];
  await server.command('CONFIG', 'SET', 'slowlog-log-slower-than', '-1');
  return entries.filter(([, , , [word = '', name = '']]) => word === 'FCALL' && name.endsWith('_append')).length;
}
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
