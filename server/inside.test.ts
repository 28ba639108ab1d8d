// Which connection a request belongs to: only one's own that is open passes the door. Whatever else it says of itself, it is a
// newcomer's; and what names the connection of somebody else, or comes from another page, is refused.
import { afterEach, describe, expect, test } from 'vitest';
import { host, type Joined, joinAs } from './calls.fixture.ts';
import { steadyLoad, type TestNode } from './node.fixture.ts';
import { nodesEach, sharedNode } from './nodes.fixture.ts';
import { watchedNodes } from './operations/watched-node.fixture.ts';
import {
  askGet,
  askUpgrade,
  openLive,
  openLivePolling,
  openPolling,
  type Polling,
  type RawClient,
  statusOf,
  until,
} from './raw-client.fixture.ts';

const watched = watchedNodes();
const opened: RawClient[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.destroy();
});

type Asked = { port: number; headers?: Record<string, string> };
const polls = async ({ port, headers = {} }: Asked, query: string): Promise<number> => {
  const client = await askGet(port, { path: `/live/?EIO=4&transport=polling${query}`, headers });
  opened.push(client);
  return statusOf(client);
};
const upgrades = async ({ port, headers = {} }: Asked, query: string): Promise<number> => {
  const client = await askUpgrade(port, { path: `/live/?EIO=4&transport=websocket${query}`, headers });
  opened.push(client);
  return statusOf(client);
};

const authOf = ({ sessionId, person }: Joined) => ({ as: 'person', sessionId, person });
async function seated(node: TestNode, name = 'Anna'): Promise<{ joined: Joined; polling: Polling }> {
  const joined = await joinAs(node, (await host(node)).code, name);
  return { joined, polling: await openLivePolling(node.port, joined.cookie, authOf(joined)) };
}

/** What a newcomer may write to look like somebody who is inside; `sid` is that of one who is. */
const pretences: [string, (sid: string) => string][] = [
  ['an empty id', () => '&sid='],
  ['an id without a value', () => '&sid'],
  ['an id that is not the last', (sid) => `&sid=${sid}&sid=`],
  ['an unknown id', () => '&sid=AAAAAAAAAAAAAAAAAAAA'],
  ['a word of every object', () => '&sid=__proto__'],
  ['an id behind a fragment', (sid) => `#&sid=${sid}`],
  ['an id within another word', (sid) => `&x=%26sid=${sid}`],
];

/** What each is answered, by polling and by upgrade. */
async function answersTo(node: TestNode, sid: string): Promise<Record<string, [number, number]>> {
  const answers = pretences.map(async ([name, query]): Promise<[string, [number, number]]> => {
    const [polled, upgraded] = await Promise.all([polls(node, query(sid)), upgrades(node, query(sid))]);
    return [name, [polled, upgraded]];
  });
  return Object.fromEntries(await Promise.all(answers));
}
const allRefused = Object.fromEntries(pretences.map(([name]) => [name, [503, 503]]));

describe('where there is no room', () => {
  let node: TestNode;
  const startNode = nodesEach();

  test('no pretence passes the door; whoever is inside goes on, and may take a WebSocket', async () => {
    let level: 'calm' | 'drowning' = 'calm';
    node = await startNode({ load: { ...steadyLoad('calm'), level: () => level } });
    const { joined, polling } = await seated(node);
    level = 'drowning';
    expect(await answersTo(node, polling.sid)).toEqual(allRefused);
    expect(node.connections()).toBe(1);
    const here = { port: node.port, headers: { cookie: joined.cookie } };
    expect(await polling.send('421["clock"]')).toBe(200);
    // Of several ids the last counts.
    expect(await polls(here, `&sid=x&sid=${polling.sid}`)).toBe(200);
    expect(await upgrades(here, `&sid=${polling.sid}`)).toBe(101);
  });

  test('waiting at the door costs nothing: who asked fifty times while it was shut comes in when it opens', async () => {
    let level: 'calm' | 'drowning' = 'drowning';
    node = await startNode({ crowd: 0.01, load: { ...steadyLoad('calm'), level: () => level } });
    // Over one connection that is kept: of those an address has fifty here.
    const knock = async () => (await fetch(`${node.url}/live/?EIO=4&transport=polling`)).status;
    for (let index = 0; index < 50; index += 1) expect(await knock()).toBe(503);
    level = 'calm';
    expect(await knock()).toBe(200);
  });

  test('handshakes with an empty id cost an address what others cost', async () => {
    node = await startNode({ crowd: 0.01 });
    const statuses: number[] = [];
    for (let index = 0; index < 40; index += 1) statuses.push(await polls(node, '&sid='));
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(30);
    expect(statuses).toContain(429);
  });
});

