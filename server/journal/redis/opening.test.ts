// What a Redis must be to be taken: each that is not fit is refused in words that name the mend.

import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { createRedisStore, openRedisStore } from '../redis.ts';
import { type RedisServer, startRedisServer } from './redis-server.fixture.ts';
import { newPrefix, openedStores } from './stores.fixture.ts';

const open = openedStores();
let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.end());

async function opening(url: string, patienceMs = 0): Promise<string> {
  const store = await openRedisStore({ url, prefix: 'parley:', patienceMs }).catch((error: Error) => error);
  if (!(store instanceof Error)) throw new Error('it opened');
  expect(store.name).toBe('StoreUnavailable');
  return store.message;
}

async function aServer(settings: string[]): Promise<RedisServer> {
  const other = await startRedisServer(settings);
  onTestFinished(() => other.end());
  return other;
}

test('a store is created once; then it opens, and creating again changes nothing', async () => {
  const prefix = newPrefix();
  expect(await createRedisStore({ url: server.url, prefix })).toBe(true);
  const epoch = await server.command('GET', `${prefix}epoch`);
  expect(await createRedisStore({ url: server.url, prefix })).toBe(false);
  expect(await server.command('GET', `${prefix}epoch`)).toBe(epoch);
  const store = await open({ url: server.url, prefix, found: 'expect' });
  expect(store.persistence()).toMatchObject({ appendOnlyFile: 'always', snapshots: false, failing: false });
});

test('an empty Redis is refused: it may be one that lost its sessions', async () => {
  expect(await opening(server.url)).toMatch(/holds no sessions.*restore the backup.*npm run store -- create/);
});

test('the remains of a store without its epoch are not built upon', async () => {
  const prefix = newPrefix();
  await server.command('SET', `${prefix}position`, '7');
  await expect(createRedisStore({ url: server.url, prefix })).rejects.toThrow(/remains/);
});

test('a store of a newer version is refused', async () => {
  const prefix = newPrefix();
  await server.command('SET', `${prefix}epoch`, '99 something');
  await expect(openRedisStore({ url: server.url, prefix })).rejects.toThrow(/newer version of Parley \(format 99/);
});

test('what is not a Redis URL, nobody there, and what is not a Redis are told apart', async () => {
  expect(await opening('http://127.0.0.1:1')).toMatch(/REDIS_URL must look like/);
  expect(await opening('redis://127.0.0.1:1')).toMatch(/127\.0\.0\.1:1 does not answer: nothing listens/);
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  expect(await opening(`redis://127.0.0.1:${port}`)).toMatch(/is not a Redis/);
});

test('a password that is missing or wrong is named without saying any', async () => {
  const locked = await aServer([]);
  await locked.command('CONFIG', 'SET', 'requirepass', 'rightPassword');
  expect(await opening(locked.url)).toMatch(/wants a password/);
  const words = await opening(`redis://:wrongPassword@127.0.0.1:${locked.port}`);
  expect(words).toMatch(/refuses the user or password/);
  expect(words).not.toContain('wrongPassword');
});

test('a replica, a Cluster and a policy that throws keys away are refused', async () => {
  const replica = await aServer(['--replicaof', '127.0.0.1', `${server.port}`]);
  expect(await opening(replica.url)).toMatch(/read-only replica/);
  const cluster = await aServer(['--cluster-enabled', 'yes']);
  expect(await opening(cluster.url)).toMatch(/Redis Cluster/);
  const forgetful = await aServer([]);
  await forgetful.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await opening(forgetful.url)).toMatch(/allkeys-lru.*noeviction/);
});

test('protected mode is said in plain words', async () => {
  const protectedRedis = createServer((socket) =>
    socket.end(
      '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set.\r\n',
    ),
  );
  await new Promise<void>((ready) => protectedRedis.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void protectedRedis.close());
  const { port } = protectedRedis.address() as { port: number };
  expect(await opening(`redis://127.0.0.1:${port}`)).toMatch(/protected mode.*REDIS_URL/);
});

test.each(['volatile-lru', 'volatile-ttl'])('%s is taken: Parley gives no key a time to live', async (policy) => {
  const other = await aServer(['--maxmemory', '50mb', '--maxmemory-policy', policy]);
  const store = await open({ url: other.url });
  expect(store.persistence().memory.mostBytes).toBe(50 * 1024 * 1024);
  await appended(store, anAppend('table:1', 0));
  const keys = (await other.command('KEYS', '*')) as string[];
  expect(await Promise.all(keys.map((key) => other.command('TTL', key)))).toEqual(keys.map(() => -1));
});

test.each([
  ['-info', 'INFO'],
  ['-fcall', 'FCALL'],
  ['-function', 'FUNCTION'],
  ['-time', 'do what the store needs'],
  ['-incr', 'INCR'],
  ['-mset', 'MSET'],
  ['-sismember', 'SISMEMBER'],
  ['-xadd', 'XADD'],
  ['-publish', 'PUBLISH'],
  ['-xread', 'XREAD'],
  ['-subscribe', 'SUBSCRIBE'],
  ['-unlink', 'UNLINK'],
  ['-incr -zadd', 'INCR, ZADD'],
  ['resetchannels', 'do what the store needs|PUBLISH'],
])('a user with %s is refused at the start, by what is missing', async (lack, named) => {
  await server.command('FUNCTION', 'FLUSH');
  const prefix = newPrefix();
  await createRedisStore({ url: server.url, prefix });
  await server.command('ACL', 'SETUSER', 'lesser', 'reset', 'on', '>word', '~*', '&*', '+@all', ...lack.split(' '));
  const url = `redis://lesser:word@127.0.0.1:${server.port}`;
  const failed = await openRedisStore({ url, prefix, patienceMs: 0 }).catch((error: Error) => error.message);
  expect(failed).toMatch(new RegExp(`does not let this user (run )?(${named}).*docs/persistence.md`));
  // Trying leaves nothing.
  expect(((await server.command('KEYS', `${prefix}rights*`)) as string[]).length).toBe(0);
});

test.each([
  [['--appendonly', 'no'], { appendOnlyFile: 'off', snapshots: false }],
  [['--appendfsync', 'everysec', '--save', '60', '1'], { appendOnlyFile: 'everysec', snapshots: true }],
] as const)('the operator can see what %j promises', async (settings, promised) => {
  const other = await aServer([...settings]);
  const store = await open({ url: other.url });
  expect(store.persistence()).toMatchObject(promised);
});

test.each([
  ['all of it', ['+config|get', '+bgrewriteaof', '+bgsave'], 'always'],
  ['without the last three', [], 'unknown'],
] as const)('a user with the rights that docs/persistence.md lists is enough: %s', async (_which, more, promised) => {
  const other = await aServer([]);
  const rights = ['+@read', '+@write', '+@pubsub', '+@scripting', '+@connection', '+info', '+time', ...more];
  await other.command('ACL', 'SETUSER', 'parley', 'on', '>word', '~parley:*', '&parley:*', '-@all', ...rights);
  const url = `redis://parley:word@127.0.0.1:${other.port}`;
  const store = await open({ url, prefix: 'parley:' });
  const heard: string[] = [];
  store.watch((stream) => heard.push(stream));
  await appended(store, anAppend('table:1', 0));
  await store.whisper('word');
  await store.deleteStreams(['table:1']);
  expect(store.persistence().appendOnlyFile).toBe(promised);
  await vi.waitFor(() => expect(heard).toEqual(['table:1']), { timeout: 10_000 });
});
