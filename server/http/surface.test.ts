// What lies around the program for whoever asks over HTTP: only reading reaches the pages, every answer carries its headers,
// and no call changes anything by GET. Next itself is met in pages.test.ts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { host, joinAs } from '../calls.fixture.ts';
import { createMemoryStore } from '../journal/memory.ts';
import { startNode } from '../node.fixture.ts';
import { sharedNode } from '../nodes.fixture.ts';
import { closingDoors, createLeaving } from '../operations/leaving.ts';
import { openTcp, until } from '../raw-client.fixture.ts';
import { calls } from './api.ts';
import { everyHeader as everyPlainHeader } from './every-header.fixture.ts';

const store = createMemoryStore();
const shown: string[] = [];
const node = sharedNode({
  store,
  pages: {
    async page({ method, url }, response) {
      shown.push(`${method} ${url}`);
      response.setHeader('content-type', 'text/html').end('<p>a page</p>');
    },
  },
});

/** What the pages were asked for meanwhile. */
async function asked(work: () => Promise<void>): Promise<string[]> {
  shown.length = 0;
  await work();
  return [...shown];
}
/** A request as bytes, and its whole answer, which has to end the connection. */
async function exchanged(request: string, port = node.port): Promise<Response> {
  const client = await openTcp(port);
  client.raw(request);
  await client.closed;
  const [head = '', body = ''] = client.heard().split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]));
  return new Response(body, { status: Number(first.split(' ')[1]), headers });
}

