// A beat that a hung Redis comes to only later notes nothing: it would hide that nothing ran meanwhile.
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openRedisStore } from '../redis.ts';
import { startRedisServer } from './redis-server.fixture.ts';

test('a beat that waited in the socket of a hung Redis for longer than it is meant is not noted', async () => {
  const server = await startRedisServer();
  const store = await openRedisStore({ url: server.url, found: 'create' });
  await store.beat();
  const before = await store.lastBeat();
  await store.now();
  server.hang();
  await expect(store.beat()).rejects.toThrow();
  await setTimeout(2_500);
  server.resume();
  const reopened = await openRedisStore({ url: server.url });
  await setTimeout(500);
  expect(await reopened.lastBeat()).toBe(before);
  await reopened.close();
  await store.close();
  await server.end();
});
