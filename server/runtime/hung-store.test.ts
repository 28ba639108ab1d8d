// A store that hangs, fails or comes back: everybody is answered within a bounded time, and nothing is written twice.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { createPatience } from './patience.ts';
import { patientStore } from './patient-store.ts';
import { classOf, running, seated, sends, tableSeen, until, withHold } from './runtime.fixture.ts';
import { newId } from './secrets.ts';

test.each(['before', 'done'] as const)(
  'an append that hangs (%s) is answered "try again" within a bounded time; the retry is answered, and it is there once',
  async (when) => {
    const slow = withHold(createMemoryStore(), 'append', when);
    const { runtime, store, faults } = await running(slow.store);
    const here = await classOf(runtime);
    const table = await seated(here);
    const [anna, bram] = here.people;
    const frame = { stream: table, commandId: newId(), command: { type: 'sendMessage', text: 'once' } } as const;
    const asked = performance.now();
    const hanging = slow.hold();
    const answer = await anna.command(frame);
    expect(answer).toMatchObject({ ok: false, rejection: { code: 'tryAgain' } });
    expect(performance.now() - asked).toBeLessThan(15_000);
    // Others go on meanwhile, and so does this table.
    expect(await sends(bram, table, { type: 'sendMessage', text: 'meanwhile' })).toMatchObject({ ok: true });
    expect(await anna.command(frame)).toMatchObject({ ok: true });
    hanging.letGo();
    expect(await anna.command(frame)).toMatchObject({ ok: true });
    await until(async () => JSON.stringify((await tableSeen(bram, table)).conversation).includes('once'));
    const facts = (await store.read(`table:${table.table}`)).map(({ fact }) => JSON.stringify(fact));
    expect(facts.filter((fact) => fact.includes('"messageSent"'))).toHaveLength(2);
    expect(faults.every((fault) => fault instanceof StoreUnavailable)).toBe(true);
    await runtime.stop();
  },
);

test('a store that is away is told once, everybody is told to try again, and all mends itself', async () => {
  const memory = createMemoryStore();
  let away = false;
  const store = Object.fromEntries(
    Object.entries(memory).map(([name, call]) => [
      name,
      (...args: unknown[]) =>
        away && !['watch', 'hear', 'close', 'now'].includes(name)
          ? Promise.reject(new StoreUnavailable('away'))
          : (call as (...all: unknown[]) => unknown)(...args),
    ]),
  ) as unknown as Store;
  const { runtime, faults } = await running(store);
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna, bram] = here.people;
  const before = (await memory.read(`table:${table.table}`)).length;
  away = true;
  const refused = { ok: false, rejection: { code: 'tryAgain' } };
  for (let tries = 0; tries < 30; tries += 1) {
    expect(await sends(anna, table, { type: 'sendMessage', text: 'lost?' })).toMatchObject(refused);
    await new Promise((later) => setTimeout(later, 50));
  }
  expect(faults).toHaveLength(1);
  away = false;
  expect(await memory.read(`table:${table.table}`)).toHaveLength(before);
  await until(async () => (await sends(anna, table, { type: 'sendMessage', text: 'back' })).ok);
  await until(async () => JSON.stringify((await tableSeen(bram, table)).conversation).includes('back'));
  expect(faults).toHaveLength(1);
  await runtime.stop();
});

test('who waited too long for a turn is not served behind their back', async () => {
  const slow = withHold(createMemoryStore(), 'append');
  const { runtime, store } = await running(slow.store);
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna, bram] = here.people;
  const hanging = [slow.hold()];
  const first = sends(anna, table, { type: 'sendMessage', text: 'first' });
  await hanging[0]?.reached;
  hanging.push(slow.hold());
  const queued = [bram, anna].map((one, n) => sends(one, table, { type: 'sendMessage', text: `queued ${n}` }));
  const answers = await Promise.all([first, ...queued]);
  expect(answers.map(({ ok }) => ok)).toEqual([false, false, false]);
  for (const held of hanging) held.letGo();
  await new Promise((later) => setTimeout(later, 300));
  // The two that had reached the store are there at most once; the third never got that far.
  const texts = JSON.stringify(await store.read(`table:${table.table}`));
  expect(texts.match(/messageSent/g)?.length ?? 0).toBeLessThan(3);
  await runtime.stop();
});

test('texts asked for in the same moment are read together, each gets its own and an erased one stays away', async () => {
  const memory = createMemoryStore();
  const asked: string[][] = [];
  const readTexts: Store['readTexts'] = (refs) => {
    asked.push([...refs]);
    return memory.readTexts(refs);
  };
  await memory.append({
    stream: 'session:s',
    expectedVersion: 0,
    facts: [],
    texts: ['a', 'b'].map((ref) => ({ ref, author: ref, text: `text of ${ref}` })),
    idempotency: { seatId: 's', commandId: 'c', payloadHash: 'h', ack: null },
  });
  const patience = createPatience();
  const store = patientStore({ ...memory, readTexts }, { patience, onOutbox: () => undefined });
  const found = await Promise.all([store.readTexts(['a']), store.readTexts(['a', 'b']), store.readTexts(['none'])]);
  expect(asked).toEqual([['a', 'b', 'none']]);
  expect(found.map((texts) => texts.get('a'))).toEqual(Array(3).fill('text of a'));
  await memory.eraseAuthor('a');
  expect((await store.readTexts(['a'])).size).toBe(0);
  expect(asked).toHaveLength(2);
  patience.stop();
});
