// The figures of a node: each is provoked and then found, and none of them names anybody.
import { get } from 'node:http';
import { expect, test } from 'vitest';
import { call, freshId, host, joinAs, wishFor } from '../calls.fixture.ts';
import { endsAt } from '../deadline.fixture.ts';
import { asPerson, dial, order, viewOf } from '../live.fixture.ts';
import { packageAt, seatPair } from '../pair.fixture.ts';
import type { TableView } from '../protocol/table-view.ts';
import { openLive } from '../raw-client.fixture.ts';
import { canary, until, watchedNodes } from './watched-node.fixture.ts';

const start = watchedNodes();

test('commands, refusals by code, connections, appends with their time, resumes; nobody is named', async () => {
  const { node, get, figure } = await start();
  const pair = await seatPair(node);
  const [first, second] = pair.people;
  if (!first || !second) throw new Error('nobody came');
  const view = await viewOf<TableView>(first.client, pair.table);
  await order(first.client, pair.table, { type: 'makeOffer', package: packageAt(view, 0), beside: false });
  await order(second.client, pair.table, { type: 'sendMessage', text: canary });
  await order(second.client, pair.table, { type: 'acceptOffer', offerId: freshId() });
  expect(await figure('parley_commands_total{type="makeOffer",outcome="accepted"}')).toBe(1);
  expect(await figure('parley_commands_total{type="acceptOffer",outcome="refused"}')).toBe(1);
  expect(await figure('parley_rejections_total{code="unknownOffer"}')).toBe(1);
  expect(await figure('parley_connections')).toBe(3);
  const appends = await figure('parley_append_seconds_count');
  expect(appends).toBeGreaterThan(5);
  expect(await figure('parley_append_seconds_sum')).toBeGreaterThan(0);
  expect(await figure('parley_appends_total{outcome="appended"}')).toBe(appends);
  expect(await figure('parley_resumes_total{answer="whole"}')).toBeGreaterThan(0);
  expect(await figure('parley_store_up')).toBe(1);
  const { status, text } = await get('/metrics');
  expect(status).toBe(200);
  for (const secret of [canary, 'Anna', pair.hosted.sessionId, pair.hosted.code]) expect(text).not.toContain(secret);
  pair.end();
  await until(async () => (await figure('parley_connections')) === 0);
});

test('what is refused before it is a command: frames, handshakes, calls; also in the log, without a name', async () => {
  const { node, figure, kinds, lines } = await start({ crowd: 1 });
  const hosted = await host(node);
  const anna = await joinAs(node, hosted.code, canary);
  const client = await asPerson(node, anna);
  expect(await client.emitWithAck('command', { [canary]: canary } as never)).toMatchObject({ ok: false });
  expect(await figure('parley_refused_total{at="frame",why="malformed"}')).toBe(1);
  await Promise.all(Array.from({ length: 80 }, () => client.emitWithAck('clock')));
  expect(await figure('parley_refused_total{at="frame",why="tooFast"}')).toBeGreaterThan(5);

  await call(node, '/api/join', wishFor('000000'));
  await call(node, '/api/join', wishFor(hosted.code), { origin: 'http://evil.test' });
  expect(await figure('parley_refused_total{at="call",why="unknownCode"}')).toBe(1);
  expect(await figure('parley_refused_total{at="call",why="notAllowed"}')).toBe(1);

  const { sessionId, person, cookie } = anna;
  const auth = { as: 'person', sessionId, person };
  await expect(dial(node, auth, `${cookie.split('=')[0]}=${'x'.repeat(43)}`)).rejects.toThrow('notAllowed');
  await expect(dial(node, auth, cookie, { origin: 'http://evil.test' })).rejects.toThrow();
  expect(await figure('parley_refused_total{at="handshake",why="notAllowed"}')).toBe(1);
  expect(await figure('parley_refused_total{at="handshake",why="foreignOrigin"}')).toBe(1);

  const raw = await openLive(node.port, cookie, auth);
  raw.frame(`42["command","${'x'.repeat(70_000)}"]`);
  await raw.closed;
  expect(await figure('parley_refused_total{at="connection",why="frameTooLarge"}')).toBe(1);
  const inPieces = await openLive(node.port, cookie, auth);
  inPieces.pieces(65);
  await inPieces.closed;
  expect(await figure('parley_refused_total{at="connection",why="flood"}')).toBe(1);
  client.close();

  const told = lines.filter((line) => line.includes('"refused"'));
  expect(told.map((line) => JSON.parse(line) as object)).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'refused', at: 'handshake', why: 'foreignOrigin' })]),
  );
  // One line for all that came within ten seconds.
  expect(told.filter((line) => line.includes('"tooFast"'))).toHaveLength(1);
  expect(kinds()).not.toContain('fault');
  for (const secret of [canary, person, cookie.split('=')[1] ?? '-', 'evil.test', '127.0.0.1'])
    expect(told.join('')).not.toContain(secret);
});

