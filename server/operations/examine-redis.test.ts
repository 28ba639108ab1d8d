// What the doctor says of a Redis, and what a node says that starts over it: each setting in plain words, with its mend.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type RedisServer, startRedisServer } from '../journal/redis/redis-server.fixture.ts';
import { createRedisStore } from '../journal/redis.ts';
import { examineRedis } from './examine-redis.ts';
import { runCli, startProgram } from './process.fixture.ts';

let usual: RedisServer;
beforeAll(async () => {
  usual = await startRedisServer();
  await createRedisStore({ url: usual.url });
});
afterAll(() => usual.end());

async function aServer(settings: string[], { created = true } = {}): Promise<RedisServer> {
  const server = await startRedisServer(settings);
  onTestFinished(() => server.end());
  if (created) await createRedisStore({ url: server.url });
  return server;
}
const faultsOf = async ({ url }: RedisServer) =>
  (await examineRedis(url)).filter(({ ok }) => !ok).map(({ what, mend }) => `${what} | ${mend}`);

test('as docs/operations.md wants it there is no fault, and its memory is told', async () => {
  expect(await faultsOf(usual)).toEqual([]);
  expect((await examineRedis(usual.url)).map(({ what }) => what).join('\n')).toMatch(/uses \d+ MB, without a bound/);
});

test.each([
  [['--appendonly', 'no'], /may lose what was acknowledged \(append-only file: off\) \| Set appendonly yes/],
  [['--appendfsync', 'everysec'], /may lose what was acknowledged \(append-only file: everysec\)/],
  [['--appendfsync', 'no'], /may lose what was acknowledged \(append-only file: no\)/],
  [['--maxmemory', '1mb'], /of at most 1 MB \| Give it more \(maxmemory\)|out of memory/],
])('%j is named with its mend', async (settings, words) => {
  const server = await aServer(settings.includes('--maxmemory') ? [] : settings);
  if (settings.includes('--maxmemory')) await server.command('CONFIG', 'SET', 'maxmemory', '1mb');
  expect(await faultsOf(server)).toEqual([expect.stringMatching(words)]);
});

test.each([
  ['a replica', () => ['--replicaof', '127.0.0.1', `${usual.port}`], /read-only replica: name the primary/],
  ['a Cluster', () => ['--cluster-enabled', 'yes'], /Redis Cluster, which Parley does not support/],
])('%s is refused', async (_what, settings, words) => {
  const server = await aServer(settings(), { created: false });
  expect(await faultsOf(server)).toEqual([expect.stringMatching(words)]);
});

test.each(['allkeys-lru', 'allkeys-lfu', 'allkeys-random'])('%s is refused', async (policy) => {
  const server = await aServer([]);
  await server.command('CONFIG', 'SET', 'maxmemory-policy', policy);
  expect(await faultsOf(server)).toEqual([expect.stringMatching(/would throw sessions away.*set noeviction/)]);
});

test.each(['volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl'])(
  '%s takes nothing of ours',
  async (policy) => {
    const server = await aServer(['--maxmemory', '100mb', '--maxmemory-policy', policy]);
    expect(await faultsOf(server)).toEqual([]);
  },
);

test('a user who lacks a right is told which, by the doctor and by a node that starts', async () => {
  await usual.command('ACL', 'SETUSER', 'lesser', 'reset', 'on', '>word', '~*', '&*', '+@all', '-zadd');
  const url = `redis://lesser:word@127.0.0.1:${usual.port}`;
  expect((await examineRedis(url)).filter(({ ok }) => !ok)).toEqual([
    expect.objectContaining({
      what: expect.stringMatching(/does not let this user run ZADD: see docs\/persistence.md/),
    }),
  ]);
  const environment = { REDIS_URL: url, PARLEY_HOST_KEY: 'a key for this test only' };
  const program = await startProgram(environment);
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain('does not let this user run ZADD');
  expect(program.output()).not.toMatch(/\n\s+at /);
  expect(await runCli(['doctor'], { ...environment, PORT: '0' })).toMatchObject({ code: 1 });
});

test('a node over a Redis that may lose something starts, and says so once', async () => {
  const server = await aServer(['--appendonly', 'no']);
  const program = await startProgram({ REDIS_URL: server.url, PARLEY_HOST_KEY: 'a key for this test only' });
  await program.until('listening');
  expect(program.output()).toMatch(/"appendOnlyFile":"off","kind":"storeUnsafe"/);
  program.child.kill('SIGTERM');
  await program.ended;
});
