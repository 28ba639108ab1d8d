// Stores that a test opens on a Redis server, each closed after it.
// Serves tests only.

import { afterEach } from 'vitest';
import { openRedisStore, type RedisOptions, type RedisStore } from '../redis.ts';

let prefixes = 0;

/** A prefix that no other test of this process uses. */
export function newPrefix(): string {
  prefixes += 1;
  return `test-${prefixes}:`;
}

/** Opens stores, with an empty prefix of their own unless one is named; they close after the test. */
export function openedStores(): (options: RedisOptions) => Promise<RedisStore> {
  const opened = new Set<RedisStore>();
  afterEach(async () => {
    for (const store of opened) await store.close();
    opened.clear();
  });
  return async (options) => {
    const store = await openRedisStore({ prefix: newPrefix(), found: 'create', ...options });
    opened.add(store);
    return store;
  };
}
