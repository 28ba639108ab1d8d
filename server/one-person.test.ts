// One person's connections over real sockets with real cookies: two tabs are one person, two people fit in one browser, and
// whoever moved to another device or was taken out is told, ended and not heard any more.
import { expect, test } from 'vitest';
import { call, freshId, type Joined } from './calls.fixture.ts';
import { asPerson, type Client, dial, eventually, must, order, viewOf } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { type Pair, seatPair } from './pair.fixture.ts';
import type { ConsoleView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';
import { openLive, type RawClient, until } from './raw-client.fixture.ts';

const node = sharedNode();

type Two = [Pair['people'][number], Pair['people'][number]];
const saying = (text: string) => ({ type: 'sendMessage', text });
/** What was said at the table, as this client is told when it asks. */
async function said(client: Client, { table }: Pair): Promise<string[]> {
  const { conversation } = await viewOf<TableView>(client, table);
  return conversation.flatMap((entry) => (entry.kind === 'message' ? [entry.words.text ?? ''] : []));
}
/** What a socket is told of by itself; it has to have looked before. */
function hearing(client: Client): () => string {
  const frames: unknown[] = [];
  client.on('events', (frame) => frames.push(frame));
  return () => JSON.stringify(frames);
}

test('one person in two tabs: both see the same, and each command counts once, from whichever tab', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people as Two;
  const tabs = [anna.client, await asPerson(node, anna.joined)] as [Client, Client];
  const [one, other] = [await viewOf(tabs[0], pair.table), await viewOf(tabs[1], pair.table)];
  expect(other).toEqual(one);
  const told = tabs.map(hearing);
  const frame = { stream: pair.table, commandId: freshId(), command: saying('by both') } as never;
  const both = await Promise.all(tabs.map((tab) => tab.emitWithAck('command', frame)));
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  await must(order(tabs[0], pair.table, saying('by the first')));
  await must(order(tabs[1], pair.table, saying('by the second')));
  // Each tab hears by itself what the other one did; its own comes with the answer or as well.
  await until(() => told[0]?.().includes('by the second') === true && told[1]?.().includes('by the first') === true);
  for (const client of [...tabs, bram.client])
    expect(await said(client, pair)).toEqual(['by both', 'by the first', 'by the second']);
  const { people } = await viewOf<ConsoleView>(pair.facilitator, 'session');
  expect(people).toHaveLength(2);
  // Closing one tab leaves the other where it was.
  tabs[1].close();
  await must(order(tabs[0], pair.table, saying('still here')));
  pair.end();
});

test('one person in two browsers: T38 words that waited in one do not replace later ones from the other', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people as Two;
  const [laptop, phone] = [anna.client, await asPerson(node, anna.joined)];
  await must(order(bram.client, pair.table, { type: 'stopWithoutAgreement' }));
  await eventually(async () =>
    (await order(pair.facilitator, 'session', { type: 'startPhase', kind: 'debrief' })).ok ? true : null,
  );
  await must(order(pair.facilitator, 'session', { type: 'openDebriefStep', step: 'yourself' }));
  const own = async () => (await viewOf<TableView>(laptop, pair.table)).own?.words.map(({ words }) => words.text);
  const write = (client: Client, text: string, when: { writtenAt?: number }) => {
    const command = { type: 'writeWord', step: 'yourself', text };
    return client.emitWithAck('command', { stream: pair.table, commandId: freshId(), ...when, command } as never);
  };
  await eventually(async () => ((await viewOf<TableView>(laptop, pair.table)).debrief?.length ? true : null));
  const { now } = await laptop.emitWithAck('clock');
  await must(write(phone, 'later', { writtenAt: now - 1_000 }));
  expect(await write(laptop, 'earlier', { writtenAt: now - 2_000 })).toMatchObject({
    ok: false,
    rejection: { code: 'superseded' },
  });
  expect(await own()).toEqual(['later']);
  // A page of before, which does not say when, writes as it comes.
  await must(write(laptop, 'from an older page', {}));
  expect(await own()).toEqual(['from an older page']);
  phone.close();
  pair.end();
});

