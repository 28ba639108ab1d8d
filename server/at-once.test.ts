// Everything in the same moment, on two real nodes over one real Redis. On two runtimes, to the millisecond: runtime/at-once.test.ts.
import { expect, test } from 'vitest';
import { endsIn, inTime, scenes, seen, typeOf } from './apart.fixture.ts';
import { must, order } from './live.fixture.ts';
import { packageAt } from './pair.fixture.ts';

const { apart } = scenes();

test.each([-20, 0])(
  'accepting, withdrawing and the deadline at once on two nodes, sent %i ms from it: at most one of them happened, both sides see the same',
  async (offset) => {
    const scene = await apart();
    const { pair, anna, bram, ground } = scene;
    const offered = packageAt(await seen(anna, pair), 1);
    const made = await must(order(anna, pair.table, { type: 'makeOffer', package: offered, beside: false }));
    const offerId = 'id' in made ? made.id : '';
    await inTime(5_000, async () => ((await seen(bram, pair)).offers.length === 1 ? true : null));
    const deadline = await endsIn(scene, 2_500);
    const { now } = await anna.emitWithAck('clock');
    await new Promise((later) => setTimeout(later, Math.max(0, deadline + offset - now)));
    const answers = await Promise.all([
      order(anna, pair.table, { type: 'withdrawOffer', offerId }),
      order(bram, pair.table, { type: 'acceptOffer', offerId }),
    ]);
    expect(answers.filter(({ ok }) => ok).length).toBeLessThan(2);
    const stage = answers[1].ok ? 'signing' : 'notAgreed';
    for (const client of [anna, bram])
      await inTime(10_000, async () => ((await seen(client, pair)).stage === stage ? true : null));
    expect((await seen(anna, pair)).offers).toEqual((await seen(bram, pair)).offers);
    const facts = await inTime(10_000, async () => {
      const atTable = (await ground.facts()).filter(({ stream }) => stream.startsWith('table:'));
      return atTable.some((fact) => typeOf(fact) === 'bargainingClosed') ? atTable : null;
    });
    expect(facts.map(({ version }) => version)).toEqual(facts.map((_, n) => n + 1));
    expect(facts.filter((fact) => typeOf(fact) === 'bargainingClosed')).toHaveLength(1);
    const taken = facts.filter((fact) => ['offerAccepted', 'offerWithdrawn'].includes(typeOf(fact)));
    expect(taken).toHaveLength(answers.filter(({ ok }) => ok).length);
  },
);