test('say how late deadlines took effect: the append with it, each once, and nothing of what had no effect', async () => {
  const watched = await start();
  const { node, operations, figure } = watched;
  const pair = await seatPair(node);
  const { phase } = await viewOf<TableView>(pair.facilitator, pair.table);
  const now = await operations.store.now();
  // Looked at with every poll, and there is nothing to take effect.
  await operations.store.append({
    stream: 'table:nobody',
    expectedVersion: 0,
    facts: [],
    dueTimes: [{ id: 'long ago', at: now - 1_000 }],
    idempotency: { seatId: 'test', commandId: 'due', payloadHash: '', ack: null },
  });
  const deadline = now + 1_200;
  await endsAt(operations.store, `table:${pair.table.table}`, phase?.deadline ?? 0, deadline);
  await until(() => Date.now() > deadline - 700);
  expect(await figure('parley_deadline_late_seconds_count')).toBe(0);
  watched.store = 'hung';
  await until(() => Date.now() > deadline + 500);
  watched.store = 'whole';
  await until(async () => (await viewOf<TableView>(pair.facilitator, pair.table)).stage === 'notAgreed');
  await until(async () => (await figure('parley_deadline_late_seconds_count')) > 0);
  expect(await figure('parley_deadline_late_seconds_sum')).toBeGreaterThanOrEqual(0.5);
  expect(await figure('parley_deadlines_late_total')).toBe(1);
  expect(await figure('parley_deadline_late_seconds_count')).toBe(1);
  pair.end();
});

test('the delay of the event loop is seen', async () => {
  const { figure, get } = await start();
  await get('/metrics');
  await new Promise((later) => setTimeout(later, 100));
  for (const held = Date.now() + 400; Date.now() < held; );
  await new Promise((later) => setTimeout(later, 50));
  expect(await figure('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.3);
});

test('a store that hangs is counted and told once, and so is its return', async () => {
  const watched = await start();
  const { node, figure, kinds, lines } = watched;
  const hosted = await host(node);
  const anna = await joinAs(node, hosted.code, 'Anna');
  const client = await asPerson(node, anna);
  watched.store = 'hung';
  const answer = await order(client, 'session', { type: 'clearRules' });
  expect(answer).toMatchObject({ ok: false, rejection: { code: 'tryAgain' } });
  await until(async () => (await figure('parley_store_outages_total')) === 1);
  expect(await figure('parley_store_up')).toBe(0);
  await until(async () => (await figure('parley_appends_total{outcome="hung"}')) >= 1);
  watched.store = 'whole';
  await until(async () => (await figure('parley_store_up')) === 1);
  expect(await figure('parley_store_outages_total')).toBe(1);
  for (const kind of ['storeAway', 'storeBack']) expect(kinds().filter((one) => one === kind)).toHaveLength(1);
  expect(lines.find((line) => line.includes('storeAway'))).toContain('has not answered for 4000 ms');
  client.close();
});

test('are for this machine, or for whoever has the key', async () => {
  const metricsKey = 'a key for the figures';
  const { get } = await start({ metricsKey });
  expect((await get('/metrics')).status).toBe(404);
  expect((await get('/metrics', { authorization: 'Bearer another key' })).status).toBe(404);
  expect((await get('/metrics', { authorization: `Bearer ${metricsKey}` })).status).toBe(200);
});

test('without a key they are for this machine, and not for those for whom a proxy on it speaks', async () => {
  const { get } = await start();
  expect((await get('/metrics')).status).toBe(200);
  expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
});

test.each([
  ['a foreign name that leads here', 'evil.test', 404],
  ['ours as a part of theirs', 'localhost.evil.test', 404],
  ['an address as a part of theirs', '127.0.0.1.evil.test', 404],
  ['nothing that can be read', 'a b', 404],
  ['this machine', 'localhost', 200],
  ['this machine, however it is written', 'LOCALHOST:3000', 200],
  ['an address', '127.0.0.1', 200],
  ['an address of IPv6', '[::1]:3000', 200],
])('a browser on this machine that was asked to open %s', async (_, name, status) => {
  const { node } = await start();
  expect(await statusAs(node.port, name, '/metrics')).toBe(status);
});

test('whoever has the key may come under any name', async () => {
  const metricsKey = 'a key for the figures';
  const { node } = await start({ metricsKey });
  expect(await statusAs(node.port, 'parley.example', '/metrics', { authorization: `Bearer ${metricsKey}` })).toBe(200);
});

/** As a browser would ask that was led here by this name; `fetch` does not let anybody choose it. */
function statusAs(port: number, name: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((answered, failed) => {
    const asked = get({ port, host: '127.0.0.1', path, headers: { host: name, ...headers } }, (response) => {
      response.resume();
      answered(response.statusCode ?? 0);
    });
    asked.once('error', failed);
  });
}
