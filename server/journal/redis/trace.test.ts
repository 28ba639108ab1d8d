// What was removed is gone from Redis's files when the removal resolves, and when a node had died before it could see to that.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { anAppend, appended } from '../contract-sample.ts';
import { type RedisServer, startRedisServer } from './redis-server.fixture.ts';
import { openedStores } from './stores.fixture.ts';

const open = openedStores();
const secret = 'removed-4c1f0e';

async function aServer(settings: string[] = []): Promise<RedisServer> {
  const server = await startRedisServer(settings);
  onTestFinished(() => server.end());
  return server;
}

/** Whether any file of the server holds the words. */
async function isOnDisk(server: RedisServer, words: string): Promise<boolean> {
  const files = await readdir(server.folder, { recursive: true, withFileTypes: true });
  const read = files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name)));
  return (await Promise.all(read)).some((bytes) => bytes.includes(words));
}

const written = (stream: string, words: string) =>
  anAppend(stream, 0, {
    facts: [{ said: words }],
    texts: [{ ref: `${stream} text`, author: 'p1', text: words }],
    outbox: [{ target: 'table:2', command: words }],
  });

test('a deleted stream leaves no trace in the log; what stays, stays', async () => {
  const server = await aServer();
  const store = await open({ url: server.url });
  await appended(store, written('table:1', secret));
  await appended(store, written('table:2', 'kept-77ab'));
  expect(await isOnDisk(server, secret)).toBe(true);
  await store.deleteStreams(['table:1']);
  expect(await isOnDisk(server, secret)).toBe(false);
  await server.kill();
  await server.start();
  await vi.waitFor(async () => expect((await store.read('table:2')).length).toBe(1), { timeout: 5_000 });
});

test('an erased author leaves no trace in log and snapshot, also where others are erased at the same time', async () => {
  const server = await aServer(['--save', '3600', '1']);
  const store = await open({ url: server.url });
  await appended(store, anAppend('table:1', 0, { texts: [{ ref: 'r', author: 'p1', text: secret }] }));
  await store.putDocument({ stream: 'table:1', author: 'p1', key: 'notes', text: secret, revision: 1 });
  await server.command('SAVE');
  expect(await isOnDisk(server, secret)).toBe(true);
  await Promise.all(['p2', 'p1', 'p3'].map((author) => store.eraseAuthor(author)));
  expect(await isOnDisk(server, secret)).toBe(false);
});

test('a node that died between removal and scrub: the next one that starts sees to it', async () => {
  const server = await aServer();
  const prefix = 'parley:';
  const first = await open({ url: server.url, prefix });
  await appended(first, written('table:1', secret));
  await first.deleteStreams(['table:9']);
  await appended(first, written('table:3', 'kept-77ab'));
  await first.close();
  // As the removal's call leaves it, had the node died right after it.
  for (const key of ['facts:table:1', 'acks:table:1', 'texts', 'outbox-rows'])
    await server.command('DEL', `${prefix}${key}`);
  await server.command('INCR', `${prefix}removals`);
  expect(await isOnDisk(server, secret)).toBe(true);
  await open({ url: server.url, prefix, found: 'expect' });
  await vi.waitFor(async () => expect(await isOnDisk(server, secret)).toBe(false), { timeout: 10_000, interval: 50 });
});
