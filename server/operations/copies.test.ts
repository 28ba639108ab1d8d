// Play, copy, lose everything, put it back: the same views. On the embedded store and on a real Redis.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, type Joined } from '../calls.fixture.ts';
import { type RedisServer, startRedisServer } from '../journal/redis/redis-server.fixture.ts';
import { createRedisStore, openRedisStore } from '../journal/redis.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import { dial, eventually, must, order, viewOf } from '../live.fixture.ts';
import { startNode } from '../node.fixture.ts';
import { packageAt, seatPair } from '../pair.fixture.ts';
import type { TableView } from '../protocol/table-view.ts';
import type { StreamName } from '../protocol/wire.ts';
import { sqliteFile } from './open-store.ts';
import { runCli, startProgram } from './process.fixture.ts';
import { keptCopies, makeCopy } from './scheduled-copies.ts';
import { faultOf } from './sqlite-copy.ts';

const hostKey = 'a key for this test only';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-copies-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Played = { joined: Joined; table: StreamName & object; view: string };
const epochOf = async (url: string, { joined, table }: Omit<Played, 'view'>) => {
  const auth = { as: 'person', sessionId: joined.sessionId, person: joined.person };
  const client = await dial({ url }, auth, joined.cookie);
  const { epoch } = (await client.emitWithAck('resume', { stream: table, epoch: '', version: 0 })) as { epoch: string };
  client.close();
  return epoch;
};
const seen = async (url: string, { joined, table }: Omit<Played, 'view'>) => {
  const auth = { as: 'person', sessionId: joined.sessionId, person: joined.person };
  const client = await dial({ url }, auth, joined.cookie);
  const view = await viewOf<TableView>(client, table);
  client.close();
  return JSON.stringify(view);
};
/** Two people, an offer and a message; and what the first of them sees then. */
async function play(url: string): Promise<Played> {
  const pair = await seatPair({ url });
  const [first] = pair.people;
  if (!first) throw new Error('nobody came');
  const view = await viewOf<TableView>(first.client, pair.table);
  await must(order(first.client, pair.table, { type: 'makeOffer', package: packageAt(view, 1), beside: false }));
  await must(order(first.client, pair.table, { type: 'sendMessage', text: 'is this kept?' }));
  pair.end();
  const played = { joined: first.joined, table: pair.table };
  return { ...played, view: await seen(url, played) };
}

/** What moves by itself is no part of what is kept: presence of people, and clocks that an outage moved. */
const essence = (view: string) => {
  const { offers, messages, seats } = JSON.parse(view) as Record<string, unknown>;
  return { offers, messages, seats };
};

describe('the embedded store', () => {
  test('is copied by the running node, and put back where everything was lost', async () => {
    const program = await startProgram({ PARLEY_DATA: folder });
    await program.until('listening');
    const played = await play(program.url);
    const epoch = await epochOf(program.url, played);
    const copy = join(folder, 'copy.sqlite');
    const made = await runCli(['backup', copy], { PARLEY_DATA: folder });
    expect(made).toMatchObject({ code: 0, output: expect.stringContaining('made by the running node') });
    expect(faultOf(copy)).toBeNull();
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    // Not over a node that runs, and not over anything without being told to.
    expect(await runCli(['restore', copy, '--replace'], { PARLEY_DATA: folder })).toMatchObject({
      code: 1,
      output: expect.stringContaining('End the node first'),
    });
    program.child.kill('SIGKILL');
    await program.ended;
    expect(await runCli(['restore', copy], { PARLEY_DATA: folder })).toMatchObject({
      code: 1,
      output: expect.stringContaining('--replace'),
    });
    for (const end of ['', '-wal', '-shm']) rmSync(`${sqliteFile(folder)}${end}`, { force: true });
    expect(await runCli(['restore', copy], { PARLEY_DATA: folder })).toMatchObject({ code: 0 });
    // On a new machine there is not even a folder.
    const elsewhere = join(folder, 'new', 'data');
    expect(await runCli(['restore', copy], { PARLEY_DATA: elsewhere })).toMatchObject({ code: 0 });
    expect(faultOf(sqliteFile(elsewhere))).toBeNull();

    const again = await startProgram({ PARLEY_DATA: folder });
    await again.until('listening');
    expect(essence(await seen(again.url, played))).toEqual(essence(played.view));
    // A page that was open before may remember more than the copy holds: its view counts from another beginning.
    expect(await epochOf(again.url, played)).not.toBe(epoch);
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    // Nobody runs: the command makes the copy itself; and what is replaced is put aside, not thrown away.
    const second = join(folder, 'second.sqlite');
    expect((await runCli(['backup', second], { PARLEY_DATA: folder })).code).toBe(0);
    expect((await runCli(['restore', second, '--replace'], { PARLEY_DATA: folder })).output).toContain('.replaced-');
  });

  test('a damaged, a foreign and a missing file are refused, and nothing is changed', async () => {
    await (await openSqliteStore({ path: sqliteFile(folder) })).close();
    const before = readFileSync(sqliteFile(folder));
    const bad = join(folder, 'bad.sqlite');
    for (const [content, words] of [
      ['no database at all, but long enough to be looked at', 'cannot be read'],
      [null, 'does not exist'],
      ['', 'is not a store of Parley'],
    ] as const) {
      rmSync(bad, { force: true });
      if (content !== null) writeFileSync(bad, content);
      const { code, output } = await runCli(['restore', bad, '--replace'], { PARLEY_DATA: folder });
      expect([code, output]).toEqual([1, expect.stringContaining(words)]);
      expect(output).not.toMatch(/\n\s+at /);
    }
    expect(readFileSync(sqliteFile(folder))).toEqual(before);
  });

  test('copies by themselves keep the newest only, each of them whole', async () => {
    const store = await openSqliteStore({ path: sqliteFile(folder) });
    const copies = join(folder, 'backups');
    for (let day = 1; day <= keptCopies + 2; day += 1)
      await makeCopy(copies, store.copyTo, new Date(Date.UTC(2026, 0, day)));
    await store.close();
    const names = readdirSync(copies).sort();
    expect(names).toHaveLength(keptCopies);
    expect(names[0]).toContain('2026-01-03');
    expect(faultOf(join(copies, names[0] ?? ''))).toBeNull();
  });
});

