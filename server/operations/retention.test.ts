// Old sessions erase themselves, once, whoever is first; a session with something new at a table stays.
import { expect, test } from 'vitest';
import { setupOf } from '../calls.fixture.ts';
import { createMemoryStore } from '../journal/memory.ts';
import { library } from '../node.fixture.ts';
import { createRuntime } from '../runtime/runtime.ts';
import { createRetention } from './retention.ts';

const dayMs = 24 * 3600 * 1000;

test('180 days after its last fact a session goes, by any node, once; another one stays', async () => {
  let now = Date.UTC(2026, 0, 1);
  const store = createMemoryStore({ now: () => now });
  const erased: string[] = [];
  const runtime = await createRuntime({
    store,
    catalogue: await library(),
    onFault: (fault) => erased.push(`${fault}`),
  });
  const open = async (id: string) => {
    const hosted = await runtime.host({ commandId: id.padEnd(22, '0'), setup: setupOf('importheffing') });
    if (!hosted.ok) throw new Error(hosted.rejection.message);
    return hosted;
  };
  const turns: unknown[] = [];
  const deleteSession = async (sessionId: string) => {
    erased.push(sessionId);
    await runtime.deleteSession(sessionId);
  };
  const log = { turn: (kind: string, details?: object) => void turns.push([kind, details]) };
  const nodes = [1, 2].map(() => createRetention({ store, days: 180, deleteSession, log }));
  const old = await open('old');
  now += 100 * dayMs;
  const young = await open('young');
  for (const node of nodes) expect(await node.look()).toBe(0);
  now += 81 * dayMs;
  // Somebody comes to the old one in time.
  expect(await nodes[0]?.look()).toBe(1);
  expect(await nodes[1]?.look()).toBe(0);
  expect(erased).toEqual([old.sessionId]);
  expect(await store.lookup('code', old.code)).toBeNull();
  expect(await store.lookup('code', young.code)).toBe(young.sessionId);
  expect(turns).toEqual([['sessionsExpired', { sessions: 1, days: 180 }]]);
  await runtime.stop();
});

test('what happens at a table keeps its session', async () => {
  let now = Date.UTC(2026, 0, 1);
  const store = createMemoryStore({ now: () => now });
  const put = (stream: string, expectedVersion: number, fact: object) =>
    store.append({
      stream,
      expectedVersion,
      facts: [fact as never],
      idempotency: { seatId: 'test', commandId: `${stream}@${expectedVersion}`, payloadHash: '', ack: null },
    });
  const erased: string[] = [];
  const retention = createRetention({
    store,
    days: 10,
    deleteSession: async (sessionId) => void erased.push(sessionId),
    log: { turn: () => undefined },
  });
  await put('session:s', 0, { type: 'sessionOpened' });
  await put('table:t', 0, { schemaVersion: 1, type: 'tableOpened', sessionId: 's', simulation: { hash: 'h' } });
  now += 9 * dayMs;
  await put('table:t', 1, { schemaVersion: 1, type: 'offerMade' });
  now += 9 * dayMs;
  expect(await retention.look()).toBe(0);
  now += 2 * dayMs;
  expect(await retention.look()).toBe(1);
  expect(erased).toEqual(['s']);
});

test('who comes back to one old session while another one is being deleted keeps it', async () => {
  let now = Date.UTC(2026, 0, 1);
  const store = createMemoryStore({ now: () => now });
  const put = (stream: string, expectedVersion: number) =>
    store.append({
      stream,
      expectedVersion,
      facts: [{ schemaVersion: 1, type: 'sessionOpened' } as never],
      idempotency: { seatId: 'test', commandId: `${stream}@${expectedVersion}`, payloadHash: '', ack: null },
    });
  const erased: string[] = [];
  const retention = createRetention({
    store,
    days: 10,
    async deleteSession(sessionId) {
      erased.push(sessionId);
      if (erased.length === 1) await put('session:two', 1);
    },
    log: { turn: () => undefined },
  });
  for (const stream of ['session:one', 'session:two', 'session:three']) await put(stream, 0);
  now += 11 * dayMs;
  expect(await retention.look()).toBe(2);
  expect(erased).toEqual(['one', 'three']);
});
