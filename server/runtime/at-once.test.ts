// Everything in the same moment, on two nodes: accepting, withdrawing and the deadline; and clocks that jump.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { classOf, dialled, looks, running, seated, sends, soon, tableSeen, until } from './runtime.fixture.ts';
import { arrives, sharing } from './shared-store.fixture.ts';

const typesIn = (facts: { fact: unknown }[]) => facts.map(({ fact }) => (fact as { type: string }).type);

test.each([-40, -5, 0, 5, 40])(
  'accepting, withdrawing and the deadline at once, on two nodes, %i ms from it: one history, told alike',
  async (offset) => {
    let now = 1_000_000;
    const another = sharing(createMemoryStore({ now: () => now }));
    const [here, there] = [another(), another()];
    const [one, two] = [await running(here.store), await running(there.store)];
    const school = await classOf(one.runtime);
    const table = await seated(school);
    const [anna] = school.people;
    const bram = await arrives(two.runtime, school.people[1].identity);
    const view = await tableSeen(anna, table);
    const offered = Object.fromEntries(
      view.case.issues.map((issue) => [issue.id, 'range' in issue ? issue.range.min : (issue.options[0]?.id ?? '')]),
    );
    const made = await sends(anna, table, { type: 'makeOffer', package: offered, beside: false });
    const offerId = made.ok ? (made.id ?? '') : '';
    await until(async () => (await tableSeen(bram, table)).offers.length === 1);
    const deadline = view.phase?.deadline ?? 0;
    // In steps, so that no step looks like an outage.
    while (now < deadline - 4_000) {
      now += 3_900;
      await sends(anna, table, { type: 'nothing' } as never).catch(() => undefined);
      await sends(bram, table, { type: 'nothing' } as never).catch(() => undefined);
    }
    now = deadline + offset;
    const [withdrawn, accepted] = await Promise.all([
      sends(anna, table, { type: 'withdrawOffer', offerId }),
      sends(bram, table, { type: 'acceptOffer', offerId }),
    ]);
    if (now < deadline) now = deadline;
    // Never both: who came second hears why not.
    expect([withdrawn.ok, accepted.ok].filter(Boolean).length).toBeLessThan(2);
    if (offset >= 0) expect([withdrawn.ok, accepted.ok]).toEqual([false, false]);
    const stream = `table:${table.table}`;
    await until(async () => typesIn(await here.store.read(stream)).includes('bargainingClosed'));
    const facts = await here.store.read(stream);
    expect(facts.map(({ version }) => version)).toEqual(facts.map((_, n) => n + 1));
    expect(typesIn(facts).filter((type) => type === 'bargainingClosed')).toHaveLength(1);
    await until(async () => (await tableSeen(anna, table)).stage === (await tableSeen(bram, table)).stage);
    expect((await tableSeen(anna, table)).stage).toBe(accepted.ok ? 'signing' : 'notAgreed');
    expect((await tableSeen(anna, table)).offers).toEqual((await tableSeen(bram, table)).offers);
    await Promise.all([one.runtime.stop(), two.runtime.stop()]);
  },
);

test('a clock that is put back while a deadline fires: it waits, and takes effect when it is reached again', async () => {
  let now = 1_000_000;
  let back = 0;
  const memory = createMemoryStore({ now: () => now });
  // The look at due times is made before the clock is put back, the command after.
  const store = {
    ...memory,
    dueUntil: async (until: number, limit: number) => {
      const rows = await memory.dueUntil(until, limit);
      if (rows.length > 0 && limit < 100_000) {
        now -= back;
        back = 0;
      }
      return rows;
    },
  };
  const { runtime, faults } = await running(store);
  const here = await classOf(runtime);
  const table = await seated(here);
  const deadline = (await tableSeen(here.people[0], table)).phase?.deadline ?? 0;
  while (now < deadline - 3_000) {
    now += 2_900;
    await sends(here.people[0], table, { type: 'sendMessage', text: 'tick' });
  }
  back = 60_000;
  now = deadline;
  await until(() => now < deadline);
  await soon(400);
  expect((await tableSeen(here.people[0], table)).stage).toBe('bargaining');
  // Nothing else is written meanwhile: the very same look comes again.
  await until(async () => {
    now += 2_900;
    await soon(130);
    return (await tableSeen(here.people[0], table)).stage === 'notAgreed';
  });
  expect(faults).toEqual([]);
  await runtime.stop();
});

test('a clock that jumps an hour ahead: deadlines move by it, nobody is cut off, and the facilitator is told', async () => {
  let now = 1_000_000;
  const { runtime } = await running(createMemoryStore({ now: () => now }));
  const here = await classOf(runtime);
  const table = await seated(here);
  const before = (await tableSeen(here.people[0], table)).phase?.deadline ?? 0;
  now += 3_600_000;
  expect(await sends(here.people[0], table, { type: 'sendMessage', text: 'still here' })).toMatchObject({ ok: true });
  const after = await tableSeen(here.people[0], table);
  expect(after.stage).toBe('bargaining');
  expect((after.phase?.deadline ?? 0) - before).toBeGreaterThanOrEqual(3_599_000);
  const answer = await looks(dialled(runtime, here.facilitator.identity), 'session');
  expect(JSON.stringify(answer)).toContain('"outages":[{');
  await runtime.stop();
});
