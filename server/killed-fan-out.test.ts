// A node killed between the commit of a move, or its answer, and its fan-out: whoever was watching has it all the same, once and under
// the next version; unasked where another node stands, by resume from what they had where the node has to start again.
import { afterEach, describe, expect, test } from 'vitest';
import { freshId } from './calls.fixture.ts';
import { asPerson, type Client, must, viewOf } from './live.fixture.ts';
import { packageAt, seatPair } from './pair.fixture.ts';
import { type Ground, groundOn, type NodeProcess } from './process.fixture.ts';
import type { TableView } from './protocol/table-view.ts';
import type { EventsFrame, StreamName } from './protocol/wire.ts';

let ground: Ground | null = null;
afterEach(async () => {
  await ground?.end();
  ground = null;
});

const offersIn = (events: EventsFrame['events']) =>
  events.flatMap((event) => (event.type === 'offerMade' ? [event.offer.id] : []));
const messagesIn = (events: EventsFrame['events']) =>
  events.flatMap((event) =>
    event.type === 'entryAdded' && event.entry.kind === 'message' ? [event.entry.words.text ?? ''] : [],
  );
type Known = { epoch: string; version: number };
async function known(client: Client, stream: StreamName): Promise<Known> {
  const answer = await client.emitWithAck('resume', { stream, epoch: '', version: 0 });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return { epoch: answer.epoch, version: answer.version };
}
/** What comes of itself after a version, as a page takes it: by events, or by a head that says that something is missing. */
function comesTo(client: Client, stream: StreamName & object, at: Known, soughtIn = offersIn): Promise<string[]> {
  return new Promise((seen) => {
    client.on('events', (frame) => {
      const sought = soughtIn(frame.events);
      if (sought.length > 0) seen(sought);
    });
    client.on('heads', async (heads) => {
      const mine = heads.find((head) => head.stream !== 'session' && head.stream.table === stream.table);
      if (mine === undefined || mine.version <= at.version) return;
      const answer = await client.emitWithAck('resume', { stream, ...at });
      if (answer.ok && 'events' in answer) seen(soughtIn(answer.events));
    });
  });
}

/** A seller whose offer kills the node once it is durable; a buyer who watches from where they are told. */
async function killedAfterCommit(node: NodeProcess, other: NodeProcess | null) {
  const pair = await seatPair(node);
  const [seller, buyer] = pair.people;
  if (!seller || !buyer) throw new Error('nobody sits there');
  const view = await viewOf<TableView>(seller.client, pair.table);
  const watching = other ? await asPerson(other, buyer.joined) : buyer.client;
  const at = await known(watching, pair.table);
  const comes = comesTo(watching, pair.table, at);
  await node.dieAt({ when: 'after', stream: 'table', type: 'offerMade', count: 1 });
  const frame = {
    ...{ commandId: freshId(), stream: pair.table },
    command: { type: 'makeOffer', package: packageAt(view, 1), beside: false },
  };
  seller.client.emit('command', frame as never, () => expect.unreachable('a node that was killed answered'));
  await node.died;
  return { pair, seller, buyer, watching, at, comes, frame };
}

describe('killed between commit and fan-out', () => {
  test('Redis: who watches on another node has the offer without asking; its sender is answered there as if nothing was', async () => {
    ground = await groundOn('redis');
    const [node, other] = [await ground.start(), await ground.start()];
    const { pair, seller, watching, at, comes, frame } = await killedAfterCommit(node, other);
    const offers = await comes;
    expect(offers).toHaveLength(1);
    const again = await asPerson(other, seller.joined);
    expect(await again.emitWithAck('command', frame as never)).toMatchObject({ ok: true, id: offers[0] });
    const answer = await watching.emitWithAck('resume', { stream: pair.table, ...at });
    expect(answer.ok && 'events' in answer && answer.events.length).toBe(answer.ok && answer.version - at.version);
    for (const client of [again, watching]) client.close();
  });

  test('SQLite: who watched resumes from their version at the node started anew and has the offer, dense and once', async () => {
    ground = await groundOn('sqlite');
    const { pair, seller, buyer, at, frame } = await killedAfterCommit(await ground.start(), null);
    const next = await ground.start();
    const watching = await asPerson(next, buyer.joined);
    const answer = await watching.emitWithAck('resume', { stream: pair.table, ...at });
    if (!answer.ok || !('events' in answer)) throw new Error(`no events: ${JSON.stringify(answer)}`);
    expect(answer.version).toBe(at.version + answer.events.length);
    const offers = offersIn(answer.events);
    expect(offers).toHaveLength(1);
    const again = await asPerson(next, seller.joined);
    expect(await again.emitWithAck('command', frame as never)).toMatchObject({ ok: true, id: offers[0] });
    expect(offersIn(answer.events)).toEqual((await viewOf<TableView>(again, pair.table)).offers.map(({ id }) => id));
    for (const client of [again, watching]) client.close();
  });
});

type Watching = { client: Client; at: Known };
/** A message that was answered to its sender, who looks at nothing, and told to nobody before the node was killed. */
async function killedAfterAnswer(node: NodeProcess, other: NodeProcess | null) {
  const pair = await seatPair(node);
  const [seller, buyer] = pair.people;
  if (!seller || !buyer) throw new Error('nobody sits there');
  const here: Watching = { client: buyer.client, at: await known(buyer.client, pair.table) };
  const beside = other && (await asPerson(other, buyer.joined));
  const there: Watching | null = beside && { client: beside, at: await known(beside, pair.table) };
  const comes = there && comesTo(there.client, pair.table, there.at, messagesIn);
  const told: string[] = [];
  here.client.on('events', ({ events }) => told.push(...messagesIn(events)));
  const gone = new Promise((all) => here.client.once('disconnect', all));
  const sender = await asPerson(node, seller.joined);
  await node.dieAt({ when: 'answered', stream: 'table', type: 'messageSent', count: 1 });
  const command = { type: 'sendMessage', text: 'heard by nobody yet' };
  const frame = { commandId: freshId(), stream: pair.table, command };
  const answer = await must(sender.emitWithAck('command', frame as never));
  await node.untold;
  await node.kill();
  // All that it sent has arrived by now.
  await gone;
  expect(told).toEqual([]);
  return { pair, seller, buyer, here, there, comes, frame, answer };
}

describe('killed between answer and fan-out', () => {
  test.each(['redis', 'sqlite'] as const)(
    '%s: who watched at the dead node resumes from their version and has it, dense and once; who watches elsewhere has it unasked',
    async (kind) => {
      ground = await groundOn(kind);
      const node = await ground.start();
      const other = kind === 'redis' ? await ground.start() : null;
      const { pair, seller, buyer, here, there, comes, frame, answer } = await killedAfterAnswer(node, other);
      if (there) expect(await comes).toEqual(['heard by nobody yet']);
      const next = other ?? (await ground.start());
      const watching = await asPerson(next, buyer.joined);
      const missed = await watching.emitWithAck('resume', { stream: pair.table, ...here.at });
      if (!missed.ok || !('events' in missed)) throw new Error(`no events: ${JSON.stringify(missed)}`);
      expect(missed.version).toBe(here.at.version + missed.events.length);
      expect(messagesIn(missed.events)).toEqual(['heard by nobody yet']);
      const again = await asPerson(next, seller.joined);
      expect(await again.emitWithAck('command', frame as never)).toEqual(answer);
      const { conversation } = await viewOf<TableView>(again, pair.table);
      expect(JSON.stringify(conversation).match(/heard by nobody yet/g)).toHaveLength(1);
      for (const client of [again, watching, there?.client]) client?.close();
    },
    120_000,
  );
});