describe('Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer();
  });
  afterAll(() => redis.end());

  const nodeOverRedis = async () => {
    const store = await openRedisStore({ url: redis.url });
    const node = await startNode({ store });
    return { url: node.url, end: () => node.end().then(() => store.close()) };
  };

  test('a new one has to be created; then played, copied, wiped, restored: the same views', async () => {
    const environment = { REDIS_URL: redis.url, PARLEY_HOST_KEY: hostKey };
    const refused = await startProgram({ ...environment, PARLEY_DATA: folder });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain('npm run store -- create');
    expect(await runCli(['store', 'create'], environment)).toMatchObject({ code: 0 });
    expect((await runCli(['store', 'create'], environment)).output).toContain('already');

    const node = await nodeOverRedis();
    const played = await play(node.url);
    const copy = join(folder, 'copy.parley');
    expect(await runCli(['backup', copy], environment)).toMatchObject({ code: 0 });
    expect(existsSync(`${copy}.part`)).toBe(false);
    expect(await runCli(['restore', copy], environment)).toMatchObject({
      code: 1,
      output: expect.stringContaining('--replace'),
    });
    await redis.command('FLUSHALL');
    expect((await runCli(['restore', copy], environment)).output).toContain('keys are back');
    // The node of before may remember more than the copy holds: it has to be started again.
    const stale = await call(node, '/api/join', {
      commandId: 'x'.repeat(22),
      code: '123456',
      name: 'Anna',
      department: null,
      language: 'nl',
      place: 'room',
    });
    expect(stale.status).toBe(503);
    await node.end();
    const again = await nodeOverRedis();
    expect(essence(await seen(again.url, played))).toEqual(essence(played.view));
    await again.end();
    writeFileSync(copy, readFileSync(copy).subarray(0, -40));
    expect((await runCli(['restore', copy, '--replace'], environment)).output).toContain('damaged');
  });

  test.each([
    ['emptied', async (): Promise<void> => void (await redis.command('FLUSHALL')), /restore the backup/],
    [
      'gone with its files, and started anew',
      async (): Promise<void> => {
        await redis.wipe();
        await redis.start();
      },
      /restore the backup/,
    ],
    [
      'replaced by one with a store of its own',
      async (): Promise<void> => {
        await redis.command('FLUSHALL');
        await createRedisStore({ url: redis.url });
      },
      /was wiped or replaced\): restore the backup/,
    ],
  ] as const)('%s under a running node: not ready, and it says "restore"', async (how, lose, words) => {
    await createRedisStore({ url: redis.url });
    const environment = { REDIS_URL: redis.url, PARLEY_HOST_KEY: hostKey, PARLEY_DATA: folder };
    const program = await startProgram(environment);
    await program.until('ready');
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
    await lose();
    const ready = await fetch(`${program.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('"store":"')]);
    await program.until('storeAway');
    await eventually(async () => (words.test(program.output()) ? true : null));
    // It does not come back by itself: nothing of what it knew is there.
    await new Promise((later) => setTimeout(later, 1_500));
    const asked = await fetch(`${program.url}/readyz`);
    expect([asked.status, await asked.text()]).toEqual([503, expect.stringContaining('restore the backup')]);
    if (how !== 'replaced by one with a store of its own') {
      const other = await startProgram(environment);
      expect(await other.ended).toBe(1);
      expect(other.output()).toContain('restore the backup');
    }
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    await redis.command('FLUSHALL');
  });

  test('the doctor names what is wrong with its mend, and ends with 1', async () => {
    await redis.command('FLUSHALL');
    const environment = { REDIS_URL: redis.url, PARLEY_HOST_KEY: hostKey, PARLEY_DATA: folder, PORT: '0' };
    const empty = await runCli(['doctor'], environment);
    expect(empty).toMatchObject({ code: 1, output: expect.stringContaining('npm run store -- create') });
    await createRedisStore({ url: redis.url });
    expect((await runCli(['doctor'], environment)).output).toContain('Redis answers, fits and holds a store');
    await redis.command('CONFIG', 'SET', 'appendfsync', 'everysec');
    expect((await runCli(['doctor'], environment)).output).toContain('appendfsync always');
    await redis.command('CONFIG', 'SET', 'appendfsync', 'always');
  });
});

test('the doctor of the embedded store: whole, damaged, port taken; never a stack', async () => {
  await (await openSqliteStore({ path: sqliteFile(folder) })).close();
  const environment = { PARLEY_DATA: folder, PORT: '0' };
  expect((await runCli(['doctor'], environment)).output).toContain('parley.sqlite is whole');
  const bytes = readFileSync(sqliteFile(folder));
  // Over the middle of the file, behind its header.
  bytes.fill(0xab, 4_096, 12_288);
  writeFileSync(sqliteFile(folder), bytes);
  const damaged = await runCli(['doctor'], environment);
  expect(damaged).toMatchObject({ code: 1, output: expect.stringContaining('npm run restore') });
  expect(damaged.output).not.toMatch(/\n\s+at /);
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const PORT = String((taken.address() as { port: number }).port);
  expect((await runCli(['doctor'], { PARLEY_DATA: folder, PARLEY_BIND: '127.0.0.1', PORT })).output).toContain(
    'in use',
  );
  taken.close();
});
