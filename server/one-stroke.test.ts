// A room that comes back in one stroke: whoever asks whether the node lives is answered before all of it is inside, and nobody's
// connection is dropped for want of room at the door.
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { nodesEach } from './nodes.fixture.ts';
import { askUpgrade, openTcp, type RawClient, until } from './raw-client.fixture.ts';

const startNode = nodesEach();
const clients: RawClient[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const { socket } of clients.splice(0)) socket.destroy();
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** How many connections the system keeps for whoever is to take them; 0 where it does not say. */
function systemKeeps(): number {
  const file = '/proc/sys/net/core/somaxconn';
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

test('the question of a proxy is not kept waiting by 500 who connect before it', async () => {
  const node = await startNode();
  const coming = Array.from({ length: 500 }, () => askUpgrade(node.port).then((client) => clients.push(client)));
  const answer = await fetch(`${node.url}/healthz`);
  const inside = node.connections();
  expect(answer.status).toBe(200);
  await Promise.all(coming);
  await until(() => node.connections() === 500);
  expect(inside).toBeLessThan(250);
});

test.runIf(systemKeeps() >= 900)('900 who knock in one turn of the loop are all there', async () => {
  const node = await startNode();
  // Whoever was refused for want of room would try again after a second: asked over a connection that was there before.
  const before = await openTcp(node.port);
  clients.push(before);
  let connected = 0;
  for (let knock = 0; knock < 900; knock += 1) {
    const socket = connect(node.port, '127.0.0.1').once('connect', () => {
      connected += 1;
    });
    sockets.push(socket);
  }
  // Nothing is taken meanwhile; the system keeps them.
  const goesOnAt = performance.now() + 200;
  while (performance.now() < goesOnAt);
  before.raw(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${node.port}\r\n\r\n`);
  await until(() => before.heard().includes('200 OK'));
  expect(connected).toBe(900);
});

test('200 who give up while they wait are seen out, and nothing of them is kept', async () => {
  const node = await startNode();
  const gone = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const client = await askUpgrade(node.port, { halfOpen: true });
      clients.push(client);
      client.socket.end();
      return client.closed;
    }),
  );
  expect(gone).toHaveLength(200);
  await until(() => node.connections() === 0);
});
