// Opening a session on a server with a host key, over real HTTP; and the page that shows until the pages are prepared.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { call, freshId, setupOf } from '../calls.fixture.ts';
import { createMemoryStore } from '../journal/memory.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { steadyLoad } from '../node.fixture.ts';
import { nodesEach } from '../nodes.fixture.ts';
import { latePages } from './late-pages.ts';

const startNode = nodesEach();
const key = 'the key of this house';
const wish = () => ({ commandId: freshId(), setup: setupOf('importheffing') });

test('a session opens with the key only, and the answer never says more', async () => {
  const node = await startNode({ hostKey: key });
  expect(await (await fetch(`${node.url}/api/hosting`)).json()).toEqual({ key: true });
  const without = await call<{ rejection: object }>(node, '/api/sessions', wish());
  expect(without).toMatchObject({ status: 403, body: { rejection: { code: 'hostKeyWrong', field: 'key' } } });
  const wrong = await call(node, '/api/sessions', { ...wish(), key: `${key}!` });
  expect(wrong).toMatchObject({ status: 403, cookie: '' });
  expect(JSON.stringify(wrong.body)).not.toContain(key);
  expect((await call(node, '/api/sessions', { ...wish(), key })).status).toBe(200);
});

test('a guesser of the key is told to wait, also before the right one, whatever address is forged; and nothing is opened', async () => {
  const store = createMemoryStore();
  const node = await startNode({ hostKey: key, store, crowd: 1 });
  const guess = (given: string, index: number) =>
    call<{ rejection: { code: string; waitSeconds?: number } }>(
      node,
      '/api/sessions',
      { ...wish(), key: given },
      { 'x-forwarded-for': `203.0.113.${index}`, forwarded: `for=203.0.113.${index}` },
    );
  const codes: string[] = [];
  for (let index = 0; index < 15; index += 1) codes.push((await guess(`guess ${index}`, index)).body.rejection.code);
  expect(codes).toEqual([...Array(10).fill('hostKeyWrong'), ...Array(5).fill('tooFast')]);
  const right = await guess(key, 99);
  expect(right).toMatchObject({ status: 429, cookie: '', body: { rejection: { code: 'tooFast' } } });
  expect(right.body.rejection.waitSeconds).toBeGreaterThan(0);
  expect(right.retryAfter).toBe(right.body.rejection.waitSeconds);
  expect(await store.readAll(0, 10)).toEqual([]);
  // Joining is no hosting: a guesser's neighbours come in as before.
  const joining = {
    commandId: freshId(),
    code: '000000',
    name: 'Anna',
    department: null,
    language: 'nl',
    place: 'room',
  };
  expect((await call(node, '/api/join', joining)).status).toBe(404);
});

test('a page that asks again while nothing can be saved uses up nothing of what its address may open', async () => {
  const store = createMemoryStore();
  let away = true;
  const putDocument: typeof store.putDocument = (row) =>
    away ? Promise.reject(new StoreUnavailable('away')) : store.putDocument(row);
  const node = await startNode({ store: { ...store, putDocument }, crowd: 1 });
  for (let times = 0; times < 70; times += 1)
    expect(await call(node, '/api/sessions', wish())).toMatchObject({
      status: 503,
      body: { rejection: { code: 'tryAgain' } },
    });
  expect(node.faults.splice(0)).toHaveLength(70);
  away = false;
  expect((await call(node, '/api/sessions', wish())).status).toBe(200);
});

test('without a key in the settings nobody is asked', async () => {
  const node = await startNode();
  expect(await (await fetch(`${node.url}/api/hosting`)).json()).toEqual({ key: false });
  expect((await call(node, '/api/sessions', wish())).status).toBe(200);
});

test('whoever found no room only when it was their turn has used up nothing by asking', async () => {
  let looks = 0;
  const load = steadyLoad('calm');
  let fills = true;
  load.level = () => {
    looks += 1;
    return fills && looks % 2 === 0 ? 'busy' : 'calm';
  };
  const node = await startNode({ load, crowd: 1 });
  // More than an address may open at once.
  for (let ask = 0; ask < 70; ask += 1)
    expect(await call(node, '/api/sessions', wish())).toMatchObject({ body: { rejection: { code: 'busy' } } });
  fills = false;
  expect((await call(node, '/api/sessions', wish())).status).toBe(200);
});

test('until the pages are prepared a small page in the reader’s language asks again by itself', async () => {
  const { promise, resolve } =
    Promise.withResolvers<Parameters<typeof latePages>[0] extends Promise<infer P> ? P : never>();
  const pages = latePages(promise, { dev: false });
  const server = createServer((request, response) => void pages.page(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/host`;
  const read = async (language: string) => {
    const response = await fetch(url, { headers: { 'accept-language': language } });
    return { status: response.status, text: await response.text() };
  };
  expect(await read('nl-NL,nl;q=0.9')).toMatchObject({ status: 503, text: expect.stringContaining('Een ogenblik') });
  expect(await read('en,nl;q=0.5')).toMatchObject({
    status: 503,
    text: expect.stringContaining('http-equiv="refresh"'),
  });
  expect(pages.prepared()).toBe(false);
  resolve({ page: async (_request, response) => void response.end('a page'), close: async () => undefined });
  await promise;
  expect(await read('nl')).toEqual({ status: 200, text: 'a page' });
  server.close();
});
