// Sending to connections: nothing is lost between two looks, and a fault at one of them stays there.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import type { EventsFrame, HeadsFrame } from '../protocol/wire.ts';
import type { Outlet } from './connected.ts';
import { Connections } from './connections.ts';

const identity = { kind: 'facilitator', sessionId: 's', credentialHash: 'c' } as const;
const words = (ref: string) => ({ words: { ref } });

/** A connection that watches a log which the test makes longer. */
function watching(store: Store, log: unknown[], events: () => readonly unknown[] = () => log) {
  const faults: unknown[] = [];
  const connections = new Connections(store, (fault) => faults.push(fault));
  const told: { events: EventsFrame[]; heads: HeadsFrame[] } = { events: [], heads: [] };
  const outlet: Outlet = {
    events: (frame) => told.events.push(frame),
    heads: (frame) => told.heads.push(frame),
    summary: () => undefined,
    gone: () => undefined,
  };
  const watch = (source: () => readonly unknown[]) =>
    connections.subscribe(connections.add(identity, outlet), {
      name: 'session',
      stream: 'session:s',
      source: { epoch: () => 'e', events: source },
      epoch: 'e',
      sentVersion: 0,
    });
  watch(events);
  return { connections, told, faults, watch };
}

const inASecond = () => performance.now() + 1_000;
const settled = () => new Promise((done) => setTimeout(done, 5));

test('a store that does not answer is a fault, not the end of the process, and what was not sent goes with the next', async () => {
  const store = createMemoryStore();
  let away = true;
  const readTexts: Store['readTexts'] = (refs) =>
    away ? Promise.reject(new Error('the store is away')) : store.readTexts(refs);
  const log: unknown[] = [words('message:1')];
  const { connections, told, faults } = watching({ ...store, readTexts }, log);
  await settled();
  expect(faults).toHaveLength(1);
  away = false;
  log.push(words('message:2'));
  connections.streamChanged('session:s');
  await settled();
  expect(told.events).toMatchObject([{ version: 2, events: [{}, {}] }]);
});

test('growth in the very moment after the last look is sent at once', async () => {
  const log: unknown[] = [];
  const looks: (() => void)[] = [];
  const { connections, told } = watching(createMemoryStore(), log, () => {
    looks.shift()?.();
    return log;
  });
  await settled();
  // The last look of the next run finds nothing; one microtask later there is something.
  looks.push(() =>
    queueMicrotask(() => {
      log.push({ type: 'grown' });
      connections.streamChanged('session:s');
    }),
  );
  connections.streamChanged('session:s');
  await settled();
  expect(told.events).toMatchObject([{ version: 1 }]);
});

test('a connection whose heads cannot be told keeps nobody from hearing theirs', async () => {
  const { connections, told, faults, watch } = watching(createMemoryStore(), [], () => {
    throw new Error('a bug in one view');
  });
  watch(() => []);
  await settled();
  connections.sendHeads(inASecond());
  expect(told.heads).toEqual([[{ stream: 'session', epoch: 'e', version: 0 }]]);
  expect(faults.length).toBeGreaterThan(0);
});

test('heads ride along with events, so that they are told once a second and not twice', async () => {
  const log: unknown[] = [];
  const { connections, told } = watching(createMemoryStore(), log);
  const [connected] = connections.ofSession('s');
  if (connected === undefined) throw new Error('nobody is there');
  const stream = { name: { table: 't' }, stream: 'table:t', source: { epoch: () => 'f', events: () => [1, 2] } };
  connections.subscribe(connected, { ...stream, epoch: 'f', sentVersion: 2 });
  connected.toldAt = performance.now() - 900;
  log.push({ type: 'grown' });
  connections.streamChanged('session:s');
  await settled();
  const beside = [{ stream: { table: 't' }, epoch: 'f', version: 2 }];
  expect(told.events).toMatchObject([{ version: 1, heads: beside }]);
  log.push({ type: 'grown again' });
  connections.streamChanged('session:s');
  await settled();
  expect(told.events[1]).not.toHaveProperty('heads');
  connections.sendHeads(performance.now() + 200);
  expect(told.heads).toEqual([]);
  connections.sendHeads(inASecond());
  expect(told.heads).toEqual([[{ stream: 'session', epoch: 'e', version: 2 }, ...beside]]);
});

test('an answer carries what came of a command; what comes meanwhile follows behind it, and nothing comes twice', async () => {
  const log: unknown[] = [];
  const { connections, told } = watching(createMemoryStore(), log);
  const [connected] = connections.ofSession('s');
  if (connected === undefined) throw new Error('nobody is there');
  log.push({ type: 'grown' });
  const carrying = connections.carried(connected, 'session:s');
  connections.streamChanged('session:s');
  log.push({ type: 'grown again' });
  connections.streamChanged('session:s');
  expect(await carrying).toMatchObject({ version: 1, events: [{ type: 'grown' }] });
  expect(told.events).toEqual([]);
  await settled();
  expect(told.events).toMatchObject([{ version: 2, events: [{ type: 'grown again' }] }]);
  expect(await connections.carried(connected, 'session:s')).toBeUndefined();
});

test('a view that cannot be shown takes neither the events nor the heads of another stream along', async () => {
  const log: unknown[] = [];
  const { connections, told, faults } = watching(createMemoryStore(), log);
  const [connected] = connections.ofSession('s');
  if (connected === undefined) throw new Error('nobody is there');
  const broken = () => {
    throw new Error('a bug in one view');
  };
  const source = { epoch: () => 'f', events: broken };
  connections.subscribe(connected, { name: { table: 't' }, stream: 'table:t', source, epoch: 'f', sentVersion: 0 });
  connected.toldAt = performance.now() - 900;
  log.push({ type: 'grown' });
  connections.streamChanged('session:s');
  await settled();
  expect(told.events).toMatchObject([{ version: 1, events: [{ type: 'grown' }] }]);
  connections.sendHeads(inASecond());
  expect(told.heads).toEqual([[{ stream: 'session', epoch: 'e', version: 1 }]]);
  expect(faults.length).toBeGreaterThan(0);
});

test('what was written is acknowledged, also where its sender cannot be shown what came of it', async () => {
  let broken = false;
  const { connections, faults } = watching(createMemoryStore(), [], () => {
    if (broken) throw new Error('a bug in one view');
    return [];
  });
  const [connected] = connections.ofSession('s');
  if (connected === undefined) throw new Error('nobody is there');
  broken = true;
  expect(await connections.carried(connected, 'session:s')).toBeUndefined();
  await settled();
  expect(faults.length).toBeGreaterThan(0);
});

test('what comes right after an answer was made does not overtake it', async () => {
  const log: unknown[] = [words('message:1')];
  const store = createMemoryStore();
  const { connections, told } = watching(store, log);
  await settled();
  const [connected] = connections.ofSession('s');
  if (connected === undefined) throw new Error('nobody is there');
  told.events.length = 0;
  log.push(words('message:2'));
  expect(await connections.carried(connected, 'session:s')).toMatchObject({ version: 2 });
  log.push({ type: 'grown' });
  connections.streamChanged('session:s');
  // The way of an answer to the wire takes some microtasks, and no more.
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  expect(told.events).toEqual([]);
  await settled();
  expect(told.events).toMatchObject([{ version: 3, events: [{ type: 'grown' }] }]);
});
