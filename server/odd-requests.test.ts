// Requests as no browser sends them, over raw sockets: many at once over one connection, too many headers, an answer that is
// read drop by drop, a flood by polling. Each gets its answers in order, and nobody else waits for it.
import { expect, test } from 'vitest';
import { host, type Joined, joinAs } from './calls.fixture.ts';
import type { Client } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { type Pair, seatPair } from './pair.fixture.ts';
import { openTcp, type RawClient, until } from './raw-client.fixture.ts';

/** Together 20 MB: far more than the system keeps for a connection. */
const pages = 200;
const pageBytes = 100_000;
let shown = 0;
const node = sharedNode({
  pages: {
    async page({ url = '' }, response) {
      shown += 1;
      response.end(`${url.slice(1)} ${'x'.repeat(pageBytes)}`);
    },
  },
});

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
const statuses = (client: RawClient): number[] =>
  [...client.heard().matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}: 1\r\n`).join('');
const lives = async () => expect((await fetch(`${node.url}/healthz`)).status).toBe(200);

type Case = [string, (hosted: { code: string }) => string, number[]];
const joining = (code: string, name: string, more = '') => {
  const wish = {
    commandId: name.replace(' ', '-').padEnd(22, '0'),
    code,
    name,
    department: null,
    language: 'nl',
    place: 'room',
  };
  const body = JSON.stringify(wish);
  return `POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;
};
const last = 'Connection: close\r\n';
test.each<Case>([
  [
    'requests one behind the other',
    ({ code }) =>
      [get('/healthz'), get('/api/nothing'), joining(code, 'Anna'), joining(code, 'Anna B'), get('/api/me', last)].join(
        '',
      ),
    [200, 404, 200, 200, 200],
  ],
  [
    'the same name twice, one behind the other',
    ({ code }) => joining(code, 'Bram') + joining(code, 'bram', last).replace('bram00', 'other0'),
    [200, 409],
  ],
  [
    'a body where none is read, and a request behind it',
    () => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello${get('/healthz')}`,
    [405],
  ],
  [
    'a request within a body',
    () => `POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n${get('/api/nothing')}`.slice(0, -1),
    [415],
  ],
  [
    'two lengths',
    () => 'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    [400],
  ],
  [
    'a length and pieces',
    () => 'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    [400],
  ],
  ['no host', () => 'GET /healthz HTTP/1.1\r\n\r\n', [400]],
  ['a hundred headers', () => get('/healthz', numbered(98) + last), [200]],
  ['a header more', () => get('/healthz', numbered(99) + last), [431]],
  ['a hundred and fifty headers at a call', () => get('/api/me', numbered(148) + last), [431]],
  [
    'a thousand headers before an upgrade',
    () => get('/live/?EIO=4&transport=websocket', `Connection: Upgrade\r\nUpgrade: websocket\r\n${numbered(1_000)}`),
    [431],
  ],
])('%s', async (_, bytes, wanted) => {
  const client = await openTcp(node.port);
  client.raw(bytes(await host(node)));
  await client.closed;
  expect(statuses(client)).toEqual(wanted);
  await lives();
});

test('what stands behind the hundredth header is not overlooked: no foreign origin, no cookie gets by', async () => {
  const { code } = await host(node);
  const { cookie } = await joinAs(node, code, 'Anna');
  const client = await openTcp(node.port);
  client.raw(get('/api/me', `${numbered(99)}Cookie: ${cookie}\r\nOrigin: http://evil.test\r\n${last}`));
  await client.closed;
  expect(statuses(client)).toEqual([431]);
});

test('a reader who takes drop by drop is waited for by nobody else, and gets every answer in its order', async () => {
  const client = await openTcp(node.port);
  client.socket.pause();
  client.raw(Array.from({ length: pages }, (_, index) => get(`/page-${index}`)).join('') + get('/healthz', last));
  await until(() => shown > 0);
  for (let drops = 0; drops < 20; drops += 1) {
    await lives();
    client.socket.resume();
    await new Promise((later) => setImmediate(later));
    client.socket.pause();
  }
  // Others were answered while most of it still lay here.
  expect(client.heard().length).toBeLessThan((pages * pageBytes) / 2);
  client.socket.resume();
  await client.closed;
  expect(shown).toBe(pages);
  expect(statuses(client)).toEqual(Array(pages + 1).fill(200));
  const order = [...client.heard().matchAll(/page-(\d+) /g)].map(([, index]) => Number(index));
  expect(order).toEqual(Array.from({ length: pages }, (_, index) => index));
});

test('a flood by polling is cut off, and the table goes on', async () => {
  const pair: Pair = await seatPair(node);
  const [flooded, other] = pair.people as [Pair['people'][number], Pair['people'][number]];
  const { sessionId, person, cookie }: Joined = flooded.joined;
  const live = `${node.url}/live?EIO=4&transport=polling`;
  const opened = await (await fetch(live, { headers: { cookie } })).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const at = `${live}&sid=${sid}`;
  const post = (packets: string[]) =>
    fetch(at, { method: 'POST', headers: { cookie }, body: packets.join('\x1e') }).then(({ status }) => status);
  const poll = () => fetch(at, { headers: { cookie } });
  expect(await post([`40${JSON.stringify({ as: 'person', sessionId, person })}`])).toBe(200);
  expect(await (await poll()).text()).toContain('40{"sid"');
  const packets = Array.from({ length: 1_000 }, (_, index) => `42["nonsense",${index}]`);
  for (let tries = 0; tries < 5; tries += 1) await post(packets).catch(() => 0);
  // Closed, or told so by Engine.IO's close packet.
  const polled = await poll();
  if (polled.status !== 400) expect((await polled.text()).split('\x1e').at(-1)).toBe('1');
  expect((await poll()).status).toBe(400);
  expect(await (other.client as Client).emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  pair.end();
});
