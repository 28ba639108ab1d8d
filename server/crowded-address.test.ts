// One address, or one person, with many live connections: frames have a budget over all of them, and a credential shows so many pages.
import { afterEach, expect, test } from 'vitest';
import { host, type Joined, joinAs } from './calls.fixture.ts';
import { type Client, dial, eventually, order } from './live.fixture.ts';
import type { TestNode } from './node.fixture.ts';
import { nodesEach } from './nodes.fixture.ts';
import type { GoneFrame } from './protocol/wire.ts';
import { openLive, until } from './raw-client.fixture.ts';

const startNode = nodesEach();
let node: TestNode;
const open: Client[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

async function comeFrom(address: string, { sessionId, person, cookie }: Joined): Promise<Client> {
  const client = await dial(node, { as: 'person', sessionId, person }, cookie, { 'x-forwarded-for': address });
  open.push(client);
  return client;
}

type Told = { now?: number; rejection?: { code: string; waitSeconds: number } };
const ask = (client: Client): Promise<Told> => client.emitWithAck('clock');

test('a hundred connections of one address at sixty frames each are told to wait; another address is served meanwhile', {
  timeout: 60_000,
}, async () => {
  node = await startNode({ crowd: 1, proxies: 1 });
  const { code } = await host(node);
  const crowd: Client[] = [];
  for (let nth = 0; nth < 10; nth += 1) {
    const person = await joinAs(node, code, `Person ${nth}`);
    for (let tab = 0; tab < 10; tab += 1) crowd.push(await comeFrom('203.0.113.1', person));
  }
  const bystander = await comeFrom('203.0.113.2', await joinAs(node, code, 'Anna'));

  let over = false;
  // Sixty are what one connection may send at once, twenty at a time: fewer than may be under way. So no connection is over its own bounds.
  const flood = (async () => {
    const answers: Told[] = [];
    for (let volley = 0; volley < 3; volley += 1)
      answers.push(...(await Promise.all(crowd.flatMap((client) => Array.from({ length: 20 }, () => ask(client))))));
    over = true;
    return answers;
  })();
  let served = 0;
  while (!over) {
    const { now } = await bystander.emitWithAck('clock');
    expect(now).toBeGreaterThan(0);
    served += 1;
    await new Promise((later) => setTimeout(later, 100));
  }
  const answers = await flood;
  expect(served).toBeGreaterThan(0);
  const refused = answers.flatMap(({ rejection }) => rejection ?? []);
  expect(answers).toHaveLength(6_000);
  // Three thousand at once pass, and what comes back while they are answered.
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(3_000);
  expect(refused.length).toBeGreaterThan(100);
  for (const one of refused) expect(one).toMatchObject({ code: 'tooFast', waitSeconds: expect.any(Number) });

  // Whoever waits as told is served.
  const [first] = crowd as [Client];
  await eventually(async () => ((await first.emitWithAck('clock')).now > 0 ? true : null));
});

test('who is quiet is served throughout, also at the address that is flooded', async () => {
  // Three hundred frames at once, then sixty a second.
  node = await startNode({ crowd: 0.1, proxies: 1 });
  const { code } = await host(node);
  const loud = [await joinAs(node, code, 'Anna'), await joinAs(node, code, 'Bram')];
  const tabs = await Promise.all(loud.flatMap((one) => Array.from({ length: 10 }, () => comeFrom('203.0.113.1', one))));
  const bystander = await comeFrom('203.0.113.1', await joinAs(node, code, 'Chris'));
  let refused = 0;
  let over = false;
  // Twelve a second each, as one connection may: four times what comes back for all of them.
  const flood = tabs.map(async (tab) => {
    for (let sent = 0; !over; sent += 1) {
      if ((await ask(tab)).rejection) refused += 1;
      if (sent >= 50) await new Promise((later) => setTimeout(later, 80));
    }
  });
  await eventually(async () => (refused > 0 ? true : null));
  const answers: Told[] = [];
  const before = refused;
  for (let asked = 0; asked < 20; asked += 1) {
    answers.push(await ask(bystander));
    await new Promise((later) => setTimeout(later, 50));
  }
  over = true;
  await Promise.all(flood);
  expect(refused - before).toBeGreaterThan(20);
  expect(answers.filter(({ now }) => now === undefined)).toEqual([]);
});

test('coming back again and again brings no new allowance; who comes back as people do is served each time', async () => {
  // A twentieth of the usual bounds: a hundred and fifty frames at once, then thirty a second.
  node = await startNode({ crowd: 0.05, proxies: 1 });
  const { code } = await host(node);
  const [loud, quiet] = [await joinAs(node, code, 'Anna'), await joinAs(node, code, 'Bram')];
  const began = Date.now();
  const served = async (who: Joined, frames: number) => {
    const client = await comeFrom('203.0.113.1', who);
    const answers = await Promise.all(Array.from({ length: frames }, () => ask(client)));
    client.close();
    return answers.filter(({ now }) => now !== undefined).length;
  };
  let all = 0;
  for (let times = 0; times < 20; times += 1) {
    all += await served(loud, 20);
    if (times % 6 === 5) expect(await served(quiet, 5)).toBe(5);
  }
  // What the address has, what Anna has, and what came back of both meanwhile.
  expect(all).toBeLessThanOrEqual(150 + 20 + 31 * Math.ceil((Date.now() - began) / 1_000));
  expect(all).toBeGreaterThan(100);
});

test('bytes are counted over all connections of an address, also those that come anew; who is quiet is served', async () => {
  // A twentieth of the usual bounds: 420 kB at once, then 52 a second, 52 of debt.
  node = await startNode({ crowd: 0.05 });
  const { code } = await host(node);
  const [loud, quiet] = [await joinAs(node, code, 'Anna'), await joinAs(node, code, 'Bram')];
  const auth = ({ sessionId, person }: Joined) => ({ as: 'person', sessionId, person });
  const began = Date.now();
  let read = 0;
  for (let times = 0; times < 5; times += 1) {
    const client = await openLive(node.port, loud.cookie, auth(loud));
    // As much as one connection may send before it is cut off for itself alone.
    for (let sent = 0; sent < 16 && !client.socket.closed; sent += 1) {
      client.frame(`42${sent}["clock","${'x'.repeat(60_000)}"]`);
      await until(() => client.socket.closed || client.heard().includes(`43${sent}[`));
      if (client.heard().includes(`43${sent}[`)) read += 60_000;
    }
    client.socket.destroy();
    const bystander = await openLive(node.port, quiet.cookie, auth(quiet));
    bystander.frame('421["clock"]');
    await until(() => bystander.heard().includes('431[{"now"'));
    bystander.socket.destroy();
  }
  // Without a bound over all: five times nearly a megabyte.
  expect(read).toBeGreaterThan(400_000);
  expect(read).toBeLessThan(700_000 + 60_000 * Math.ceil((Date.now() - began) / 1_000));
});

test('an eleventh page of one person ends the oldest, which is told why; the others go on, and so do other people', async () => {
  node = await startNode({ proxies: 1 });
  const { code } = await host(node);
  const [anna, bram] = [await joinAs(node, code, 'Anna'), await joinAs(node, code, 'Bram')];
  const bystander = await comeFrom('203.0.113.2', bram);
  const pages: Client[] = [];
  const told: (GoneFrame['why'] | null)[] = [];
  for (let page = 0; page < 13; page += 1) {
    const client = await comeFrom('203.0.113.1', anna);
    told.push(null);
    client.on('gone', ({ why }) => {
      told[page] = why;
    });
    pages.push(client);
  }
  await eventually(async () => (node.connections() === 11 ? true : null));
  await eventually(async () => (told.filter((why) => why !== null).length === 3 ? true : null));
  expect(told).toEqual([...Array(3).fill('tooManyPages'), ...Array(10).fill(null)]);
  expect(pages.map(({ connected }) => connected)).toEqual([...Array(3).fill(false), ...Array(10).fill(true)]);
  expect(await order(pages[12] as Client, 'session', { type: 'clearRules' })).toMatchObject({ ok: true });
  expect(await order(bystander, 'session', { type: 'clearRules' })).toMatchObject({ ok: true });
});
