// The Redis store keeps the contract of every store, on a real server with AOF always.

import { afterAll, beforeAll } from 'vitest';
import { describeStore } from './contract.ts';
import { type RedisServer, startRedisServer } from './redis/redis-server.fixture.ts';
import { openRedisStore } from './redis.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.end());

let stores = 0;
describeStore('redis', () => {
  stores += 1;
  return openRedisStore({ url: server.url, prefix: `test-${stores}:`, found: 'create' });
});
