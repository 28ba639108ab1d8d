// Deleting and erasing are final, also for what was on its way: nothing of it is written afterwards.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import {
  classOf,
  dialled,
  looks,
  running,
  seatEveryone,
  seated,
  sends,
  soon,
  tableSeen,
  until,
  withHold,
} from './runtime.fixture.ts';
import { newId } from './secrets.ts';
import { arrives, sharing } from './shared-store.fixture.ts';

const personOf = ({ identity }: { identity: { kind: string } }) => (identity as unknown as { person: string }).person;
const learnsDutch = { type: 'changeMe', language: 'nl', place: 'elsewhere' };
const note = (stream: { table: string }, text: string) => ({ stream, key: 'target' as const, text, revision: 1 });

test('a note that comes while a session is being deleted leaves nothing behind', async () => {
  const slow = withHold(createMemoryStore(), 'deleteStreams', 'done');
  const { runtime, store, faults } = await running(slow.store);
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna] = here.people;
  const deletion = slow.hold();
  const deleting = runtime.deleteSession(here.sessionId);
  await deletion.reached;
  expect(await anna.note(note(table, 'late'))).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  deletion.letGo();
  await deleting;
  expect(await store.readDocuments(`table:${table.table}`, personOf(anna))).toEqual([]);
  expect(anna.gone).toEqual(['sessionDeleted']);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('a deletion that failed can be asked for again, and until then the session goes on', async () => {
  const memory = createMemoryStore();
  let away = true;
  const deleteStreams: Store['deleteStreams'] = (streams) =>
    away ? Promise.reject(new Error('away')) : memory.deleteStreams(streams);
  const { runtime } = await running({ ...memory, deleteStreams });
  const here = await classOf(runtime);
  await expect(runtime.deleteSession(here.sessionId)).rejects.toThrow('away');
  expect(await looks(here.facilitator, 'session')).toMatchObject({ ok: true });
  away = false;
  await runtime.deleteSession(here.sessionId);
  expect(await memory.readAll(0, 100)).toEqual([]);
  await runtime.stop();
});

test('a table that was about to be opened stays closed when its session is deleted', async () => {
  const memory = createMemoryStore();
  const reached = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const pendingOutbox: Store['pendingOutbox'] = async (limit) => {
    const rows = await memory.pendingOutbox(limit);
    if (rows.length > 0) {
      reached.resolve();
      await free.promise;
    }
    return rows;
  };
  const { runtime, faults } = await running({ ...memory, pendingOutbox });
  const here = await classOf(runtime);
  await sends(here.facilitator, 'session', seatEveryone);
  await reached.promise;
  await runtime.deleteSession(here.sessionId);
  free.resolve();
  await soon(50);
  expect(await memory.readAll(0, 100)).toEqual([]);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('words on their way while their author is erased are not kept', async () => {
  const slow = withHold(createMemoryStore(), 'append');
  const { runtime, faults } = await running(slow.store);
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna, bram] = here.people;
  await sends(anna, table, { type: 'sendMessage', text: 'early words' });
  const writing = slow.hold();
  const first = sends(bram, table, { type: 'sendMessage', text: 'hello' });
  await writing.reached;
  const late = sends(anna, table, { type: 'sendMessage', text: 'late words' });
  await soon();
  expect(await runtime.erasePerson(here.sessionId, personOf(anna))).toEqual({ ok: true });
  writing.letGo();
  expect(await first).toMatchObject({ ok: true });
  expect(await late).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  const seen = JSON.stringify(await tableSeen(bram, table));
  expect(seen).toContain('hello');
  expect(seen).not.toMatch(/early words|late words|Anna/);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('an erasure that failed can be asked for again', async () => {
  const memory = createMemoryStore();
  let away = true;
  const eraseAuthor: Store['eraseAuthor'] = (author) =>
    away ? Promise.reject(new Error('away')) : memory.eraseAuthor(author);
  const { runtime } = await running({ ...memory, eraseAuthor });
  const here = await classOf(runtime);
  const person = personOf(here.people[0]);
  await expect(runtime.erasePerson(here.sessionId, person)).rejects.toThrow('away');
  expect(await looks(here.people[0], 'session')).toMatchObject({ ok: true });
  away = false;
  expect(await runtime.erasePerson(here.sessionId, person)).toEqual({ ok: true });
  expect(await memory.readTexts([`name:${person}`])).toEqual(new Map());
  await runtime.stop();
});

test('who lost the credential between the handshake and the connection is sent away at once', async () => {
  const { runtime } = await running();
  const here = await classOf(runtime);
  const [anna] = here.people;
  await sends(here.facilitator, 'session', { type: 'removePerson', person: personOf(anna) });
  expect(anna.gone).toEqual(['removed']);
  expect(dialled(runtime, anna.identity).gone).toEqual(['removed']);
  await runtime.deleteSession(here.sessionId);
  expect(dialled(runtime, here.facilitator.identity).gone).toEqual(['sessionDeleted']);
  await runtime.stop();
});

test('what waited for its turn behind a deletion is told that the session is gone, not to try again', async () => {
  const slow = withHold(createMemoryStore(), 'append');
  const { runtime, faults } = await running(slow.store);
  const here = await classOf(runtime);
  const [anna, bram] = here.people;
  const first = slow.hold();
  const before = sends(bram, 'session', learnsDutch);
  await first.reached;
  const deleting = runtime.deleteSession(here.sessionId);
  await soon();
  const command = sends(anna, 'session', learnsDutch);
  const wish = { commandId: newId(), code: here.code, name: 'Carla', department: null } as const;
  const joining = runtime.join({ ...wish, language: 'en', place: 'elsewhere' });
  await soon();
  first.letGo();
  await deleting;
  expect(await command).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  expect(await joining).toMatchObject({ ok: false, rejection: { code: 'unknownCode' } });
  await before;
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('who waits for longer than anybody waits behind a deletion is told so too', async () => {
  const slow = withHold(createMemoryStore(), 'deleteStreams');
  const appends = withHold(slow.store, 'append');
  const { runtime, faults } = await running(appends.store);
  const here = await classOf(runtime);
  const [anna, bram] = here.people;
  const first = appends.hold();
  const before = sends(bram, 'session', learnsDutch);
  await first.reached;
  const deletion = slow.hold();
  const deleting = runtime.deleteSession(here.sessionId);
  await soon();
  const command = sends(anna, 'session', learnsDutch);
  await soon();
  first.letGo();
  await deletion.reached;
  expect(await command).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  deletion.letGo();
  await Promise.all([deleting, before]);
  await runtime.stop();
  expect(faults).toEqual([]);
});

test('a command on a node that has not heard of the deletion yet is told so too', async () => {
  const another = sharing(createMemoryStore());
  const [here, there] = [another(), another()];
  const one = await running(here.store);
  const two = await running(there.store, one.catalogue);
  const school = await classOf(one.runtime);
  const table = await seated(school);
  const bram = await arrives(two.runtime, school.people[1].identity);
  await tableSeen(bram, table);
  there.ears.whispers = 'lost';
  await one.runtime.deleteSession(school.sessionId);
  const wish = { commandId: newId(), code: school.code, name: 'Carla', department: null } as const;
  const [talk, change] = await Promise.all([
    sends(bram, table, { type: 'sendMessage', text: 'still there?' }),
    sends(bram, 'session', learnsDutch),
    two.runtime.join({ ...wish, language: 'en', place: 'elsewhere' }),
  ]);
  for (const answer of [talk, change]) expect(answer).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  await until(() => bram.gone.length > 0);
  await Promise.all([one.runtime.stop(), two.runtime.stop()]);
  expect([one, two].flatMap(({ faults }) => faults)).toEqual([]);
});
