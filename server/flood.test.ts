// Below the frames: whatever a connection can be made to send counts, from its first packet, by whichever way it comes.
import { afterEach, expect, test, vi } from 'vitest';
import { host, joinAs } from './calls.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import {
  askUpgrade,
  openLive,
  openLivePolling,
  openPolling,
  openWebSocket,
  type RawClient,
  statusOf,
  until,
} from './raw-client.fixture.ts';

const node = sharedNode();
const opened: RawClient[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.destroy();
});

async function somebody(): Promise<[number, string, object]> {
  const { sessionId, person, cookie } = await joinAs(node, (await host(node)).code, 'Anna');
  return [node.port, cookie, { as: 'person', sessionId, person }];
}

test.each([
  ['pings', 9],
  ['pongs', 10],
])("5,000 of the WebSocket's own %s end it", async (_, opcode) => {
  const client = await openLive(...(await somebody()));
  opened.push(client);
  client.frames(Array(5_000).fill(''), opcode);
  await until(() => node.connections() === 0, 5_000);
  await client.closed;
});

test.each([
  ['pings', '', 9],
  ['packets that do nothing', '6', 1],
])('5,000 %s end a WebSocket before anybody said who they are', async (_, payload, opcode) => {
  const client = await openWebSocket(node.port);
  opened.push(client);
  client.frames(Array(5_000).fill(payload), opcode);
  await until(() => node.connections() === 0, 2_000);
  await client.closed;
});

test.each([
  ['probes', '2probe', 1],
  ['pings', '', 9],
])(
  '5,000 %s by a WebSocket that is to take over from polling end both, and no timer goes on',
  async (_, payload, opcode) => {
    const begun = vi.spyOn(globalThis, 'setInterval');
    const ended = vi.spyOn(globalThis, 'clearInterval');
    const { sid } = await openPolling(node.port);
    const client = await askUpgrade(node.port, { path: `/live/?EIO=4&transport=websocket&sid=${sid}` });
    opened.push(client);
    expect(await statusOf(client)).toBe(101);
    client.frames(Array(5_000).fill(payload), opcode);
    await until(() => node.connections() === 0, 2_000);
    await client.closed;
    // With each probe Engine.IO begins one that would hold the connection for ever.
    const polls = begun.mock.results.flatMap(({ value }, nth) => (begun.mock.calls[nth]?.[1] === 100 ? [value] : []));
    const cleared = new Set<unknown>(ended.mock.calls.map(([timer]) => timer));
    expect(polls.length > 0).toBe(payload === '2probe');
    expect(polls.filter((timer) => !cleared.has(timer))).toHaveLength(0);
    begun.mockRestore();
    ended.mockRestore();
  },
);

test('a message in more than 64 pieces ends a WebSocket before the last is there, also one that was to take over', async () => {
  const live = await openLive(...(await somebody()));
  const polling = await openPolling(node.port);
  const upgrade = await askUpgrade(node.port, { path: `/live/?EIO=4&transport=websocket&sid=${polling.sid}` });
  opened.push(live, upgrade);
  expect(await statusOf(upgrade)).toBe(101);
  for (const client of [live, upgrade]) {
    client.pieces(64);
    client.frame('still here', 9);
    await until(() => client.heard().includes('\x8a\x0astill here'));
    client.pieces(1, true);
    await until(() => client.heard().includes('Too many message fragments') || client.socket.closed, 3_000);
  }
  await live.closed;
  await polling.send('1');
  await until(() => node.connections() === 0);
});

test('5,000 packets in one payload by polling end it', async () => {
  const polling = await openLivePolling(...(await somebody()));
  await polling.send(...Array(5_000).fill('42["x"]'));
  await until(() => node.connections() === 0, 2_000);
});

test('a WebSocket asked for again and again in place of polling ends it', async () => {
  const { sid } = await openPolling(node.port);
  const path = `/live/?EIO=4&transport=websocket&sid=${sid}`;
  expect(node.connections()).toBe(1);
  for (let index = 0; node.connections() === 1; index += 1) {
    expect(index).toBeLessThan(10);
    const client = await askUpgrade(node.port, { path });
    await statusOf(client);
    // No probe: Engine.IO closes it, and would take another.
    client.frame('4');
    await until(() => client.heard().includes('\x88') || node.connections() === 0);
    client.socket.destroy();
  }
});
