// Whoever opens a connection and does not go on with it is let go in seconds; a client that vanished is noticed within twenty.
import { describe, expect, test } from 'vitest';
import { host, joinAs } from './calls.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import {
  askUpgrade,
  openLive,
  openPolling,
  openTcp,
  openWebSocket,
  type RawClient,
  until,
} from './raw-client.fixture.ts';

const node = sharedNode();

/** Milliseconds until the other side ended it; fails after half a minute. */
async function lasted({ closed }: RawClient, began = Date.now()): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error('still open after 30 s')), 30_000);
  });
  await Promise.race([closed, late]).finally(() => clearTimeout(timer));
  return Date.now() - began;
}
/** Sends a little now and then, as whoever wants to hold a connection does. */
function drip(client: RawClient, bytes: string): void {
  const timer = setInterval(() => client.raw(bytes), 300);
  void client.closed.then(() => clearInterval(timer));
}

describe.concurrent('a connection that', () => {
  test('says nothing at all', async () => {
    expect(await lasted(await openTcp(node.port))).toBeLessThan(20_000);
  });

  test('never ends its headers', async () => {
    const client = await openTcp(node.port);
    client.raw('GET / HTTP/1.1\r\nHost: x\r\n');
    drip(client, 'X-Slow: 1\r\n');
    expect(await lasted(client)).toBeLessThan(20_000);
    expect(client.heard()).toMatch(/^HTTP\/1.1 408 /);
  });

  test('never ends its body', async () => {
    const client = await openTcp(node.port);
    client.raw('POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n');
    drip(client, ' ');
    expect(await lasted(client)).toBeLessThan(30_000);
  });

  test('sends headers of 100 kB', async () => {
    const client = await openTcp(node.port);
    client.raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(100_000)}\r\n\r\n`);
    await lasted(client);
    expect(client.heard()).toMatch(/^HTTP\/1.1 431 /);
  });

  test('is no HTTP', async () => {
    const client = await openTcp(node.port);
    client.raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n');
    await lasted(client);
    expect(client.heard()).toMatch(/^HTTP\/1.1 400 /);
  });

  test('opens a WebSocket and never says who it is', async () => {
    expect(await lasted(await openWebSocket(node.port))).toBeLessThan(12_000);
  });

  test('begins to poll and never says who it is', async () => {
    const { path } = await openPolling(node.port);
    await new Promise((later) => setTimeout(later, 9_000));
    // Not merely closing, which waits for a poll and would be counted until then.
    expect((await fetch(`${node.url}${path}`)).status).toBe(400);
  });

  test.each([
    ['to nowhere', '/elsewhere', {}, 404],
    ['from a foreign page', '/live/?EIO=4&transport=websocket', { origin: 'http://evil.test' }, 403],
    ['to polling', '/live/?EIO=4&transport=polling', {}, 400],
  ])('asks for an upgrade %s, and keeps its side open after the refusal', async (_, path, headers, status) => {
    const client = await askUpgrade(node.port, { path, headers, halfOpen: true });
    drip(client, 'x');
    expect(await lasted(client)).toBeLessThan(5_000);
    expect(client.heard()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test.each([
    ['says nothing', ''],
    ['says what is no probe', '4'],
  ])('asks for a WebSocket in place of polling and %s, and keeps its side open', async (_, said) => {
    const { sid } = await openPolling(node.port);
    const path = `/live/?EIO=4&transport=websocket&sid=${sid}`;
    const began = Date.now();
    const client = await askUpgrade(node.port, { path, halfOpen: true });
    await until(() => client.heard().startsWith('HTTP/1.1 101 '));
    if (said) client.frame(said);
    // Only what is sent shows to one who keeps their side open that the other is gone.
    const pinging = setInterval(() => client.frame('', 9), 300);
    expect(await lasted(client, began).finally(() => clearInterval(pinging))).toBeLessThan(10_000);
  });

  test('answers no ping any more', async () => {
    const { code } = await host(node);
    const { sessionId, person, cookie } = await joinAs(node, code, 'Anna');
    // Pings arrive and are not answered, as from a phone whose radio went off.
    const began = Date.now();
    const client = await openLive(node.port, cookie, { as: 'person', sessionId, person });
    expect(await lasted(client, began)).toBeLessThan(25_000);
  });
});