test('one person in two browsers: a note that comes after a later one is told so, and the later one is kept', async () => {
  const pair = await seatPair(node, 'read');
  const [{ client: laptop, joined }] = pair.people as Two;
  const phone = await asPerson(node, joined);
  const note = { stream: pair.table, key: 'target' as const };
  await must(phone.emitWithAck('note', { ...note, text: 'later', revision: 20 }));
  expect(await laptop.emitWithAck('note', { ...note, text: 'earlier', revision: 10 })).toMatchObject({
    ok: false,
    rejection: { code: 'superseded' },
  });
  // Sent again after a lost answer it is no later than itself.
  await must(phone.emitWithAck('note', { ...note, text: 'later', revision: 20 }));
  const seen = await laptop.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 });
  expect(seen.ok && 'documents' in seen && seen.documents).toEqual([{ key: 'target', text: 'later', revision: 20 }]);
  phone.close();
  pair.end();
});

test('two people in two tabs of one browser: each is whom the tab says, and neither sees what is the other’s', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people as Two;
  const jar = [pair.hosted.cookie, anna.joined.cookie, bram.joined.cookie].join('; ');
  for (const { joined, client } of [anna, bram]) {
    const tab = await asPerson(node, { ...joined, cookie: jar });
    expect(await viewOf(tab, pair.table)).toEqual(await viewOf(client, pair.table));
    tab.close();
  }
  expect(await viewOf(anna.client, pair.table)).not.toEqual(await viewOf(bram.client, pair.table));
  pair.end();
});

/** A live connection that is spoken by hand: it goes on sending, whatever it is told. */
const byHand = ({ sessionId, person, cookie }: Joined): Promise<RawClient> =>
  openLive(node.port, cookie, { as: 'person', sessionId, person });

type Ending = { pair: Pair; leaver: Two[number] };
const endings: [string, string, (ending: Ending) => Promise<Joined | null>][] = [
  [
    'who moved to another device',
    'revoked',
    async ({ leaver: { joined } }) => {
      const { sessionId, person, cookie } = joined;
      const made = await call<{ path: string }>(node, '/api/links', { kind: 'move', sessionId, person }, { cookie });
      const secret = made.body.path.split('#')[1];
      const moved = await call<Joined>(node, '/api/links/exchange', { secret });
      expect(moved.status).toBe(200);
      return { ...joined, cookie: moved.cookie };
    },
  ],
  [
    'who was taken out by the facilitator',
    'removed',
    async ({ pair, leaver: { joined } }) => {
      await must(order(pair.facilitator, 'session', { type: 'removePerson', person: joined.person }));
      return null;
    },
  ],
];

test.each(endings)('%s is told ("%s"), ended, and not heard any more', async (_, why, end) => {
  const pair = await seatPair(node);
  const [leaver, other] = pair.people as Two;
  const gone = new Promise((told) => leaver.client.once('gone', told));
  const closed = new Promise((done) => leaver.client.once('disconnect', done));
  const stubborn = await byHand(leaver.joined);
  let frames = 0;
  const speak = (text: string) => {
    frames += 1;
    const frame = { stream: pair.table, commandId: freshId(), command: saying(text) };
    stubborn.frame(`42${frames}${JSON.stringify(['command', frame])}`);
  };
  speak('while here');
  await until(() => stubborn.heard().includes('431[{"ok":true'));

  const elsewhere = await end({ pair, leaver });
  // At once, without having read what came meanwhile.
  for (let index = 0; index < 5; index += 1) speak('after the end');
  expect(await gone).toEqual({ why });
  await Promise.all([closed, stubborn.closed]);
  expect(stubborn.heard()).toContain(`42["gone",{"why":"${why}"}]`);
  expect(stubborn.heard().match(/"ok":true/g)).toHaveLength(1);

  await expect(asPerson(node, leaver.joined)).rejects.toThrow('notAllowed');
  const { sessionId, person, cookie } = leaver.joined;
  expect((await call(node, '/api/links', { kind: 'move', sessionId, person }, { cookie })).status).toBe(403);
  if (elsewhere) {
    const device = await asPerson(node, elsewhere);
    await must(order(device, pair.table, saying('from the new device')));
    device.close();
  } else await expect(dial(node, { as: 'person', sessionId, person }, '')).rejects.toThrow('notAllowed');
  const lines = await eventually(async () => {
    const heard = await said(other.client, pair);
    return heard.includes('while here') ? heard : null;
  });
  expect(lines).toEqual(elsewhere ? ['while here', 'from the new device'] : ['while here']);
  pair.end();
});
