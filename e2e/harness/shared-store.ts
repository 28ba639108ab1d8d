// A Redis of its own for a story, with an empty store in it, as several servers share it.

import { type RedisServer, startRedisServer } from '../../server/journal/redis/redis-server.fixture.ts';
import { createRedisStore } from '../../server/journal/redis.ts';

export async function startSharedStore(): Promise<RedisServer> {
  const redis = await startRedisServer();
  await createRedisStore({ url: redis.url });
  return redis;
}
