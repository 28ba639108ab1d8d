// A whole class behind one address comes through the real door, and comes back at once; and how many connections an address may
// hold is tried at the bound itself.
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { call, freshId, host, type Joined } from './calls.fixture.ts';
import { asPerson, type Client, eventually, viewOf } from './live.fixture.ts';
import type { TestNode } from './node.fixture.ts';
import { nodesEach } from './nodes.fixture.ts';
import type { LobbyView } from './protocol/session-view.ts';
import { openWebSocket } from './raw-client.fixture.ts';

const startNode = nodesEach();
let node: TestNode;
const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** As a browser comes: the page, its files, the join, the live connection, and the view. */
async function comesIn(code: string, index: number): Promise<{ joined: Joined; client: Client; statuses: number[] }> {
  const files = Array.from({ length: 20 }, (_, file) => `/_next/static/chunks/${file}.js`);
  const statuses = await Promise.all(
    [`/join/${code}`, ...files, '/api/me'].map((path) => fetch(`${node.url}${path}`).then(({ status }) => status)),
  );
  const wish = { commandId: freshId(), code, name: `Person ${index}`, department: null, language: 'nl', place: 'room' };
  const { status, body, cookie } = await call<Omit<Joined, 'cookie'>>(node, '/api/join', wish);
  const joined = { ...body, cookie };
  const client = await asPerson(node, joined);
  open.push(client);
  return { joined, client, statuses: [...statuses, status] };
}

test('300 people come within 20 s from one address, with all that a browser asks for, and all come back at once', {
  timeout: 90_000,
}, async () => {
  node = await startNode({ crowd: 1 });
  const { code } = await host(node);
  const came = await Promise.all(
    Array.from({ length: 300 }, async (_, index) => {
      await pause(index * 30);
      return comesIn(code, index);
    }),
  );
  // Pages are left out of tests: 404 is the answer of a door that let them pass.
  const statuses = new Set(came.flatMap((one) => one.statuses));
  expect([...statuses].sort()).toEqual([200, 404]);
  const last = came.at(-1);
  if (!last) throw new Error('nobody came');
  expect((await viewOf<LobbyView>(last.client, 'session')).me.name.text).toBe('Person 299');
  expect(node.connections()).toBe(300);

  for (const one of open.splice(0)) one.close();
  const back = await Promise.all(came.map(({ joined }) => asPerson(node, joined)));
  open.push(...back);
  const answers = await Promise.all(
    back.map((client) => client.emitWithAck('resume', { stream: 'session', epoch: '', version: 0 })),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  await eventually(async () => (node.connections() === 300 ? true : null));
});

/** What the door says to a WebSocket from one of the addresses of this machine. */
async function knock(from: string): Promise<string> {
  const socket: Socket = connect({ port: node.port, host: '127.0.0.1', localAddress: from });
  open.push({ close: () => socket.destroy() });
  socket.on('error', () => undefined);
  socket.write(
    'GET /live/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  return new Promise((said) => {
    socket.once('data', (chunk: Buffer) => said(chunk.toString('latin1').split('\r\n')[0] ?? ''));
    socket.once('close', () => said('closed'));
  });
}

test('1,500 live connections from one address, and no more until one of them goes; another address comes in', {
  timeout: 60_000,
}, async () => {
  node = await startNode({ crowd: 1 });
  const first = await openWebSocket(node.port);
  const said = await Promise.all(Array.from({ length: 1_499 }, () => knock('127.0.0.1')));
  expect(new Set(said)).toEqual(new Set(['HTTP/1.1 101 Switching Protocols']));
  expect(node.connections()).toBe(1_500);
  // The budget of handshakes has come back by then: it is the number of connections that counts.
  await pause(200);
  expect(await knock('127.0.0.1')).toBe('HTTP/1.1 429 Too Many Requests');
  expect(await knock('127.0.0.2')).toBe('HTTP/1.1 101 Switching Protocols');
  first.socket.destroy();
  await pause(200);
  expect(await knock('127.0.0.1')).toBe('HTTP/1.1 101 Switching Protocols');
});

test('connections of all kinds are counted for an address too, and let go when they end', async () => {
  // A hundredth of the usual bounds: 50 connections.
  node = await startNode({ crowd: 0.01 });
  const dial = (from: string) => connect({ port: node.port, host: '127.0.0.1', localAddress: from });
  const isKept = async (socket: Socket): Promise<boolean> => {
    open.push({ close: () => socket.destroy() });
    socket.on('error', () => undefined);
    socket.resume();
    return Promise.race([
      new Promise<boolean>((gone) => socket.once('close', () => gone(false))),
      pause(400).then(() => true),
    ]);
  };
  const sockets = Array.from({ length: 50 }, () => dial('127.0.0.1'));
  expect(await Promise.all(sockets.map(isKept))).toEqual(Array(50).fill(true));
  expect(await isKept(dial('127.0.0.1'))).toBe(false);
  expect(await isKept(dial('127.0.0.2'))).toBe(true);
  sockets[0]?.destroy();
  await pause(100);
  expect(await isKept(dial('127.0.0.1'))).toBe(true);
});
