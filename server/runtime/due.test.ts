// What the clock brings about: an outage is noted for every session before the node goes on, and heard of at every table before
// its deadline is put into effect, however busy session and table are.
import { afterEach, expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { type DeadlineClock, startDeadlineClock } from './deadline-clock.ts';
import { deliver } from './deliver.ts';
import { fire, outage } from './due.ts';
import { Entries, type SessionEntry, type TableEntry } from './entries.ts';
import { every } from './every.ts';
import { Outbox } from './outbox.ts';
import { createOwed } from './owed.ts';
import { classOf, running, seated, soon, tableSeen, until } from './runtime.fixture.ts';
import { patienceMs } from './submit.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A class that bargains until `deadline`, and a node around it of which everything can be held. What the test brings about takes no time. */
async function bargaining() {
  let now = 1_000_000;
  const store = createMemoryStore({ now: () => now });
  const { runtime, catalogue } = await running(store);
  const here = await classOf(runtime);
  const stream = await seated(here);
  const deadline = (await tableSeen(here.people[0], stream)).phase?.deadline ?? 0;
  await runtime.stop();

  const faults: unknown[] = [];
  const node = async () => {
    const onFault = (fault: unknown) => void faults.push(fault);
    const entries = new Entries(store, catalogue, onFault);
    const parts = { store, entries, grew: () => undefined, onFault };
    const outbox = new Outbox({
      store,
      deliver: (row) => deliver(parts, row),
      onStuck: (_row, fault) => onFault(fault),
    });
    const owed = createOwed(store);
    const due = { ...parts, outbox, owed };
    const clock = await startDeadlineClock({
      store,
      fire: (one) => fire(due, one),
      outage: (from, to) => outage(due, from, to),
      onNoted: owed.noted,
      onFault,
    });
    const delivering = every(250, () => outbox.run(), onFault);
    const end = async () => void (await Promise.all([clock.stop(), delivering.stop()]));
    stops.push(end);
    const [session, table] = [await entries.session(here.sessionId), await entries.table(stream.table)];
    return { clock, session, table: table as TableEntry, end };
  };
  return {
    deadline,
    node,
    store,
    faults,
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
    /** Lets time go by while the node lives. */
    async live(clock: DeadlineClock, to: number) {
      while (now < to) {
        now = Math.min(to, now + 2_000);
        await clock.current();
        await until(async () => now - ((await store.lastBeat()) ?? 0) < 1_000);
      }
    },
    async closings() {
      const facts = (await store.read(`table:${stream.table}`, 0)).map(({ fact }) => fact as Record<string, unknown>);
      return facts.filter(({ type }) => type === 'bargainingClosed').map(({ effectiveAt }) => effectiveAt);
    },
  };
}

/** Keeps the queue of a journal busy until it is let go; `times`: so many pieces of work wait in it. */
function held(entry: SessionEntry | TableEntry, times = 1) {
  const turn = Promise.withResolvers<void>();
  const queue = Array.from({ length: times }, () => entry.inTurn(() => turn.promise));
  return async () => {
    turn.resolve();
    await Promise.all(queue);
  };
}
const lasted = (session: SessionEntry) => session.state?.outages.map(({ lastedMs }) => lastedMs);

test('a session with too much to do when an outage is noted: the node does not go on, and its deadline moves with the next look, once', async () => {
  const { deadline, node, store, faults, pass, now } = await bargaining();
  const { clock, session, table } = await node();
  const letGo = held(session, 1_000);
  const livedAt = await store.lastBeat();
  pass(60_000);
  await expect(clock.current()).rejects.toThrow(StoreUnavailable);
  await expect(clock.current()).rejects.toThrow(StoreUnavailable);
  expect(await store.lastBeat()).toBe(livedAt);
  await letGo();
  await clock.current();
  await until(async () => (await store.lastBeat()) === now());
  pass(2_000);
  await clock.current();
  await soon(250);
  expect(lasted(session)).toEqual([60_000]);
  expect(table.state?.phase?.deadline).toBe(deadline + 60_000);
  expect(faults.filter((fault) => !(fault instanceof StoreUnavailable))).toEqual([]);
});

test('an outage begins when it began, however long the session was about its turn to note it', async () => {
  const { deadline, node, pass, live } = await bargaining();
  const { clock, session, table } = await node();
  await live(clock, deadline - 2_000);
  const letGo = held(session);
  pass(60_000);
  const noted = clock.current();
  await soon(50);
  pass(3_000);
  await letGo();
  await noted;
  await until(() => table.state?.phase?.deadline !== deadline);
  expect(lasted(session)).toEqual([60_000]);
  expect(session.state?.rounds.at(-1)?.phase?.deadline).toBe(deadline + 60_000);
  expect(table.state?.phase?.deadline).toBe(deadline + 60_000);
});

test.each([
  ['is held for longer than anybody waits', 1, patienceMs + 300],
  ['is full', 1_000, 400],
])(
  'a table whose queue %s while its deadline fires: it moves by the whole outage, and takes effect there, once',
  { timeout: 30_000 },
  async (_, times, forMs) => {
    const { deadline, node, pass, live, faults, closings } = await bargaining();
    const { clock, session, table } = await node();
    pass(deadline - 1_000_000 + 60_000);
    const lastedMs = deadline - 1_000_000 + 60_000;
    const letGo = held(table, times);
    const since = performance.now();
    // Nobody else waits for it.
    await clock.current();
    await soon(forMs - (performance.now() - since));
    await letGo();
    await until(() => table.state?.phase?.deadline !== deadline);
    expect(lasted(session)).toEqual([lastedMs]);
    expect(table.state?.phase?.deadline).toBe(deadline + lastedMs);
    expect(await closings()).toEqual([]);
    await live(clock, deadline + lastedMs);
    await until(async () => (await closings()).length > 0);
    await soon(300);
    expect(await closings()).toEqual([deadline + lastedMs]);
    expect(faults.map(String).filter((fault) => !fault.includes('has to wait'))).toEqual([]);
  },
);

test('a node that comes when the outage was noted by another, which the table has not heard of, waits with its deadline as well', async () => {
  const { deadline, node, pass, live, closings } = await bargaining();
  const first = await node();
  const lastedMs = deadline - 1_000_000 + 60_000;
  const letGo = held(first.table, 1_000);
  pass(lastedMs);
  await first.clock.current();
  // It ends over this, with the outage written down and not delivered.
  await first.end();
  await letGo();
  const second = await node();
  await until(() => second.table.state?.phase?.deadline !== deadline);
  expect(second.table.state?.phase?.deadline).toBe(deadline + lastedMs);
  expect(await closings()).toEqual([]);
  await live(second.clock, deadline + lastedMs);
  await until(async () => (await closings()).length > 0);
  expect(await closings()).toEqual([deadline + lastedMs]);
});
