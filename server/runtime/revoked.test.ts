// A credential that ends while a command of its holder waits for its turn: what was let in before is not carried out after.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { classOf, dialled, running, seatEveryone, seated, sends, soon, withHold } from './runtime.fixture.ts';
import { hashSecret } from './secrets.ts';

const notAllowed = { ok: false, rejection: { code: 'notAllowed' } };

async function slowly() {
  const slow = withHold(createMemoryStore(), 'append');
  const { runtime, store } = await running(slow.store);
  return { runtime, store, hold: slow.hold, here: await classOf(runtime) };
}

test('who is taken out while their message waits behind another one does not say it any more', async () => {
  const { runtime, store, hold, here } = await slowly();
  const table = await seated(here);
  const [anna] = here.people;
  const held = hold();
  const before = sends(anna, table, { type: 'sendMessage', text: 'before' });
  await held.reached;
  const behind = sends(anna, table, { type: 'sendMessage', text: 'behind' });
  await soon(20);
  const { identity } = anna;
  const person = identity.kind === 'person' ? identity.person : '';
  expect(await sends(here.facilitator, 'session', { type: 'removePerson', person })).toMatchObject({ ok: true });
  held.letGo();
  expect(await before).toMatchObject({ ok: true });
  expect(await behind).toMatchObject(notAllowed);
  const said = (await store.read(`table:${table.table}`)).filter(({ fact }) =>
    JSON.stringify(fact).includes('messageSent'),
  );
  expect(said).toHaveLength(1);
  await runtime.stop();
});

test('a console that is revoked while its command waits leads no more', async () => {
  const { runtime, store, hold, here } = await slowly();
  const made = await runtime.makeLink(here.facilitator.identity, 'facilitator');
  const exchanged = await runtime.exchange(made.ok ? made.secret : '');
  if (!exchanged.ok) throw new Error(JSON.stringify(exchanged));
  const { sessionId } = here;
  const other = dialled(runtime, { kind: 'facilitator', sessionId, credentialHash: hashSecret(exchanged.secret) });
  const held = hold();
  const first = sends(here.people[0], 'session', { type: 'clearRules' });
  await held.reached;
  const revoking = runtime.revokeOthers(here.facilitator.identity);
  await soon(20);
  const seating = sends(other, 'session', seatEveryone);
  await soon(20);
  held.letGo();
  expect([await first, await revoking]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await seating).toMatchObject(notAllowed);
  expect(JSON.stringify(await store.readAll(0, 1_000))).not.toContain('roundOpened');
  await runtime.stop();
});