const connecting = '/live/?EIO=4&transport=websocket';
/** An upgrade to a WebSocket, as bytes. */
function upgrading(path = connecting, lines: Record<string, string> = {}, method = 'GET'): string {
  const headers = {
    Host: 'x',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...lines,
  };
  const all = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${all.join('')}\r\n`;
}
const everyHeader = {
  ...everyPlainHeader,
  'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
};
const foreign = { origin: 'http://evil.test' };

describe('only reading reaches the pages', () => {
  const form = new FormData();
  form.set('1_$ACTION_ID_x', 'y');
  test.each<[string, string, RequestInit]>([
    ['a form of several parts', '/', { method: 'POST', body: form }],
    [
      'a server action',
      '/host',
      { method: 'POST', headers: { 'next-action': 'a'.repeat(40), 'content-type': 'text/plain' }, body: '[]' },
    ],
    ['a server action under an address of Next', '/_next/static/x.js', { method: 'POST', body: '[]' }],
    ['PUT', '/join/abc123', { method: 'PUT', body: 'x' }],
    ['PATCH', '/', { method: 'PATCH', body: 'x' }],
    ['DELETE', '/', { method: 'DELETE' }],
    ['OPTIONS', '/', { method: 'OPTIONS' }],
  ])('%s is refused with the methods there are', async (_, path, request) => {
    const told = await asked(async () => {
      const answer = await fetch(`${node.url}${path}`, request);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    });
    expect(told).toEqual([]);
  });

  test('TRACE, which would send back what is secret in it, is refused', async () => {
    for (const path of ['/', '/live', '/healthz', '/api/me']) {
      const secret = 'Cookie: parley_p_x=secret';
      const answer = await exchanged(`TRACE ${path} HTTP/1.1\r\nHost: x\r\n${secret}\r\nConnection: close\r\n\r\n`);
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status) => [400, 404, 405].includes(status))]);
      expect(await answer.text()).not.toContain('secret');
    }
  });

  test('a body that goes on is not waited for', async () => {
    const began = Date.now();
    const answer = await exchanged('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhalf');
    expect([answer.status, answer.headers.get('connection')]).toEqual([405, 'close']);
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  test.each(['/_next/image', '/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/image/x'])(
    'the optimizer of pictures is not there: %s',
    async (path) => {
      const told = await asked(async () => expect((await fetch(`${node.url}${path}`)).status).toBe(404));
      expect(told).toEqual([]);
    },
  );

  test('GET and HEAD are shown the page', async () => {
    const told = await asked(async () => {
      for (const method of ['GET', 'HEAD']) expect((await fetch(node.url, { method })).status).toBe(200);
    });
    expect(told).toEqual(['GET /', 'HEAD /']);
  });
});

describe('every answer carries its headers', () => {
  const get =
    (path: string, request: RequestInit = {}) =>
    () =>
      fetch(`${node.url}${path}`, request);
  test.each<[string, number, () => Promise<Response>]>([
    ['a call', 200, get('/api/library')],
    ['a call that is refused', 403, get('/api/me', { headers: foreign })],
    ['a call that is not there', 404, get('/api/nothing')],
    ['a body that is no JSON', 415, get('/api/join', { method: 'POST', body: 'x' })],
    ['a live connection by polling', 200, get('/live?EIO=4&transport=polling')],
    [
      'a live connection from elsewhere',
      403,
      get('/live?EIO=4&transport=polling', { headers: { origin: 'http://evil.test' } }),
    ],
    ['a live connection of no known kind', 400, get('/live?EIO=4&transport=nonsense')],
    ['/healthz', 200, get('/healthz')],
    ['/healthz by another method', 405, get('/healthz', { method: 'POST' })],
    ['/readyz', 200, get('/readyz')],
    ['/metrics where there are none', 404, get('/metrics')],
    ['a page', 200, get('/')],
    ['a page by another method', 405, get('/', { method: 'POST' })],
    ['a file', 200, get('/_next/static/chunks/x.js')],
    ['the optimizer of pictures', 404, get('/_next/image')],
    ['headers that are too large', 431, () => exchanged(`GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)],
    ['what is no request', 400, () => exchanged('\x16\x03\x01 hello\r\n\r\n')],
    ['an upgrade that nobody serves', 404, () => exchanged(upgrading('/elsewhere'))],
    ['an upgrade from elsewhere', 403, () => exchanged(upgrading(connecting, foreign))],
    ['an upgrade to polling', 400, () => exchanged(upgrading('/live/?EIO=4&transport=polling'))],
    ['an upgrade of a connection that is not there', 400, () => exchanged(upgrading(`${connecting}&sid=x`))],
    ['an upgrade in another version', 400, () => exchanged(upgrading('/live/?EIO=3&transport=websocket'))],
    ['an upgrade by another method', 400, () => exchanged(upgrading(connecting, {}, 'POST'))],
    ['an upgrade to something else', 400, () => exchanged(upgrading(connecting, { Upgrade: 'h2c' }))],
    ['an upgrade without a key', 400, () => exchanged(upgrading(connecting, { 'Sec-WebSocket-Key': 'short' }))],
    ['a WebSocket of another version', 400, () => exchanged(upgrading(connecting, { 'Sec-WebSocket-Version': '7' }))],
  ])('%s (%i)', async (_, status, ask) => {
    const { status: told, headers } = await ask();
    expect(told).toBe(status);
    expect(Object.fromEntries(headers)).toMatchObject(everyHeader);
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(headers.has(name)).toBe(false);
    if (status === 405) expect(headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('a refusal on a bare socket carries the same headers', () => {
  test('by https with strict transport security, as any answer by https', async () => {
    const proxied = await startNode({ proxies: 1 });
    const https = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' };
    const healthy = await fetch(`http://127.0.0.1:${proxied.port}/api/library`, { headers: https });
    const transport = healthy.headers.get('strict-transport-security');
    expect(transport).toMatch(/^max-age=\d+$/);
    for (const path of ['/elsewhere', '/live/?EIO=4&transport=polling', connecting]) {
      const { status, headers } = await exchanged(upgrading(path, { ...https, ...foreign }), proxied.port);
      expect([path, status]).toEqual([path, path === '/elsewhere' ? 404 : 403]);
      expect(Object.fromEntries(headers)).toMatchObject({ ...everyHeader, 'strict-transport-security': transport });
    }
    const plain = await exchanged(upgrading(connecting, foreign), node.port);
    expect(plain.headers.has('strict-transport-security')).toBe(false);
    await proxied.end();
  });

  test('where there is no room, with the time to wait', async () => {
    // A hundredth of the usual bounds: fifteen handshakes at once.
    const small = await startNode({ crowd: 0.01 });
    const clients = await Promise.all(Array.from({ length: 15 }, () => openTcp(small.port)));
    for (const client of clients) client.raw(upgrading());
    await until(() => clients.every((client) => client.heard().startsWith('HTTP/1.1 101 ')));
    const { status, headers } = await exchanged(upgrading(), small.port);
    expect(status).toBe(429);
    expect(Object.fromEntries(headers)).toMatchObject({ ...everyHeader, 'retry-after': expect.any(String) });
    for (const { socket } of clients) socket.destroy();
    await small.end();
  });

  test('from a node that leaves', async () => {
    const leaving = createLeaving();
    const node = createServer((_, response) => response.end());
    const doors = { isInside: () => false, request: () => undefined, upgrade: () => undefined };
    const { upgrade } = closingDoors(doors, leaving, () => false);
    node.on('upgrade', upgrade);
    await new Promise<void>((listening) => node.listen(0, '127.0.0.1', listening));
    leaving.leave();
    const { status, headers } = await exchanged(upgrading(), (node.address() as AddressInfo).port);
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(Object.fromEntries(headers)).toMatchObject(everyHeader);
    node.close();
  });
});

describe('calls change nothing by GET', () => {
  const changing = calls.filter((each) => !each.startsWith('GET '));

  test('those that may be asked by GET are these, and a new one is looked at here first', () => {
    expect(calls.filter((each) => each.startsWith('GET '))).toEqual([
      'GET /api/library',
      'GET /api/hosting',
      'GET /api/room',
      'GET /api/me',
    ]);
    expect(changing.length).toBeGreaterThan(5);
  });

  test.each(calls)('%s by GET, and by every method that is not its own', async (route) => {
    const hosted = await host(node);
    const anna = await joinAs(node, hosted.code, 'Anna');
    const cookie = `${hosted.cookie}; ${anna.cookie}`;
    const { sessionId, person } = anna;
    const wish = { sessionId, person, code: hosted.code, name: 'Bram', kind: 'keep', secret: 'x'.repeat(43) };
    const before = JSON.stringify(await store.readAll(0, 100_000));
    const [own, path] = route.split(' ');
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const body = method === 'GET' || method === 'HEAD' ? null : JSON.stringify(wish);
      const headers = { cookie, 'content-type': 'application/json', 'x-http-method-override': 'POST' };
      const answer = await fetch(`${node.url}${path}?${new URLSearchParams(wish)}`, { method, headers, body });
      expect([method, answer.status]).toEqual([method, method === own ? 200 : 404]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(JSON.stringify(await store.readAll(0, 100_000))).toBe(before);
  });
});