test('a node that leaves takes nobody for any pretence, and those inside go on', async () => {
  const { node, operations } = await watched();
  const { polling } = await seated(node);
  operations.leaving.leave();
  expect(await answersTo(node, polling.sid)).toEqual(allRefused);
  expect(await polling.send('421["clock"]')).toBe(200);
});

describe('the connection of somebody else', () => {
  const node = sharedNode();
  const startSmall = nodesEach();

  test('a foreign page that knows its id is refused, by polling and by upgrade; it goes on', async () => {
    const { joined, polling } = await seated(node);
    const foreign = { port: node.port, headers: { cookie: joined.cookie, origin: 'http://evil.test' } };
    expect(await polls(foreign, `&sid=${polling.sid}`)).toBe(403);
    expect(await upgrades(foreign, `&sid=${polling.sid}`)).toBe(403);
    // Before anybody said who they are, too.
    const { sid } = await openPolling(node.port);
    expect(await upgrades(foreign, `&sid=${sid}`)).toBe(403);
    expect(await polling.send('421["clock"]')).toBe(200);
  });

  test.each<[string, (joined: Joined) => string]>([
    ['no credential', () => ''],
    ["another person's", ({ cookie }) => cookie],
  ])('whoever knows its id and has %s hears nothing of it and takes nothing over', async (_, cookieOf) => {
    const { code } = await host(node);
    const [anna, bram] = [await joinAs(node, code, 'Anna'), await joinAs(node, code, 'Bram')];
    const polling = await openLivePolling(node.port, anna.cookie, authOf(anna));
    const other = { port: node.port, headers: { cookie: cookieOf(bram) } };
    expect(await polls(other, `&sid=${polling.sid}`)).toBe(403);
    expect(await upgrades(other, `&sid=${polling.sid}`)).toBe(403);
    // Two people in two tabs of one browser: whose it is lies among what the browser carries.
    const both = { port: node.port, headers: { cookie: `${bram.cookie}; ${anna.cookie}` } };
    expect(await upgrades(both, `&sid=${polling.sid}`)).toBe(101);
  });

  test('naming it is work that an address pays for as for a handshake; whoever it belongs to goes on', async () => {
    const small = await startSmall({ crowd: 0.05 });
    const { joined, polling } = await seated(small);
    const other = { port: small.port, headers: { cookie: `parley_p_${joined.person}=x` } };
    const statuses: number[] = [];
    for (let index = 0; index < 150; index += 1) statuses.push(await polls(other, `&sid=${polling.sid}`));
    expect(new Set(statuses)).toEqual(new Set([403, 429]));
    // Seventy-five at once, less the handshake; a few come back meanwhile.
    expect(statuses.slice(0, 74)).toEqual(Array(74).fill(403));
    expect(await polling.send('421["clock"]')).toBe(200);
  });

  test('one that began as a WebSocket is not taken over by another', async () => {
    const joined = await joinAs(node, (await host(node)).code, 'Anna');
    const live = await openLive(node.port, joined.cookie, authOf(joined));
    const sid = /"sid":"([\w-]+)"/.exec(live.heard())?.[1] ?? '';
    expect(await upgrades({ port: node.port, headers: { cookie: joined.cookie } }, `&sid=${sid}`)).toBe(400);
    const heard = live.heard().length;
    live.frame('421["clock"]');
    await until(() => live.heard().slice(heard).includes('431[{"now":'));
    live.socket.destroy();
  });
});
