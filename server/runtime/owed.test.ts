// What waited for its turn over a sleep of the node is stamped after it: nobody is held to a deadline that the sleep has still to move,
// or has moved on another node.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import type { StreamName } from '../protocol/wire.ts';
import { classOf, running, seated, sends, soon, tableSeen, until, withHold } from './runtime.fixture.ts';
import { arrives, sharing } from './shared-store.fixture.ts';

test('what came before a sleep and gets its turn after it is told to try again, at a table and in a session, and then it is accepted', async () => {
  let now = 1_000_000;
  const { store, hold } = withHold(createMemoryStore({ now: () => now }), 'append');
  const { runtime, faults } = await running(store);
  const here = await classOf(runtime);
  const { people, facilitator } = here;
  const table = await seated(here);
  const deadline = (await tableSeen(people[0], table)).phase?.deadline ?? 0;
  const message = { type: 'sendMessage', text: 'still here' };
  const moved = {
    type: 'setPlace',
    person: here.people[1].identity.kind === 'person' && here.people[1].identity.person,
    place: 'room',
  };
  const longer = { type: 'addTime', minutes: 1 };

  const turns: [StreamName, (typeof people)[number], object, object][] = [
    [table, people[0], message, message],
    ['session', facilitator, moved, longer],
  ];
  for (const [nth, [stream, sender, first, second]] of turns.entries()) {
    const append = hold();
    const before = sends(sender, stream, first);
    await append.reached;
    const behind = sends(sender, stream, second);
    await soon();
    // All of bargaining, and more.
    now += 180_000;
    append.letGo();
    expect([stream, await before]).toMatchObject([stream, { ok: true }]);
    expect([stream, await behind]).toMatchObject([stream, { ok: false, rejection: { code: 'tryAgain' } }]);
    await until(async () => (await tableSeen(people[0], table)).phase?.deadline === deadline + (nth + 1) * 180_000);
    expect([stream, await sends(sender, stream, second)]).toMatchObject([stream, { ok: true }]);
  }
  expect(faults).toEqual([]);
  await runtime.stop();
});

test.each([
  ['leaves', 'sent before it and gets its turn after it'],
  ['leaves', 'sent right after it'],
  ['is erased', 'sent before it and gets its turn after it'],
  ['is erased', 'sent right after it'],
] as const)('who %s does not end their table by a clock that a sleep has still to move: %s', async (does, when) => {
  let now = 1_000_000;
  const { store, hold } = withHold(createMemoryStore({ now: () => now }), 'append');
  const { runtime, faults } = await running(store);
  const here = await classOf(runtime);
  const [anna, bram] = here.people;
  const table = await seated(here);
  const deadline = (await tableSeen(anna, table)).phase?.deadline ?? 0;
  const personOf = ({ identity }: typeof anna) => (identity.kind === 'person' ? identity.person : '');
  const go = () =>
    does === 'leaves'
      ? sends(bram, 'session', { type: 'leave' })
      : runtime.erasePerson(here.sessionId, personOf(bram)).then(({ ok }) => ({ ok }));
  const append = hold();
  const before = sends(here.facilitator, 'session', { type: 'setPlace', person: personOf(anna), place: 'room' });
  await append.reached;
  if (when === 'sent right after it') {
    append.letGo();
    await before;
    now += 180_000;
  }
  const first = go();
  await soon();
  if (when !== 'sent right after it') now += 180_000;
  append.letGo();
  expect(await first).toMatchObject({ ok: when === 'sent right after it' });
  await until(async () => (await tableSeen(anna, table)).phase?.deadline === deadline + 180_000);
  if (!(await first).ok) expect(await go()).toMatchObject({ ok: true });
  await until(async () => (await tableSeen(anna, table)).seats.some(({ holders }) => holders.length === 0));
  expect((await tableSeen(anna, table)).stage).toBe('bargaining');
  expect(faults).toEqual([]);
  await runtime.stop();
});

test('an outage that another node told a table of, unheard here: nobody is held to the clock as it was before', async () => {
  let now = 1_000_000;
  const another = sharing(createMemoryStore({ now: () => now }));
  const [first, second] = [another(), another()];
  const [awake, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let asleep = false;
  const late =
    <Args extends unknown[], Result>(until: Promise<void>, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      if (asleep) await until;
      return call(...args);
    };
  const { heads, lastBeat, pendingOutbox } = second.store;
  const sleeper: Store = {
    ...second.store,
    heads: late(over.promise, heads),
    lastBeat: late(awake.promise, lastBeat),
    pendingOutbox: late(awake.promise, pendingOutbox),
  };
  const [one, two] = [await running(first.store), await running(sleeper)];
  const here = await classOf(one.runtime);
  const [anna, there] = here.people;
  const table = await seated(here);
  there.close();
  const bram = await arrives(two.runtime, there.identity);
  const deadline = (await tableSeen(bram, table)).phase?.deadline ?? 0;
  second.ears.hints = 'lost';
  asleep = true;
  now += 180_000;
  await until(async () => (await tableSeen(anna, table)).phase?.deadline === deadline + 180_000);
  await until(async () => (await first.store.pendingOutbox(1)).length === 0);
  awake.resolve();
  expect(await sends(bram, table, { type: 'sendMessage', text: 'still here' })).toMatchObject({ ok: true });
  over.resolve();
  expect([...one.faults, ...two.faults]).toEqual([]);
  await Promise.all([one.runtime.stop(), two.runtime.stop()]);
});
