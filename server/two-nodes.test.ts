// Two real nodes over one real Redis, the people of one table on different ones: a round, a node that is killed, one that hangs,
// a Redis that is away, and nobody there at all.
import { expect, test } from 'vitest';
import { ended, endsIn, inTime, type Scene, scenes, seen, typeOf } from './apart.fixture.ts';
import { freshId } from './calls.fixture.ts';
import type { StoredFact } from './journal/port.ts';
import { asFacilitator, asPerson, type Client, eventually, must, order, viewOf } from './live.fixture.ts';
import { type Pair, packageAt } from './pair.fixture.ts';
import type { NodeProcess } from './process.fixture.ts';
import type { ConsoleView } from './protocol/session-view.ts';
import type { Summary } from './protocol/summaries.ts';
import type { TableView } from './protocol/table-view.ts';
import type { EventsFrame } from './protocol/wire.ts';

const { apart, open } = scenes();

async function agreed({ pair, anna, bram }: Scene): Promise<void> {
  const offered = packageAt(await seen(anna, pair), 2);
  const made = await must(order(anna, pair.table, { type: 'makeOffer', package: offered, beside: false }));
  const offerId = 'id' in made ? made.id : '';
  await eventually(async () => ((await seen(bram, pair)).offers.some(({ id }) => id === offerId) ? true : null));
  await must(order(bram, pair.table, { type: 'acceptOffer', offerId }));
  await eventually(async () => ((await seen(anna, pair)).stage === 'signing' ? true : null));
  for (const client of [anna, bram]) await must(order(client, pair.table, { type: 'signAgreement', offerId }));
}

test('a round with the people of one table on two nodes: both see the same, and the facilitator sees it all', async () => {
  const scene = await apart();
  const { pair, anna, bram } = scene;
  const told: EventsFrame[] = [];
  const summaries: Summary[] = [];
  bram.on('events', (frame) => told.push(frame));
  const start = await seen(bram, pair);
  await seen(anna, pair);
  await must(order(anna, pair.table, { type: 'sendMessage', text: 'hello over there' }));
  await eventually(async () => (JSON.stringify(told).includes('hello over there') ? true : null));
  await agreed(scene);
  expect(start.stage).toBe('bargaining');
  // The last signature was given at one node, and the other hears of it.
  const atEnd = (who: Client) =>
    eventually(async () => {
      const view = await seen(who, pair);
      return view.stage === 'agreed' ? view : null;
    });
  const [mine, theirs] = [await atEnd(anna), await inTime(5_000, () => atEnd(bram))];
  expect(theirs.offers).toEqual(mine.offers);
  const settled = await eventually(
    async () => (await viewOf<ConsoleView>(pair.facilitator, 'session')).rounds[0]?.tables[0]?.settled ?? null,
  );
  expect(settled.agreed).toBe(true);
  const persons = pair.people.map(({ joined }) => joined.person).sort();
  // Summaries are told whole to whoever connects, and to others only what changed.
  const consoleAnew = await asFacilitator(scene.one, pair.hosted);
  consoleAnew.on('summary', (summary) => summaries.push(summary));
  open.push(consoleAnew);
  await viewOf(consoleAnew, 'session');
  await eventually(async () => {
    const presence = summaries.findLast((summary) => summary.kind === 'presence');
    return presence?.connected.toSorted().join() === persons.join() ? true : null;
  });
  expect(scene.one.faults.concat(scene.two.faults)).toEqual([]);
});

test('a node killed in mid-round: who was on it goes on at the other from the very version, and nothing acknowledged is lost', async () => {
  const scene = await apart();
  const { one, two, pair, anna, bram } = scene;
  const view = await seen(bram, pair);
  const held = await bram.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 });
  if (!held.ok) throw new Error('no view');
  await must(order(bram, pair.table, { type: 'makeOffer', package: packageAt(view, 1), beside: false }));
  await must(order(anna, pair.table, { type: 'sendMessage', text: 'while you were away' }));
  await two.kill();
  const joined = pair.people[1]?.joined;
  if (!joined) throw new Error('nobody');
  const back = await asPerson(one, joined);
  open.push(back);
  const { epoch, version } = held;
  const caughtUp = await inTime(5_000, async () => {
    const answer = await back.emitWithAck('resume', { stream: pair.table, epoch, version });
    return answer.ok ? answer : null;
  });
  // Epoch and versions are those of the node that died: only what was missed comes, each once.
  expect(caughtUp).toMatchObject({ epoch });
  if (!('events' in caughtUp)) throw new Error('a fresh view');
  expect(caughtUp.version - version).toBe(caughtUp.events.length);
  const missed = JSON.stringify(caughtUp.events);
  expect(missed.match(/"offerAdded"|"offerMade"/g)?.length ?? 0).toBeGreaterThan(0);
  expect(missed).toContain('while you were away');
  await agreed({ ...scene, bram: back });
  const facts = (await scene.ground.facts()).filter(({ stream }) => stream.startsWith('table:'));
  expect(facts.filter((fact) => typeOf(fact) === 'agreementReached')).toHaveLength(1);
  expect(facts.filter((fact) => typeOf(fact) === 'offerMade')).toHaveLength(2);
  expect(facts.map(({ version: at }) => at)).toEqual(facts.map((_, n) => n + 1));
});

