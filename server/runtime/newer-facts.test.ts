// A journal with facts of a newer schema: refused in clear words and never folded, while every other goes on.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { classOf, dialled, looks, running, seated, sends, soon, tableSeen, until } from './runtime.fixture.ts';

const idempotency = { seatId: 'a-newer-node', commandId: 'c', payloadHash: 'h', ack: { ok: true } };
const beingUpdated = {
  ok: false,
  rejection: { code: 'newerVersion', message: expect.stringContaining('newer version') },
};

test.each(['table', 'session'] as const)(
  'a %s that a newer node wrote to while it was open here is refused, not misread; others go on; it is told once',
  async (kind) => {
    const { runtime, store, faults } = await running();
    const [here, elsewhere] = [await classOf(runtime), await classOf(runtime)];
    const [table, other] = [await seated(here), await seated(elsewhere)];
    const [anna] = here.people;
    const stream = kind === 'table' ? `table:${table.table}` : `session:${here.sessionId}`;
    const head = (await store.read(stream)).length;
    await soon(50);
    const appended = await store.append({
      ...{ stream, expectedVersion: head, idempotency },
      facts: [{ schemaVersion: 99, type: 'somethingNew' }],
    });
    expect(appended.outcome).toBe('appended');
    await until(async () => !(await looks(anna, table)).ok);
    expect(await looks(anna, table)).toMatchObject(beingUpdated);
    expect(await sends(anna, table, { type: 'sendMessage', text: 'hello' })).toMatchObject(beingUpdated);
    expect(await store.read(stream)).toHaveLength(head + 1);
    await soon(2_500);
    expect(await sends(elsewhere.people[0], other, { type: 'sendMessage', text: 'hello' })).toMatchObject({ ok: true });
    expect(JSON.stringify((await tableSeen(elsewhere.people[1], other)).conversation)).toContain('hello');
    expect(faults.map((fault) => (fault as Error).name)).toEqual(['UnreadableJournal']);
    expect(String(faults[0])).toContain(`${stream}@${head + 1}`);
    await runtime.stop();
  },
);

test('a node that starts on such a journal refuses it as clearly', async () => {
  const store = createMemoryStore();
  const before = await running(store);
  const here = await classOf(before.runtime);
  const table = await seated(here);
  await before.runtime.stop();
  const stream = `table:${table.table}`;
  const expectedVersion = (await store.read(stream)).length;
  await store.append({ stream, expectedVersion, idempotency, facts: [{ schemaVersion: 2, type: 'offerMade' }] });
  const { runtime } = await running(store);
  expect(await runtime.prove('facilitator', here.sessionId, here.sessionId, 'loads the session')).toBeNull();
  const anna = dialled(runtime, here.people[0].identity);
  expect(await looks(anna, 'session')).toMatchObject({ ok: true });
  expect(await looks(anna, table)).toMatchObject(beingUpdated);
  expect(await sends(anna, table, { type: 'sendMessage', text: 'hello' })).toMatchObject(beingUpdated);
  await runtime.stop();
});
