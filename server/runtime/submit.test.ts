// One command, one answer: decided again after losing a race, answered alike when repeated, in doubt after a silent store.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Json, Store } from '../journal/port.ts';
import { accept, refuse } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import type { Room } from './room.ts';
import { StreamEntry } from './stream-entry.ts';
import { submit } from './submit.ts';

type Added = { add: number };
/** A room that sums. */
const sums: Room<number, Added, 'any', number, number> = {
  upcast: (stored: Json) => stored as Added,
  fold: (sum, { add }) => (sum ?? 0) + add,
  viewerKey: () => 'any',
  project: (sum) => sum,
  projectFact: (_, __, { add }) => [add],
};
const entryOf = () => new StreamEntry('table:t', sums);
const adding = (commandId: string, add: number) => ({
  seatId: 'anna',
  commandId,
  payload: add,
  decide: (sum: number | null) =>
    (sum ?? 0) + add > 10 ? refuse(reject('tooManyOffers', 'full')) : accept({ facts: [{ add }] }),
});

test('two nodes that race for one head both get through, one after the other', async () => {
  const store = createMemoryStore();
  const [one, other] = [entryOf(), entryOf()];
  const answers = await Promise.all([submit(store, one, adding('a', 3)), submit(store, other, adding('b', 4))]);
  expect(answers).toEqual([{ ok: true }, { ok: true }]);
  await Promise.all([one.catchUp(store), other.catchUp(store)]);
  expect([one.state, other.state]).toEqual([7, 7]);
});

test('a repeat gets the first answer, also where it would be refused now; another payload is refused', async () => {
  const store = createMemoryStore();
  const entry = entryOf();
  expect(await submit(store, entry, adding('a', 9))).toEqual({ ok: true });
  expect(await submit(store, entry, adding('a', 9))).toEqual({ ok: true });
  expect(entry.state).toBe(9);
  expect(await submit(store, entry, adding('a', 1))).toMatchObject({
    ok: false,
    rejection: { code: 'commandIdReused' },
  });
});

test('what comes later than it was meant is refused; sent again it counts, and its repeat gets that answer however late', async () => {
  const store = createMemoryStore();
  const entry = entryOf();
  const now = await store.now();
  const late = { ok: false, rejection: { code: 'tooLate' } };
  expect(await submit(store, entry, { ...adding('a', 3), until: now - 1 })).toMatchObject(late);
  expect(entry.state).toBeNull();
  expect(await submit(store, entry, { ...adding('a', 3), until: now + 60_000 })).toEqual({ ok: true });
  expect(await submit(store, entry, { ...adding('a', 3), until: now - 1 })).toEqual({ ok: true });
  expect(await submit(store, entry, { ...adding('b', 4), until: now - 1 })).toMatchObject(late);
  expect(entry.state).toBe(3);
});

/** A store that writes its first append and does not say so. */
function silentOnce(store: Store): Store {
  let silent = true;
  return {
    ...store,
    async append(item) {
      const result = await store.append(item);
      if (!silent) return result;
      silent = false;
      throw new Error('no answer');
    },
  };
}

test('a store that wrote and did not answer: the retry finds the acknowledgement, once in the journal', async () => {
  const store = createMemoryStore();
  const deaf = silentOnce(store);
  const entry = entryOf();
  await expect(submit(deaf, entry, adding('a', 5))).rejects.toThrow('no answer');
  expect(entry.state).toBeNull();
  expect(await submit(deaf, entry, adding('a', 5))).toEqual({ ok: true });
  expect(entry.state).toBe(5);
  expect(await store.read('table:t')).toHaveLength(1);
});

test('after a store that wrote and did not answer, whatever comes next is decided on what is stored', async () => {
  const store = createMemoryStore();
  const deaf = silentOnce(store);
  const entry = entryOf();
  await expect(submit(deaf, entry, adding('a', 5))).rejects.toThrow('no answer');
  // On what was known before, there is nothing that could be taken back.
  const back = (sum: number | null) =>
    sum === 5 ? accept({ facts: [{ add: -5 }] }) : refuse(reject('unknownOffer', 'nothing is there'));
  expect(await submit(deaf, entry, { ...adding('b', -5), decide: back })).toEqual({ ok: true });
  expect(entry.state).toBe(0);
});

test('a viewer who comes later has the same log as one who was there from the start', async () => {
  const store = createMemoryStore();
  const entry = entryOf();
  const early = entry.eventsFor('any');
  await submit(store, entry, adding('a', 1));
  await submit(store, entry, adding('b', 2));
  const later = entryOf();
  await later.catchUp(store);
  expect(later.eventsFor('any')).toEqual([1, 2]);
  expect(early).toEqual([1, 2]);
});

test('a view that cannot be projected costs neither the answer nor any other view', async () => {
  const store = createMemoryStore();
  const room: Room<number, Added, 'fine' | 'broken', number, number> = {
    ...sums,
    viewerKey: (viewer) => viewer,
    project: (sum) => sum,
    projectFact: (_, __, { add }, viewer) => {
      if (viewer === 'broken' && add === 2) throw new Error('a bug in one view');
      return [add];
    },
  };
  const entry = new StreamEntry('table:t', room);
  entry.eventsFor('broken');
  entry.eventsFor('fine');
  for (const add of [1, 2, 3]) expect(await submit(store, entry, adding(`add-${add}`, add))).toEqual({ ok: true });
  expect(entry.eventsFor('fine')).toEqual([1, 2, 3]);
  expect(() => entry.eventsFor('broken')).toThrow('a bug in one view');
});
