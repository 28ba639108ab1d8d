// A table of seven with 400,000 packages to choose from: nobody else waits while its agreement is scored or its case taken in.
import { afterAll, expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { StreamName } from '../protocol/wire.ts';
import { rememberScore } from '../table/figures.ts';
import type { Analyst } from './analysis/analyst.ts';
import { heavySimulation, packageOf } from './analysis/heavy-case.fixture.ts';
import { startAnalysisThread } from './analysis/thread.ts';
import { Catalogue } from './catalogue.ts';
import { type Class, classOf, dialled, looks, running, seated, sends, soon, tableSeen } from './runtime.fixture.ts';

const heavy = heavySimulation('heavy', 7, [10, 10, 10, 10, 10, 4]);
const names = ['Anna', 'Bram', 'Carla', 'Dirk', 'Els', 'Fenna', 'Gijs'];

/** A thread that tells of everything it is asked, and on which every answer can be made to fail. */
function watched() {
  const thread = startAnalysisThread();
  const asked: string[] = [];
  const broken = { now: false };
  const tell = async <Answer>(what: string, answer: () => Promise<Answer>) => {
    asked.push(what);
    if (broken.now) throw new Error('the analysis thread is gone');
    return answer();
  };
  const analyst: Analyst = {
    open: (hash, text) => tell('open', () => thread.open(hash, text)),
    score: (file, what) => tell('score', () => thread.score(file, what)),
    close: () => thread.close(),
  };
  return { analyst, asked, broken };
}
const { analyst, asked, broken } = watched();
afterAll(() => analyst.close());

async function must(answer: Promise<{ ok: boolean }>): Promise<void> {
  const given = await answer;
  if (!given.ok) throw new Error(JSON.stringify(given));
}

/** Everybody accepts Anna's offer and all but the last sign; resolves to what the last has to say. */
async function nearlySigned({ people }: Class, table: StreamName, place: number): Promise<() => Promise<void>> {
  const [first, ...others] = people;
  await must(sends(first, table, { type: 'makeOffer', package: packageOf(heavy, place), beside: false }));
  const offerId = (await tableSeen(first, table)).offers[0]?.id;
  for (const other of others) await must(sends(other, table, { type: 'acceptOffer', offerId }));
  for (const one of people.slice(0, -1)) await must(sends(one, table, { type: 'signAgreement', offerId }));
  const last = people[people.length - 1];
  return () =>
    must(last === undefined ? Promise.resolve({ ok: false }) : sends(last, table, { type: 'signAgreement', offerId }));
}

/** Remembers so many scores of other agreements that no earlier one is remembered any more. */
function crowdOut(catalogue: Catalogue): void {
  const file = catalogue.byId(heavy.id);
  if (file === null) throw new Error('the case is gone');
  const outcome = { agreed: true as const, package: packageOf(heavy, 0.1), at: 0, signedBy: [] };
  for (let weight = 0; weight < 2_000; weight += 1) rememberScore(file, { outcome, weight }, null);
}

async function withTicks(work: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 2);
  await work();
  clearInterval(ticking);
  return ticks;
}

test('an agreement is scored by the thread while timers go on; another node takes the case in the same way', async () => {
  const store = createMemoryStore();
  const here = await running(store, await Catalogue.open([heavy], analyst));
  const all = await classOf(here.runtime, { simulation: heavy.id, names });
  const table = await seated(all);
  const sign = await nearlySigned(all, table, 0.4);
  asked.length = 0;
  expect(await withTicks(sign)).toBeGreaterThan(1);
  expect(asked).toEqual(['score']);
  await must(sends(all.facilitator, 'session', { type: 'startPhase', kind: 'debrief' }));
  for (const step of ['together', 'better', 'share'])
    await must(sends(all.facilitator, 'session', { type: 'openDebriefStep', step }));
  while ((await tableSeen(all.people[0], table)).debrief.length < 3) await soon();
  const seen = await tableSeen(all.people[0], table);
  // Every view of the debrief is drawn from that one score.
  expect(asked).toEqual(['score']);

  // Scores are a cache of some thousands: once this one had to give way, all who look at the same time wait for one answer.
  asked.length = 0;
  crowdOut(here.catalogue);
  await Promise.all(all.people.map((person) => must(looks(person, table))));
  expect(asked).toEqual(['score']);
  await here.runtime.stop();

  asked.length = 0;
  const there = await running(store, await Catalogue.open([], analyst));
  const again = dialled(there.runtime, all.people[0].identity);
  expect(await withTicks(() => looks(again, table))).toBeGreaterThan(5);
  expect(asked).toEqual(['open', 'score']);
  expect(await tableSeen(again, table)).toEqual(seen);
  await there.runtime.stop();
  expect([...here.faults, ...there.faults]).toEqual([]);
});

test('where the thread cannot be asked, the command is answered all the same, with the same figures, and a fault is told', async () => {
  const { runtime, faults, store } = await running(undefined, await Catalogue.open([heavy], analyst));
  const all = await classOf(runtime, { simulation: heavy.id, names });
  const table = await seated(all);
  const sign = await nearlySigned(all, table, 0.6);
  broken.now = true;
  await sign();
  broken.now = false;
  expect(faults).toEqual([expect.objectContaining({ message: 'the analysis thread is gone' })]);
  const settled = async () => JSON.stringify(await store.read(`session:${all.sessionId}`, 0)).includes('"created":0.');
  while (!(await settled())) await soon();
  await runtime.stop();
});
