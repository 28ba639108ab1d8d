// All that a real node prints, at its most talkative, while people play, somebody attacks, and Redis fails: no secret and nobody's
// words are in it. The same search finds what is meant to be there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, freshId, setupOf, wishFor } from '../calls.fixture.ts';
import { type RedisServer, startRedisServer } from '../journal/redis/redis-server.fixture.ts';
import { createRedisStore, openRedisStore } from '../journal/redis.ts';
import { asPerson, dial, must, order, viewOf } from '../live.fixture.ts';
import { type Pair, packageAt, seatPair } from '../pair.fixture.ts';
import type { TableView } from '../protocol/table-view.ts';
import { openTcp } from '../raw-client.fixture.ts';
import { type Program, runCli, startProgram } from './process.fixture.ts';
import { until } from './watched-node.fixture.ts';

/** Everything is marked by its own word, so that a find says what leaked. */
const words = {
  hostKey: 'Hostkanarie-7919-hostkey',
  metricsKey: 'Metriekkanarie-7919-key',
  password: 'Redisanarie-7919-word',
  name: 'Naamkanarie',
  department: 'Afdelingkanarie',
  chat: 'Praatkanarie-7919',
  note: 'Notitiekanarie-7919',
  line: 'Regelkanarie-7919',
  frame: 'Framekanarie-7919',
  path: 'Padkanarie-7919',
  header: 'Kopkanarie-7919',
  body: 'Lijfkanarie-7919',
  stored: 'Journaalkanarie-7919',
  wrongKey: 'Fouteanarie-7919-hostkey',
};

let folder: string;
let redis: RedisServer;
let program: Program;
/** What else must not be there: codes, cookies, links, ids of people. */
const secrets: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-silence-'));
  redis = await startRedisServer();
  await redis.command('ACL', 'SETUSER', 'parley', 'on', `>${words.password}`, '~*', '&*', '+@all');
  await createRedisStore({ url: redis.url });
});
afterAll(async () => {
  if (program?.child.exitCode === null) program.child.kill('SIGKILL');
  await program?.ended;
  await redis.end();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({
  REDIS_URL: `redis://parley:${words.password}@127.0.0.1:${redis.port}/0`,
  PARLEY_HOST_KEY: words.hostKey,
  PARLEY_METRICS_KEY: words.metricsKey,
  PARLEY_DATA: folder,
  PARLEY_LOG: 'debug',
});
const node = () => ({ url: program.url, port: program.port, hostKey: words.hostKey });
const secretIn = (cookie: string) => cookie.split('=')[1] ?? '';
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));
const figures = async () =>
  (await fetch(`${program.url}/metrics`, { headers: { authorization: `Bearer ${words.metricsKey}` } })).text();

/** People come, talk, write, offer, and make links. */
async function play(): Promise<Pair> {
  const pair = await seatPair(node());
  const [anna] = pair.people;
  if (!anna) throw new Error('nobody came');
  const wish = { ...wishFor(pair.hosted.code), name: words.name, department: words.department };
  const third = await call<{ person: string }>(node(), '/api/join', wish);
  expect(third.status).toBe(200);
  await must(order(anna.client, pair.table, { type: 'sendMessage', text: words.chat }));
  const view = await viewOf<TableView>(anna.client, pair.table);
  await must(order(anna.client, pair.table, { type: 'makeOffer', package: packageAt(view, 0), beside: false }));
  const note = { stream: pair.table, key: 'limit' as const, text: words.note, revision: 1 };
  expect(await anna.client.emitWithAck('note', note)).toMatchObject({ ok: true });
  const { sessionId, code, cookie } = pair.hosted;
  const links = { kind: 'facilitator', sessionId, person: null };
  const made = await call<{ path: string }>(node(), '/api/links', links, { cookie });
  const link = made.body.path.split('#')[1] ?? '';
  const exchanged = await call(node(), '/api/links/exchange', { secret: link });
  expect(exchanged.status).toBe(200);
  Object.assign(secrets, {
    code,
    link,
    facilitator: secretIn(cookie),
    otherConsole: secretIn(exchanged.cookie),
    anna: secretIn(anna.joined.cookie),
    third: secretIn(third.cookie),
    person: third.body.person,
    sessionId,
  });
  return pair;
}

