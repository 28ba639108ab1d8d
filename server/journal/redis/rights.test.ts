// That a node which starts has every right its appends will need: what the functions call is what is tried.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { createRedisStore, openRedisStore } from '../redis.ts';
import { type RedisServer, startRedisServer } from './redis-server.fixture.ts';
import { newPrefix } from './stores.fixture.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.end());

const folder = new URL('./library/', import.meta.url);
const library = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
const found = (text: string, what: RegExp) => [...new Set([...text.matchAll(what)].map(([, word]) => word as string))];
const others = () =>
  Object.entries(library)
    .filter(([name]) => name !== 'rights.lua')
    .map(([, text]) => text)
    .join('\n');

test('every command that a function calls is tried when a node starts, and each by its name', () => {
  const called = found(others(), /\bcall\('(\w+)'/g);
  expect(called.length).toBeGreaterThan(20);
  // Nothing is called by a name that this test could not read.
  expect(others().match(/\bcall\((?!')/g)).toBeNull();
  // TIME is met by the function that every connection calls before.
  expect(called.filter((name) => name !== 'TIME').toSorted()).toEqual(
    found(library['rights.lua'] ?? '', /\btry\('(\w+)'/g).toSorted(),
  );
});

test('every kind of key that a function names is reached for', () => {
  const named = found(others(), /\bprefix \.\. '([\w:-]+)'/g).concat('facts:', 'acks:', 'docs-in:', 'claims-of:');
  expect(named.length).toBeGreaterThan(15);
  const reached = library['rights.lua'] ?? '';
  // Read before anything else; and a channel, no key.
  for (const kind of new Set(named)) if (!['epoch', 'whispers'].includes(kind)) expect(reached).toContain(`'${kind}'`);
});

// The prefix itself is what every call names.
const kinds = ['', 'epoch', 'position', 'at', 'beat', 'facts:*', 'acks:*', 'log', 'texts*', 'docs*', 'due', 'outbox*'];
const more = ['claims*', 'erased', 'removals', 'scrubbed', 'news', 'rights-*'];

async function openingWith(keys: readonly string[], prefix: string): Promise<string> {
  const patterns = keys.map((key) => `~${prefix}${key}`);
  await server.command('ACL', 'SETUSER', 'lesser', 'reset', 'on', '>word', ...patterns, '&*', '+@all');
  const url = `redis://lesser:word@127.0.0.1:${server.port}`;
  const store = await openRedisStore({ url, prefix, patienceMs: 0 }).catch((error: Error) => error.message);
  if (typeof store === 'string') return store;
  await appended(store, anAppend('table:1', 0));
  await store.close();
  return 'opened';
}

test.each([
  ['texts*', 'HDEL on '],
  ['facts:*', 'UNLINK on '],
  ['news', 'XADD on '],
  ['position', 'GET on '],
])('a user who may not reach %s is refused at the start', async (kind, named) => {
  const prefix = newPrefix();
  await createRedisStore({ url: server.url, prefix });
  const before = ((await server.command('KEYS', `${prefix}*`)) as string[]).toSorted();
  const lacking = [...kinds, ...more].filter((key) => key !== kind);
  expect(await openingWith(lacking, prefix)).toContain(
    `does not let this user run ${named}${prefix}${kind.slice(0, 4)}`,
  );
  expect(((await server.command('KEYS', `${prefix}*`)) as string[]).toSorted()).toEqual(before);
  expect(await openingWith([...kinds, ...more], prefix)).toBe('opened');
});

test('a user who may read but not write is refused at the start', async () => {
  const prefix = newPrefix();
  await createRedisStore({ url: server.url, prefix });
  const url = `redis://reader:word@127.0.0.1:${server.port}`;
  onTestFinished(() => void server.command('ACL', 'DELUSER', 'reader'));
  const rights = [`%R~${prefix}*`, `~${prefix}`, `~${prefix}rights-*`, '&*', '+@all'];
  await server.command('ACL', 'SETUSER', 'reader', 'reset', 'on', '>word', ...rights);
  await expect(openRedisStore({ url, prefix, patienceMs: 0 })).rejects.toThrow(/SET on .*position/);
});

test('a key of the store that holds something else is told at the start, not by half an append', async () => {
  const prefix = newPrefix();
  await createRedisStore({ url: server.url, prefix });
  await server.command('SET', `${prefix}claims`, 'what somebody else put there');
  await expect(openRedisStore({ url: server.url, prefix, patienceMs: 0 })).rejects.toThrow(
    /HDEL on .*claims \(which holds something else\)/,
  );
});
