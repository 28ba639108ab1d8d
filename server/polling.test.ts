// Long polling is held to what a WebSocket is: what is too large ends the connection, and so does whoever opens polls and leaves
// their answers unread. Whoever comes back has everything.
import { expect, test } from 'vitest';
import { host, joinAs } from './calls.fixture.ts';
import { asPerson, order, viewOf } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { type Pair, seatPair } from './pair.fixture.ts';
import type { TableView } from './protocol/table-view.ts';
import { askGet, openLivePolling, statusOf, until } from './raw-client.fixture.ts';

const node = sharedNode();

/** Three bytes each on the wire. */
const long = '€'.repeat(2_000);
const tabs = 4;
const messagesEach = 25;
/** So many views are some 15 MB; what is waiting for two seconds or over 8 MB at any moment is too much. */
const asks = 25;

/** Every tab has a budget of its own. */
async function talkMuch(pair: Pair): Promise<void> {
  for (let tab = 0; tab < tabs; tab += 1) {
    const client = await asPerson(node, (pair.people[1] as Pair['people'][number]).joined);
    const said = Array.from({ length: messagesEach }, () =>
      order(client, pair.table, { type: 'sendMessage', text: long }),
    );
    expect((await Promise.all(said)).every(({ ok }) => ok)).toBe(true);
    client.close();
  }
}

test('who opens polls and reads no answer is cut off before three of them wait, and resumes', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody is seated');
  await talkMuch(pair);
  const { sessionId, person, cookie } = anna.joined;
  const slow = await openLivePolling(node.port, cookie, { as: 'person', sessionId, person });
  await until(() => node.connections() === 4);
  const ask = `420${JSON.stringify(['resume', { stream: pair.table, epoch: '', version: 0 }])}`;
  // Twice what may come at once, which is a burst that any client may send; each poll takes all that waits out of the queue.
  for (let round = 0; round < 2; round += 1) {
    expect(await slow.send(...Array(asks).fill(ask))).toBe(200);
    await viewOf<TableView>(bram.client, pair.table);
    const poll = await askGet(node.port, { path: slow.path, headers: { cookie } });
    poll.socket.pause();
  }
  await until(() => node.connections() === 3, 5_000);

  expect(await order(bram.client, pair.table, { type: 'sendMessage', text: 'still here' })).toMatchObject({ ok: true });
  const again = await openLivePolling(node.port, cookie, { as: 'person', sessionId, person });
  await again.send(ask);
  let heard = '';
  for (const last = Date.now() + 5_000; !heard.includes('still here') && Date.now() < last; )
    heard += (await again.poll()).join('');
  expect(heard.split(long).length - 1).toBe(tabs * messagesEach);
  pair.end();
});

test('a payload over 64 kB is answered 413 and ends that connection, no other', async () => {
  const { code } = await host(node);
  const [anna, bram] = [await joinAs(node, code, 'Anna'), await joinAs(node, code, 'Bram')];
  const beside = await asPerson(node, bram);
  const { sessionId, person, cookie } = anna;
  const large = await openLivePolling(node.port, cookie, { as: 'person', sessionId, person });
  // Several packets that would each be fine.
  expect(await large.send(...Array(70).fill(`42["note","${'x'.repeat(1_000)}"]`))).toBe(413);
  const after = await askGet(node.port, { path: large.path, headers: { cookie } });
  expect(await statusOf(after)).toBe(400);
  after.socket.destroy();
  expect(await beside.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  beside.close();
});
