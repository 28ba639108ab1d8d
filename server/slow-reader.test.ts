// Somebody stops reading while their table is busy: memory stays bounded, they are cut off, nobody else notices, and
// whoever comes back has everything.
import { expect, test } from 'vitest';
import { asPerson, order, viewOf } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { seatPair } from './pair.fixture.ts';
import type { TableView } from './protocol/table-view.ts';
import { openLive, type RawClient, until } from './raw-client.fixture.ts';

const node = sharedNode();

/** Answers pings without having read any: it is for not reading that it is cut off, not for being gone, which takes 18 s. */
function staysAlive(client: RawClient): void {
  const pong = setInterval(() => client.frame('3'), 3_000);
  void client.closed.then(() => clearInterval(pong));
}

/** Three bytes each on the wire. */
const long = '€'.repeat(2_000);
const mostTabs = 200;
const megabyte = 1024 * 1024;

test('who stops reading is cut off and resumes; the others go on', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody is seated');
  const { sessionId, person, cookie } = anna.joined;
  anna.client.close();
  const slow = await openLive(node.port, cookie, { as: 'person', sessionId, person });
  slow.frame(`420${JSON.stringify(['resume', { stream: pair.table, epoch: '', version: 0 }])}`);
  await until(() => slow.heard().includes('430['));
  slow.socket.pause();
  staysAlive(slow);
  await until(() => node.connections() === 3);
  const connections = node.connections();
  const before = process.memoryUsage();

  // Every tab has a budget of its own: as many as it takes to fill what the kernel keeps for a connection, and more.
  let sent = 0;
  let gone = false;
  for (let tab = 0; tab < mostTabs && !gone; tab += 1) {
    const client = await asPerson(node, bram.joined);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => order(client, pair.table, { type: 'sendMessage', text: long })),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    sent += answers.length;
    // This tab and all before but one.
    gone = node.connections() === connections;
    client.close();
    await until(() => node.connections() <= connections);
  }
  expect(gone).toBe(true);
  const after = process.memoryUsage();
  expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(16 * megabyte);

  // Others were told all along, and go on.
  expect(await order(bram.client, pair.table, { type: 'sendMessage', text: 'still here' })).toMatchObject({ ok: true });
  const again = await asPerson(node, anna.joined);
  const messages = (await viewOf<TableView>(again, pair.table)).conversation.filter(({ kind }) => kind === 'message');
  expect(messages).toHaveLength(sent + 1);
  again.close();
  slow.socket.destroy();
  pair.end();
}, 120_000);

test('who asks and never reads the answers is cut off', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody is seated');
  const { sessionId, person, cookie } = anna.joined;
  for (let index = 0; index < 40; index += 1) await order(bram.client, pair.table, { type: 'sendMessage', text: long });
  const slow = await openLive(node.port, cookie, { as: 'person', sessionId, person });
  slow.socket.pause();
  staysAlive(slow);
  const connections = node.connections();
  const ask = `420${JSON.stringify(['resume', { stream: pair.table, epoch: '', version: 0 }])}`;
  const asking = setInterval(() => slow.frame(ask), 50);
  await until(() => node.connections() < connections, 60_000);
  clearInterval(asking);
  slow.socket.destroy();
  pair.end();
}, 90_000);
