// Deliveries: in order for one target, again after a fault, and never lost in between.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { OutboxRow } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { accept } from '../protocol/decision.ts';
import { Outbox, orderOf } from './outbox.ts';
import type { Room } from './room.ts';
import { StreamEntry } from './stream-entry.ts';
import { submit } from './submit.ts';

const idempotency = (commandId: string) => ({ seatId: 'anna', commandId, payloadHash: 'x', ack: null });

test('the order of a row is read from its id', () => {
  expect(orderOf('session:abc@17#2')).toEqual({ version: 17, index: 2 });
});

/** Three rounds of rows for every target, and an outbox whose deliveries the test decides. */
async function withRows(targets: readonly string[], deliver: (row: OutboxRow) => Promise<void>) {
  const store = createMemoryStore();
  for (let version = 0; version < 3; version += 1) {
    await store.append({
      stream: 'session:s',
      expectedVersion: version,
      facts: [{ type: 'x' }],
      outbox: targets.map((target) => ({ target, command: version })),
      idempotency: idempotency(`command-${version}`),
    });
  }
  const told: { id: string; hopeless: boolean }[] = [];
  const clock = { now: 0 };
  const outbox = new Outbox({
    store,
    deliver,
    onStuck: ({ id }, _fault, hopeless) => told.push({ id, hopeless }),
    clock: () => clock.now,
  });
  return { store, outbox, told, clock };
}

test('rows of one target arrive in order, and what failed comes again before what follows', async () => {
  const arrived: Record<string, unknown[]> = { 'table:t': [], 'table:u': [] };
  let failures = 2;
  const { store, outbox, clock } = await withRows(['table:t', 'table:u'], async ({ target, command }) => {
    if (target === 'table:t' && command === 1 && failures > 0) {
      failures -= 1;
      throw new Error('not now');
    }
    arrived[target]?.push(command);
  });
  await outbox.run();
  expect(arrived['table:u']).toEqual([0, 1, 2]);
  expect(arrived['table:t']).toEqual([0]);
  for (clock.now = 0; clock.now < 1_000; clock.now += 250) await outbox.run();
  expect(arrived).toEqual({ 'table:t': [0, 1, 2], 'table:u': [0, 1, 2] });
  expect(await store.pendingOutbox(10)).toEqual([]);
});

test('a target that never takes its rows keeps nobody else waiting, however many rows there are', async () => {
  const targets = Array.from({ length: 300 }, (_, table) => `table:${table}`);
  let arrived = 0;
  const { store, outbox } = await withRows(targets, async ({ target }) => {
    if (target === 'table:7') throw new Error('cannot be read');
    arrived += 1;
  });
  await outbox.run();
  expect(arrived).toBe(3 * 299);
  expect(await store.pendingOutbox(10)).toHaveLength(3);
});

test('a delivery that cannot be made is told once, tried less and less often, and told once more when it is hopeless', async () => {
  let tries = 0;
  const { store, outbox, told, clock } = await withRows(['table:t'], async () => {
    tries += 1;
    throw new Error('cannot be read');
  });
  // Ten minutes at four looks a second.
  for (clock.now = 0; clock.now < 600_000; clock.now += 250) await outbox.run();
  expect(told).toEqual([
    { id: 'session:s@1#0', hopeless: false },
    { id: 'session:s@1#0', hopeless: true },
  ]);
  expect(tries).toBeLessThan(25);
  expect(outbox.stuck()).toBe(1);
  expect(await store.pendingOutbox(10)).toHaveLength(3);
});

test('more rows than are taken up at once, all stuck, crowd out nobody who comes later', async () => {
  const targets = Array.from({ length: 400 }, (_, table) => `table:${table}`);
  const { store, outbox } = await withRows(targets, async ({ target }) => {
    if (target !== 'table:late') throw new Error('cannot be read');
  });
  await outbox.run();
  await store.append({
    stream: 'session:other',
    expectedVersion: 0,
    facts: [{ type: 'x' }],
    outbox: [{ target: 'table:late', command: 1 }],
    idempotency: idempotency('command'),
  });
  // Rows in sight grow with what is stuck.
  for (let look = 0; look < 4; look += 1) await outbox.run();
  expect((await store.pendingOutbox(10_000)).filter(({ target }) => target === 'table:late')).toEqual([]);
});

test('a store that is away is no fault of any row: nothing waits longer for it', async () => {
  let away = true;
  const arrived: unknown[] = [];
  const { outbox, told } = await withRows(['table:t'], async ({ command }) => {
    if (away) throw new StoreUnavailable('away');
    arrived.push(command);
  });
  await expect(outbox.run()).rejects.toThrow('away');
  away = false;
  await outbox.run();
  expect(arrived).toEqual([0, 1, 2]);
  expect(told).toEqual([]);
});

test('two nodes that take up the same rows at the same moment: each reaches its table once, in order', async () => {
  const memory = createMemoryStore();
  for (let version = 0; version < 20; version += 1) {
    await memory.append({
      stream: 'session:s',
      expectedVersion: version,
      facts: [{ type: 'x' }],
      outbox: ['table:t', 'table:u'].map((target) => ({ target, command: version })),
      idempotency: idempotency(`command-${version}`),
    });
  }
  const room: Room<number[], number, 'any', number[], number> = {
    upcast: (stored) => stored as number,
    fold: (before, fact) => [...(before ?? []), fact],
    viewerKey: () => 'any',
    project: (state) => state,
    projectFact: (_, __, fact) => [fact],
  };
  const nodeOver = () => {
    const entries = new Map(['table:t', 'table:u'].map((stream) => [stream, new StreamEntry(stream, room)]));
    return new Outbox({
      store: memory,
      onStuck: (_, fault) => expect.unreachable(String(fault)),
      async deliver({ id, source, target, command }) {
        const entry = entries.get(target);
        if (!entry) throw new Error('no such table');
        const facts = [command as number];
        const sent = { seatId: source, commandId: id, payload: command, decide: () => accept({ facts }) };
        expect(await submit(memory, entry, sent)).toEqual({ ok: true });
        // As slow as another process.
        await new Promise((later) => setTimeout(later, Math.random() * 3));
      },
    });
  };
  await Promise.all([nodeOver().run(), nodeOver().run(), nodeOver().run()]);
  for (const table of ['table:t', 'table:u']) {
    const facts = (await memory.read(table)).map(({ fact }) => fact);
    expect(facts).toEqual(Array.from({ length: 20 }, (_, version) => version));
  }
  expect(await memory.pendingOutbox(10)).toEqual([]);
});

test('whoever asks at any moment after the last look is not told of a run that is over', async () => {
  for (let microtasks = 1; microtasks < 12; microtasks += 1) {
    const waiting: OutboxRow[] = [];
    const delivered: string[] = [];
    let asking: Promise<void> | undefined;
    const askLater = async () => {
      for (let turn = 0; turn < microtasks; turn += 1) await Promise.resolve();
      waiting.push({ id: 'session:s@1#0', source: 'session:s', target: 'table:t', command: null });
      asking = outbox.run();
    };
    const outbox = new Outbox({
      store: {
        async pendingOutbox() {
          if (asking === undefined && waiting.length === 0) void askLater();
          return [...waiting];
        },
        async outboxDelivered() {
          waiting.length = 0;
        },
      },
      deliver: async ({ id }) => void delivered.push(id),
      onStuck: () => undefined,
    });
    await outbox.run();
    await new Promise((later) => setTimeout(later, 1));
    await asking;
    expect([microtasks, delivered]).toEqual([microtasks, ['session:s@1#0']]);
  }
});
