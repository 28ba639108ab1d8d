// What machines are told: ready or why not, figures without names, and a log that repeats nobody's words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import {
  call,
  freshId,
  host,
  joinAs,
  library,
  order,
  packageAt,
  seatPair,
  type TestNode,
  viewOf,
} from '../node.fixture.ts';
import { openNode } from '../node.ts';
import type { TableView } from '../protocol/table-view.ts';
import { createLog } from './log.ts';
import { createOperations, type Operations } from './operations.ts';
import { createReadiness } from './readiness.ts';

const canary = 'Kanarie-7919';
const metricsKey = 'a key for the figures';

let folder: string;
let node: TestNode;
let operations: Operations;
let lines: string[];
let broken: 'no' | 'away' | 'bug';
let prepared: boolean;

/** A store that can be made to fail, with a canary in the words of the fault. */
function breakable(store: Store): Store {
  const failing = (): never => {
    throw broken === 'away' ? new StoreUnavailable('the test took the store away') : new TypeError(canary);
  };
  return {
    ...store,
    append: async (item) => (broken === 'no' ? store.append(item) : failing()),
    lookup: async (kind, key) => (broken === 'no' ? store.lookup(kind, key) : failing()),
    dueUntil: async (until, limit) => (broken === 'no' ? store.dueUntil(until, limit) : failing()),
  };
}

