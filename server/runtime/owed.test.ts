// What waited for its turn over a sleep of the node is stamped after it: nobody is held to a deadline that the sleep has still to move.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { StreamName } from '../protocol/wire.ts';
import { classOf, running, seated, sends, soon, tableSeen, until, withHold } from './runtime.fixture.ts';

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
