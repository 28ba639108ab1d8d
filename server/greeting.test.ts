// Saying who one is: once a connection, whatever comes in one burst. A second greeting would ask the store again, or make the
// connection somebody twice.
import { afterEach, expect, test } from 'vitest';
import { host, type Joined, joinAs } from './calls.fixture.ts';
import { createMemoryStore } from './journal/memory.ts';

import { nodesEach } from './nodes.fixture.ts';
import { watchedNodes } from './operations/watched-node.fixture.ts';
import { openLive, openPolling, openWebSocket, type RawClient, until } from './raw-client.fixture.ts';

const watched = watchedNodes();
const startNode = nodesEach();
const opened: RawClient[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.destroy();
});

const authOf = ({ sessionId, person }: Joined) => ({ as: 'person', sessionId, person });
const greeting = (joined: Joined) => `40${JSON.stringify(authOf(joined))}`;
const answered = (text: string): number => text.split('40{"sid"').length - 1;

test('300 greetings in one write make nobody somebody twice', async () => {
  const { node, runtime } = await watched();
  const joined = await joinAs(node, (await host(node)).code, 'Anna');
  const greedy = await openWebSocket(node.port, { Cookie: joined.cookie });
  opened.push(greedy);
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, runtime.figures().connections);
  }, 1);
  greedy.frames(Array(300).fill(greeting(joined)));
  await greedy.closed.finally(() => clearInterval(looking));
  expect(answered(greedy.heard())).toBeLessThanOrEqual(1);
  expect(most).toBeLessThanOrEqual(1);
  await until(() => runtime.figures().connections === 0);
});

test('the same in one payload by polling', async () => {
  const { node, runtime } = await watched();
  const joined = await joinAs(node, (await host(node)).code, 'Anna');
  const greedy = await openPolling(node.port, joined.cookie);
  await greedy.send(...Array(300).fill(greeting(joined)));
  await until(() => node.connections() === 0);
  expect(runtime.figures().connections).toBe(0);
});

test('who says goodbye does not greet again on the same connection', async () => {
  const { node, runtime } = await watched();
  const joined = await joinAs(node, (await host(node)).code, 'Anna');
  const fickle = await openLive(node.port, joined.cookie, authOf(joined));
  opened.push(fickle);
  expect(runtime.figures().connections).toBe(1);
  fickle.frame('41');
  await until(() => runtime.figures().connections === 0);
  fickle.frames(Array(300).fill(greeting(joined)));
  await fickle.closed;
  expect(answered(fickle.heard())).toBe(1);
  expect(runtime.figures().connections).toBe(0);
});

test('1,000 greetings with a made-up credential ask the store no more than one does', async () => {
  const store = createMemoryStore();
  const reads = { nobody: 0, another: 0 };
  type Who = keyof typeof reads;
  const whose = (who: Who) => ({ sessionId: who.padEnd(22, 'A'), person: 'B'.repeat(22) }) as Joined;
  const counted: typeof store = {
    ...store,
    read(stream, ...rest) {
      for (const who of Object.keys(reads) as Who[]) if (stream.includes(whose(who).sessionId)) reads[who] += 1;
      return store.read(stream, ...rest);
    },
  };
  const node = await startNode({ store: counted });
  const forging = { Cookie: `parley_p_${'B'.repeat(22)}=${'x'.repeat(43)}` };
  const [forger, other] = [await openWebSocket(node.port, forging), await openWebSocket(node.port, forging)];
  opened.push(forger, other);
  // Not all in one write: those that come together share what is read.
  for (let burst = 0; burst < 20; burst += 1) {
    forger.frames(Array(50).fill(greeting(whose('nobody'))));
    await new Promise((later) => setTimeout(later, 5));
  }
  await forger.closed;
  other.frame(greeting(whose('another')));
  await until(() => other.heard().includes('notAllowed'));
  // That one shows that the count can count.
  expect(reads.another).toBeGreaterThan(0);
  expect(reads.nobody).toBeLessThanOrEqual(2);
});

test('a greeting that was refused is not followed by another', async () => {
  const { node } = await watched();
  const joined = await joinAs(node, (await host(node)).code, 'Anna');
  const client = await openWebSocket(node.port, { Cookie: joined.cookie });
  opened.push(client);
  client.frame(`40${JSON.stringify({ ...authOf(joined), person: 'BBBBBBBBBBBBBBBBBBBBBB' })}`);
  await until(() => client.heard().includes('44{"message":"notAllowed"'));
  client.frame(greeting(joined));
  await client.closed;
  expect(answered(client.heard())).toBe(0);
  expect(node.connections()).toBe(0);
});
