// The other side of the table stays there: a seat can neither be claimed in a frame nor be read through a resume or an answer.
import { expect, test } from 'vitest';
import { call, freshId } from './calls.fixture.ts';
import { type Client, must, order, viewOf } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { packageAt, seatPair } from './pair.fixture.ts';
import type { TableView } from './protocol/table-view.ts';

const node = sharedNode();

test('a frame that names a role, seat, person or time of its own is refused, and nothing is done in that name', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people.map(({ client }) => client) as [Client, Client];
  const view = await viewOf<TableView>(anna, pair.table);
  const offer = { type: 'makeOffer', package: packageAt(view, 1), beside: false };
  const theirs = view.seats[1]?.role ?? '';
  const person = pair.people[1]?.joined.person;
  for (const claim of [{ role: theirs }, { seat: theirs }, { person }, { seatId: theirs }, { at: 1 }, { now: 1 }]) {
    expect(await order(anna, pair.table, { ...offer, ...claim })).toMatchObject({
      ok: false,
      rejection: { code: 'malformed' },
    });
    const frame = { stream: pair.table, commandId: freshId(), command: offer, ...claim };
    expect(await anna.emitWithAck('command', frame as never)).toMatchObject({
      ok: false,
      rejection: { code: 'malformed' },
    });
  }
  expect((await viewOf<TableView>(bram, pair.table)).offers).toEqual([]);
  pair.end();
});

test('nobody accepts their own offer or signs for the other: it takes both, each for themselves', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people.map(({ client }) => client) as [Client, Client];
  const view = await viewOf<TableView>(anna, pair.table);
  const made = await must(order(anna, pair.table, { type: 'makeOffer', package: packageAt(view, 1), beside: false }));
  const offerId = 'id' in made ? made.id : '';
  expect(await order(anna, pair.table, { type: 'acceptOffer', offerId })).toMatchObject({
    rejection: { code: 'ownOffer' },
  });
  await must(order(bram, pair.table, { type: 'acceptOffer', offerId }));
  await must(order(anna, pair.table, { type: 'signAgreement', offerId }));
  expect(await order(anna, pair.table, { type: 'signAgreement', offerId })).toMatchObject({
    rejection: { code: 'alreadySigned' },
  });
  expect((await viewOf<TableView>(bram, pair.table)).stage).toBe('signing');
  await must(order(bram, pair.table, { type: 'signAgreement', offerId }));
  expect(await order(anna, pair.table, { type: 'withdrawOffer', offerId })).toMatchObject({
    rejection: { code: 'tableSettled' },
  });
  pair.end();
});

test("resuming with the other side's epoch and version gives one's own view, and nothing of theirs", async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people.map(({ client }) => client) as [Client, Client];
  const secret = 'bram would settle for forty';
  await must(bram.emitWithAck('note', { stream: pair.table, key: 'limit', text: secret, revision: 1 }));
  const [mine, theirs] = await Promise.all(
    [anna, bram].map((client) => client.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 })),
  );
  if (!mine?.ok || !theirs?.ok) throw new Error('no view');
  // The same search finds it where it belongs.
  expect(JSON.stringify(theirs)).toContain(secret);
  expect(mine.epoch).not.toBe(theirs.epoch);
  for (const version of [0, 1, theirs.version, theirs.version + 50]) {
    const answer = await anna.emitWithAck('resume', { stream: pair.table, epoch: theirs.epoch, version });
    expect(answer).toMatchObject({ ok: true, epoch: mine.epoch, version: mine.version });
    expect(answer).toHaveProperty('view.viewer', (mine as { view?: TableView }).view?.viewer);
    expect(JSON.stringify(answer)).not.toContain(secret);
  }
  pair.end();
});

test("refusals about what is the other side's are those about what never was: their interests, notes, links and person", async () => {
  const pair = await seatPair(node);
  const elsewhere = await seatPair(node);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody came');
  const interestsOf = async ({ client }: typeof anna) =>
    (await viewOf<TableView>(client, pair.table)).instructions?.interests.map(({ id }) => id) ?? [];
  const mine = await interestsOf(anna);
  const [interest] = (await interestsOf(bram)).filter((id) => !mine.includes(id));
  if (!interest) throw new Error('the other side has no interest of its own');
  const tell = (client: Client, id: string) => order(client, pair.table, { type: 'tellInterest', interest: id });
  const refused = await tell(anna.client, interest);
  expect(refused).toMatchObject({ ok: false });
  expect(refused).toEqual(await tell(anna.client, 'nosuchinterest'));
  // The same command does work for whom it is.
  expect(await tell(bram.client, interest)).toMatchObject({ ok: true });

  const note = { key: 'limit' as const, text: 'mine', revision: 1 };
  const there = await anna.client.emitWithAck('note', { stream: elsewhere.table, ...note });
  expect(there).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  expect(there).toEqual(await anna.client.emitWithAck('note', { stream: { table: 'nosuchtable000000' }, ...note }));

  const { sessionId, cookie } = anna.joined;
  for (const path of ['/api/links', '/api/people/erase']) {
    const asked = (person: string) =>
      call(node, path, path === '/api/links' ? { kind: 'move', sessionId, person } : { sessionId, person }, { cookie });
    const [other, nobody] = [await asked(bram.joined.person), await asked('nobodyatall0000000000')];
    expect([path, other.status]).toEqual([path, 403]);
    expect(other.body).toEqual(nobody.body);
  }
  pair.end();
  elsewhere.end();
});
