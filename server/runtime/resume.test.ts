// Catching up while things happen: the answer first, then what came meanwhile, nothing twice and nothing lost.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { classOf, looks, running, seated, sends, soon, tableSeen, withHold } from './runtime.fixture.ts';

test('what happens while a resume is answered follows after the answer', async () => {
  const slow = withHold(createMemoryStore(), 'readTexts');
  const { runtime, faults } = await running(slow.store);
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna, bram] = here.people;
  await tableSeen(bram, table);
  await soon();
  const before = anna.told.length;
  const reading = slow.hold();
  const answering = looks(anna, table);
  await reading.reached;
  await sends(bram, table, { type: 'sendMessage', text: 'meanwhile' });
  await soon(20);
  expect(anna.told.slice(before)).toEqual([]);
  reading.letGo();
  const answer = await answering;
  await soon(20);
  const version = answer.ok ? answer.version : 0;
  expect(anna.told.slice(before)).toMatchObject([
    { version: version + 1, events: [{ type: 'entryAdded', entry: { words: { text: 'meanwhile' } } }] },
  ]);
  expect(faults).toEqual([]);
  await runtime.stop();
});