test('a node that hangs: the deadline takes effect on the other, once; awake again it shows what is true', async () => {
  const scene = await apart();
  const { two, pair, anna, bram } = scene;
  await seen(bram, pair);
  await endsIn(scene, 3_000);
  two.hang();
  await inTime(15_000, () => ended(anna, pair));
  two.wake();
  const first = await inTime(15_000, async () => {
    const back = bram.connected ? bram : await asPerson(two, pair.people[1]?.joined as never);
    open.push(back);
    return seen(back, pair);
  });
  expect(first.stage).toBe('notAgreed');
  await new Promise((later) => setTimeout(later, 1_000));
  const facts = (await scene.ground.facts()).filter(({ stream }) => stream.startsWith('table:'));
  expect(facts.map(typeOf).filter((type) => type === 'bargainingClosed')).toHaveLength(1);
  expect(facts.map(typeOf).filter((type) => type === 'endedWithoutAgreement')).toHaveLength(1);
});

test('two nodes deliver, fire and answer at once: every deadline once and in time, every delivery once', async () => {
  const scene = await apart();
  const { pair, anna, bram } = scene;
  const deadline = await endsIn(scene, 2_000);
  await Promise.all([anna, bram].map((client) => inTime(15_000, () => ended(client, pair))));
  await eventually(async () =>
    (await viewOf<ConsoleView>(pair.facilitator, 'session')).rounds[0]?.tables[0]?.settled ? true : null,
  );
  const facts = await scene.ground.facts();
  const { stream } = facts.find((fact) => typeOf(fact) === 'tableOpened') as StoredFact;
  const atTable = facts.filter((fact) => fact.stream === stream).map(typeOf);
  for (const once of ['tableOpened', 'bargainingClosed', 'endedWithoutAgreement'])
    expect(
      atTable.filter((type) => type === once),
      once,
    ).toHaveLength(1);
  expect(facts.filter((fact) => typeOf(fact) === 'tableSettled')).toHaveLength(1);
  // The promise is 250 ms (`runtime/over-redis.test.ts` holds it to that); here whole processes share a busy machine.
  const lateMs = (facts.find((fact) => typeOf(fact) === 'bargainingClosed')?.at ?? Number.NaN) - deadline;
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThanOrEqual(1_000);
});

const refused = { ok: false, rejection: { code: 'tryAgain' } };

test('a deadline passes while all nodes are killed for over five seconds: it moves by it once, the facilitator is told, then it takes effect', async () => {
  const scene = await apart();
  const { ground: under, one, two, pair, anna } = scene;
  // Five of these seconds are left when the nodes are back.
  const before = await endsIn(scene, 6_000);
  await eventually(async () => ((await seen(anna, pair)).phase?.deadline === before ? true : null));
  const wentAt = Date.now();
  await Promise.all([one.kill(), two.kill()]);
  await new Promise((later) => setTimeout(later, 8_000));
  expect(Date.now()).toBeGreaterThan(before);
  const [, node] = await Promise.all([under.start(), under.start()]);
  const deadline = await movedOnce(node, pair, before, wentAt);
  const back = await asPerson(node, pair.people[0]?.joined as never);
  open.push(back);
  await inTime(15_000, () => ended(back, pair));
  const facts = (await under.facts()).filter(({ stream }) => stream.startsWith('table:'));
  const closed = facts.filter((fact) => typeOf(fact) === 'bargainingClosed');
  expect(closed.map(({ at }) => at >= deadline)).toEqual([true]);
});

test('Redis is away for over five seconds while the nodes live: everybody is told to try again, nothing is half done, deadlines move by it once', async () => {
  const { ground: under, two, pair, anna } = await apart();
  const before = (await seen(anna, pair)).phase?.deadline ?? 0;
  const wentAt = Date.now();
  await under.redis?.kill();
  const frame = { commandId: freshId(), stream: pair.table, command: { type: 'sendMessage', text: 'in vain' } };
  expect(await anna.emitWithAck('command', frame as never)).toMatchObject(refused);
  await new Promise((later) => setTimeout(later, 6_500));
  expect(await anna.emitWithAck('command', frame as never)).toMatchObject(refused);
  await under.redis?.start();
  await movedOnce(two, pair, before, wentAt);
  // The connection is still the same; what was refused is sent again under its id, and is there once.
  await inTime(10_000, async () => ((await anna.emitWithAck('command', frame as never)).ok ? true : null));
  expect(JSON.stringify((await seen(anna, pair)).conversation).match(/in vain/g)).toHaveLength(1);
});

/** One outage was noticed, though two nodes looked, and the deadline of the table moved by just as much. */
async function movedOnce(node: NodeProcess, pair: Pair, before: number, wentAt: number): Promise<number> {
  const facilitator = await inTime(10_000, () => asFacilitator(node, pair.hosted));
  open.push(facilitator);
  const moved = await inTime(15_000, async () => {
    const { outages } = await viewOf<ConsoleView>(facilitator, 'session');
    const { phase } = await viewOf<TableView>(facilitator, pair.table);
    return outages.length > 0 && phase?.deadline !== before ? { deadline: phase?.deadline ?? 0 } : null;
  });
  await new Promise((later) => setTimeout(later, 1_500));
  const { outages } = await viewOf<ConsoleView>(facilitator, 'session');
  expect(outages).toHaveLength(1);
  expect(outages[0]?.lastedMs).toBeGreaterThan(5_000);
  expect(outages[0]?.lastedMs).toBeLessThan(Date.now() - wentAt + 1_500);
  expect(moved.deadline - before).toBe(outages[0]?.lastedMs);
  return moved.deadline;
}
