// An offer that stood in a buffer while the server stood still: it comes too late and is refused, and sent again it counts.
import { expect, test } from 'vitest';
import { freshId } from './calls.fixture.ts';
import { viewOf } from './live.fixture.ts';
import { packageAt, seatPair } from './pair.fixture.ts';
import { groundOn } from './process.fixture.ts';
import type { TableView } from './protocol/table-view.ts';

test('an offer that reaches a hung node is refused when it wakes after the offer was meant; sent again it stands once', async () => {
  const ground = await groundOn('sqlite');
  const node = await ground.start();
  const pair = await seatPair(node);
  const [anna] = pair.people;
  if (!anna) throw new Error('nobody came');
  const held = await viewOf<TableView>(anna.client, pair.table);
  const { now } = await anna.client.emitWithAck('clock');
  const offer = { type: 'makeOffer' as const, package: packageAt(held, 1), beside: false };
  const frame = { stream: pair.table, commandId: freshId(), command: offer };
  node.hang();
  const answer = anna.client.emitWithAck('command', { ...frame, until: now + 1_000 });
  await new Promise((later) => setTimeout(later, 1_500));
  node.wake();
  expect(await answer).toMatchObject({ ok: false, rejection: { code: 'tooLate' } });
  expect((await viewOf<TableView>(anna.client, pair.table)).offers).toEqual([]);

  const again = { ...frame, until: now + 60_000 };
  // Without what came of it, which is told once.
  const { seen: _, ...taken } = { seen: null, ...(await anna.client.emitWithAck('command', again)) };
  expect(taken).toMatchObject({ ok: true });
  // A copy that comes when nobody means it any more gets the answer that was given, and nothing else happens.
  expect(await anna.client.emitWithAck('command', { ...frame, until: now })).toEqual(taken);
  expect((await viewOf<TableView>(anna.client, pair.table)).offers).toHaveLength(1);
  pair.end();
  await node.kill();
  const facts = await ground.facts();
  expect(facts.filter(({ fact }) => JSON.stringify(fact).includes('offerMade'))).toHaveLength(1);
  await ground.end();
});