/** Wrong keys, codes, frames, cookies, paths, headers and bytes. */
async function attack({ hosted, people, table }: Pair): Promise<void> {
  const [anna] = people;
  if (!anna) throw new Error('nobody came');
  const wish = { commandId: freshId(), setup: setupOf('importheffing'), key: words.wrongKey };
  await call(node(), '/api/sessions', wish);
  await call(node(), '/api/join', { ...wishFor('nosuch'), name: words.body });
  await call(node(), '/api/join', `{"name":"${words.body}`);
  await call(node(), `/api/${words.path}`, { [words.body]: words.body });
  await call(node(), '/api/join', wishFor(hosted.code), { origin: `http://${words.header}.test` });
  const headers = {
    'user-agent': words.header,
    referer: `http://x/${words.header}`,
    cookie: `parley_p_${words.header}=x`,
  };
  for (const path of [
    `/${words.path}`,
    `/%E0%A4%A/${words.path}`,
    `/_next/static/${words.path}`,
    `/link?${words.path}`,
  ])
    await fetch(`${program.url}${path}`, { headers }).then((answer) => answer.text());
  const untyped = anna.client as unknown as { emitWithAck(name: string, ...more: unknown[]): Promise<unknown> };
  await untyped.emitWithAck('command', { [words.frame]: words.frame });
  await untyped.emitWithAck('command', { stream: table, commandId: freshId(), command: { type: words.frame } });
  await untyped.emitWithAck('resume', { stream: { table: words.frame }, epoch: words.frame, version: 0 });
  await order(anna.client, table, { type: 'acceptOffer', offerId: words.frame });
  const auth = { as: 'person', sessionId: hosted.sessionId, person: words.frame };
  await dial(node(), auth, anna.joined.cookie).catch(() => null);
  const raw = await openTcp(program.port);
  raw.raw(`GET /${words.path} HTTP/9\r\n${words.header}: \u0000\r\n\r\n`);
  await raw.closed;
}

/** A journal that nobody can fold, a Redis that hangs, and one that does not know the password any more. */
async function breakThings({ people, table, facilitator }: Pair): Promise<void> {
  const [anna, bram] = people;
  if (!anna || !bram) throw new Error('nobody came');
  redis.hang();
  const lost = order(anna.client, table, { type: 'sendMessage', text: words.chat });
  expect(await lost).toMatchObject({ ok: false, rejection: { code: 'tryAgain' } });
  redis.resume();
  await program.until('storeBack');
  await redis.command('ACL', 'SETUSER', 'parley', 'resetpass', '>another');
  await redis.command('CLIENT', 'KILL', 'USER', 'parley');
  await until(() => program.output().includes('refuses the user or password'));
  await redis.command('ACL', 'SETUSER', 'parley', `>${words.password}`);
  await until(() => program.turns().filter((turn) => turn === 'storeBack').length > 1);
  const store = await openRedisStore({ url: redis.url });
  const stream = `table:${table.table}`;
  const head = (await store.read(stream)).length;
  await store.append({
    stream,
    expectedVersion: head,
    facts: [{ schemaVersion: 1, type: words.stored, text: words.stored, seats: words.stored }],
    idempotency: { seatId: words.stored, commandId: words.stored, payloadHash: '', ack: null },
  });
  await store.close();
  await order(bram.client, table, { type: 'sendMessage', text: words.chat }).catch(() => null);
  await order(facilitator, 'session', { type: 'pause', tableId: null });
  await pause(1_500);
}

test('neither the log nor the figures hold a secret or what somebody wrote', { timeout: 120_000 }, async () => {
  program = await startProgram(environment());
  await program.until('ready');
  const pair = await play();
  await attack(pair);
  await breakThings(pair);
  const text = await figures();
  // Somebody who comes back, so that what was read anew is told about too.
  const [, bram] = pair.people;
  if (bram) (await asPerson(node(), bram.joined)).close();
  pair.end();
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);

  // What is meant to be there, found by the same search.
  const printed = `${program.output()}\n${text}`;
  for (const meant of ['listening', 'storeAway', 'storeBack', '"refused"', `127.0.0.1:${redis.port}`, 'hostKeyWrong'])
    expect(printed, meant).toContain(meant);
  expect(text).toMatch(/parley_refused_total\{at="frame",why="malformed"\} [1-9]/);
  for (const [what, secret] of Object.entries({ ...words, ...secrets })) {
    expect(secret.length, what).toBeGreaterThan(4);
    expect(printed.includes(secret), `${what} was printed`).toBe(false);
    expect(printed.includes(encodeURIComponent(secret)), `${what} was printed`).toBe(false);
  }
});

test('nor do the programs of the operator, also where they fail', async () => {
  const settings = environment();
  const copy = join(folder, 'copy.parley');
  const said = [
    await runCli(['doctor'], { ...settings, PORT: '0' }),
    await runCli(['backup', copy], settings),
    await runCli(['restore', copy], settings),
    await runCli(['doctor'], { ...settings, PORT: '0', REDIS_URL: settings.REDIS_URL.replace('7919', '7920') }),
    await runCli(['doctor'], { ...settings, REDIS_URL: `http://${words.password}@x` }),
    await runCli(['doctor'], { ...settings, PARLEY_HOST_KEY: words.hostKey.slice(0, 12), PORT: 'x' }),
  ].map(({ output }) => output);
  const printed = said.join('\n');
  for (const meant of [
    'Redis answers',
    'as of one moment',
    '--replace',
    'refuses the user or password',
    'REDIS_URL is no',
    'PORT is',
  ])
    expect(printed, meant).toContain(meant);
  for (const secret of [...Object.values(words), ...Object.values(secrets), words.hostKey.slice(0, 12)])
    expect(printed).not.toContain(secret);
});