async function start(key: string | null = null): Promise<void> {
  const store = breakable(await openSqliteStore({ path: join(folder, 'parley.sqlite') }));
  const log = createLog('debug', { to: { write: (line: string) => void lines.push(line) } });
  operations = createOperations({ store, log, metricsKey: key, pagesPrepared: () => prepared });
  const opened = await openNode({
    store: operations.store,
    catalogue: await library(),
    pages: { page: async (_request, response) => void response.writeHead(404).end() },
    port: 0,
    host: '127.0.0.1',
    crowd: 100,
    onFault: operations.onFault,
    operations,
  });
  const close = async () => {
    const answered = await opened.close();
    await store.close();
    return answered;
  };
  node = {
    ...opened,
    url: `http://127.0.0.1:${opened.port}`,
    faults: [],
    folder,
    close,
    end: async () => void close(),
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-health-'));
  lines = [];
  broken = 'no';
  prepared = true;
});
afterEach(async () => {
  broken = 'no';
  await node?.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${node.url}${path}`, { headers });
  return { status: response.status, text: await response.text() };
};
const kinds = () => lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
const until = async (look: () => boolean) => {
  for (const end = Date.now() + 5_000; !look() && Date.now() < end; )
    await new Promise((later) => setTimeout(later, 20));
};

describe('ready', () => {
  test('while the store answers, the pages are there and nobody leaves; else 503 with the reason', async () => {
    await start();
    expect(await get('/readyz')).toMatchObject({ status: 200, text: expect.stringContaining('"ready":true') });
    prepared = false;
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('being prepared') });
    prepared = true;
    broken = 'away';
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('"store":"away"') });
    broken = 'no';
    operations.leaving.leave();
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('leaving') });
    expect(await get('/healthz')).toMatchObject({ status: 200 });
  });

  test('not where the clocks disagree, or the store hangs', async () => {
    await start();
    const leaving = { stage: () => 'serving' };
    const ask = (store: Pick<Store, 'now' | 'lookup'>) =>
      createReadiness({ store, leaving, pagesPrepared: () => true })();
    const ahead = createMemoryStore({ now: () => Date.now() + 60_000 });
    expect(await ask(ahead)).toMatchObject({ ready: false, checks: { clock: expect.stringContaining('-60 s') } });
    const hung = { ...ahead, lookup: () => new Promise<never>(() => undefined) };
    expect(await ask(hung)).toMatchObject({ ready: false, checks: { store: 'does not answer in time' } });
  });
});

describe('figures', () => {
  test('count what was done, and name nobody', async () => {
    await start();
    const pair = await seatPair(node);
    const [first, second] = pair.people;
    if (!first || !second) throw new Error('nobody came');
    const view = await viewOf<TableView>(first.client, pair.table);
    await order(first.client, pair.table, { type: 'makeOffer', package: packageAt(view, 0), beside: false });
    await order(second.client, pair.table, { type: 'sendMessage', text: canary });
    await call(node, '/api/join', { ...wishFor('000000'), name: canary });
    const { status, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(/parley_commands_total\{type="makeOffer",outcome="accepted"\} 1/);
    expect(text).toMatch(/parley_connections 3/);
    expect(text).toMatch(/parley_append_seconds_count [1-9]/);
    expect(text).toMatch(/parley_resumes_total\{answer="whole"\} [1-9]/);
    expect(text).toMatch(/parley_store_up 1/);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);
    for (const secret of [canary, 'Anna', pair.hosted.sessionId, pair.hosted.code]) expect(text).not.toContain(secret);
    pair.end();
  });

  test('say how late deadlines took effect, by the clock itself', async () => {
    await start();
    expect((await get('/metrics')).text).toMatch(/parley_deadlines_late_total 0/);
    await operations.store.append({
      stream: 'table:nobody',
      expectedVersion: 0,
      facts: [],
      dueTimes: [{ id: 'long ago', at: Date.now() - 1_000 }],
      idempotency: { seatId: 'test', commandId: 'due', payloadHash: '', ack: null },
    });
    let text = '';
    for (let tries = 0; tries < 50 && !/deadlines_late_total [1-9]/.test(text); tries += 1) {
      await new Promise((ticked) => setTimeout(ticked, 100));
      text = (await get('/metrics')).text;
    }
    expect(text).toMatch(/parley_deadlines_late_total [1-9]/);
    expect(text).toMatch(/parley_deadline_late_seconds_bucket\{le="0.5"\} 0/);
  });

  test('are for this machine, or for whoever has the key', async () => {
    await start(metricsKey);
    expect((await get('/metrics')).status).toBe(404);
    expect((await get('/metrics', { authorization: 'Bearer another key' })).status).toBe(404);
    expect((await get('/metrics', { authorization: `Bearer ${metricsKey}` })).status).toBe(200);
    await node.close();
    await start();
    expect((await get('/metrics')).status).toBe(200);
    // A proxy on this machine speaks for others.
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  });
});

test('the log tells of a store that goes and comes back once each, and never what somebody wrote', async () => {
  await start();
  const hosted = await host(node);
  const joined = await joinAs(node, hosted.code, canary);
  broken = 'away';
  await until(() => kinds().includes('storeAway'));
  await call(node, '/api/join', { ...wishFor(hosted.code), name: canary });
  broken = 'no';
  await until(() => kinds().includes('storeBack'));
  broken = 'bug';
  const { body } = await call(node, '/api/join', { ...wishFor(hosted.code), name: `${canary} 2` });
  expect(body).toMatchObject({ rejection: { code: 'tryAgain' } });
  expect(kinds().filter((kind) => kind === 'storeAway')).toHaveLength(1);
  expect(kinds().filter((kind) => kind === 'storeBack')).toHaveLength(1);
  expect(kinds()).toContain('fault');
  for (const secret of [canary, joined.cookie.split('=')[1] ?? '-', hosted.cookie.split('=')[1] ?? '-'])
    expect(lines.join('')).not.toContain(secret);
});

test('one and the same fault is told once in ten seconds, with a count of the rest', () => {
  let now = 0;
  const log = createLog('error', { to: { write: (line: string) => void lines.push(line) }, now: () => now });
  const bug = new TypeError(canary);
  for (let time = 0; time < 100; time += 1) log.fault(bug);
  expect(lines).toHaveLength(1);
  now = 10_001;
  log.fault(bug);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ kind: 'fault', leftOut: 99, fault: { name: 'TypeError' } });
  expect(lines.join('')).not.toContain(canary);
});

const wishFor = (code: string) => ({
  commandId: freshId(),
  code,
  name: 'Bram',
  department: null,
  language: 'nl',
  place: 'room',
});
