// A node that stood still (SIGSTOP) while its people's connections stayed open and their table went on at another node: what it
// held is stale, and it does not act on it.
import { expect, test } from 'vitest';
import { follow, inTime, scenes, seen, typeOf } from './apart.fixture.ts';
import { must, order } from './live.fixture.ts';
import { packageAt } from './pair.fixture.ts';

const { apart } = scenes();
/** A second is what is promised; the rest is for a busy machine. */
const soonMs = 5_000;

test('a node hangs and wakes: what waited in it is decided on what happened meanwhile, and its viewers are told the truth unasked', async () => {
  const { ground, one, two, pair, anna, bram } = await apart();
  const offered = packageAt(await seen(bram, pair), 1);
  const made = await must(order(anna, pair.table, { type: 'makeOffer', package: offered, beside: false }));
  const offerId = 'id' in made ? made.id : '';
  await inTime(5_000, async () => ((await seen(bram, pair)).offers.length === 1 ? true : null));
  const page = await follow(bram, pair);

  two.hang();
  await must(order(anna, pair.table, { type: 'withdrawOffer', offerId }));
  await must(order(anna, pair.table, { type: 'sendMessage', text: 'while you stood still' }));
  // These reach a node that knows of neither.
  const accepting = order(bram, pair.table, { type: 'acceptOffer', offerId });
  const saying = order(bram, pair.table, { type: 'sendMessage', text: 'I am back' });
  await new Promise((later) => setTimeout(later, 3_000));
  expect(page.saw('while you stood still')).toBe(false);
  two.wake();
  await inTime(soonMs, async () => (page.saw('while you stood still') ? true : null));
  expect(await accepting).toMatchObject({ ok: false, rejection: { code: 'offerNotStanding' } });
  expect(await saying).toMatchObject({ ok: true });

  expect(bram.connected).toBe(true);
  const [mine, theirs] = [await seen(anna, pair), await seen(bram, pair)];
  for (const { offers } of [mine, theirs])
    expect(offers.map(({ id, standing }) => [id, standing])).toEqual([[offerId, 'withdrawn']]);
  expect(theirs.conversation.map(({ kind }) => kind)).toEqual(mine.conversation.map(({ kind }) => kind));
  expect(JSON.stringify(mine.conversation).match(/I am back/g)).toHaveLength(1);
  const facts = (await ground.facts()).filter(({ stream }) => stream.startsWith('table:'));
  expect(facts.map(({ version }) => version)).toEqual(facts.map((_, n) => n + 1));
  expect(facts.map(typeOf)).not.toContain('offerAccepted');
  expect([...one.faults, ...two.faults]).toEqual([]);
});
