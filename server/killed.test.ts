// Nodes killed in the middle of a delivery or a command: the next node finishes it once and in order, on SQLite and Redis.
import { afterEach, describe, expect, test } from 'vitest';
import { inTime } from './apart.fixture.ts';
import { freshId, type Hosted, host, type Joined, joinAs } from './calls.fixture.ts';
import type { StoredFact } from './journal/port.ts';
import { asFacilitator, asPerson, type Client, must, order, viewOf } from './live.fixture.ts';
import type { At } from './node.fixture.ts';
import { packageAt, seatPair } from './pair.fixture.ts';
import { type Ground, groundOn, type NodeProcess } from './process.fixture.ts';
import type { ConsoleView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';

let ground: Ground | null = null;
afterEach(async () => {
  await ground?.end();
  ground = null;
});

const typeOf = ({ fact }: StoredFact) => (fact as { type: string }).type;
const have = (facts: StoredFact[], type: string) => facts.filter((fact) => typeOf(fact) === type);
const of = (facts: StoredFact[], stream: string) => facts.filter((fact) => fact.stream.startsWith(`${stream}:`));

type Session = { hosted: Hosted; people: Joined[]; facilitator: Client; tables: string[] };
/** Six people at three tables. */
async function threeTables(node: At): Promise<Session> {
  const hosted = await host(node);
  const facilitator = await asFacilitator(node, hosted);
  const people: Joined[] = [];
  for (const name of ['Anna', 'Bram', 'Carla', 'Dirk', 'Els', 'Fenna']) {
    const joined = await joinAs(node, hosted.code, name);
    people.push(joined);
    const client = await asPerson(node, joined);
    await must(order(client, 'session', { type: 'clearRules' }));
    client.close();
  }
  await must(order(facilitator, 'session', { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' }));
  const tables = await inTime(20_000, async () => {
    const { rounds } = await viewOf<ConsoleView>(facilitator, 'session');
    const ids = rounds[0]?.tables.map(({ tableId }) => tableId) ?? [];
    for (const table of ids) {
      const answer = await facilitator.emitWithAck('resume', { stream: { table }, epoch: '', version: 0 });
      if (!answer.ok) return null;
    }
    return ids.length === 3 ? ids : null;
  });
  return { hosted, people, facilitator, tables };
}

/** On Redis another node is there already; SQLite has one server at a time. */
async function withSuccessor(
  kind: 'sqlite' | 'redis',
  dies: (node: NodeProcess, beside: NodeProcess | null) => Promise<void>,
): Promise<NodeProcess> {
  if (ground === null) throw new Error('no ground');
  const node = await ground.start();
  const beside = kind === 'redis' ? await ground.start() : null;
  await dies(node, beside);
  await node.died;
  return beside ?? ground.start();
}

describe.each(['sqlite', 'redis'] as const)('on %s', (kind) => {
  test.each([0, 1, 2, 3])(
    'killed after a phase reached %i of 3 tables and no more: the next node delivers the rest, to each table once and in order',
    async (reached) => {
      ground = await groundOn(kind);
      let session: Session | null = null;
      const next = await withSuccessor(kind, async (node, beside) => {
        session = await threeTables(node);
        // Or it would deliver the rest before anybody could see how far the other came.
        beside?.hang();
        await node.dieAt(
          reached === 0
            ? { when: 'after', stream: 'session', type: 'phaseStarted', count: 1 }
            : { when: 'after', stream: 'table', type: 'phaseStarted', count: reached },
        );
        void session.facilitator.emit(
          'command',
          {
            stream: 'session',
            commandId: freshId(),
            command: { type: 'startPhase', kind: 'read' },
          } as never,
          () => undefined,
        );
        await node.died;
        const left = (await ground?.facts()) ?? [];
        expect(have(of(left, 'session'), 'phaseStarted')).toHaveLength(1);
        expect(have(of(left, 'table'), 'phaseStarted')).toHaveLength(reached);
        beside?.wake();
      });
      const { hosted, tables } = session as unknown as Session;
      const facilitator = await asFacilitator(next, hosted);
      for (const table of tables) {
        await inTime(20_000, async () =>
          (await viewOf<TableView>(facilitator, { table })).phase?.kind === 'read' ? true : null,
        );
      }
      facilitator.close();
      await next.kill();
      const facts = await ground.facts();
      for (const table of tables) {
        const journal = of(facts, 'table').filter(({ stream }) => stream === `table:${table}`);
        // Where all were away for over five seconds, as on a busy machine, the table is told of that as well.
        expect(journal.map(typeOf).filter((type) => type !== 'outageObserved')).toEqual([
          'tableOpened',
          'phaseStarted',
        ]);
        expect(journal.map(({ version }) => version)).toEqual(journal.map((_, n) => n + 1));
      }
      expect(have(of(facts, 'session'), 'phaseStarted')).toHaveLength(1);
    },
  );

  test.each(['before', 'after'] as const)(
    'killed %s the commit of an offer, unanswered: the same command sent again is answered, and the offer stands once',
    async (when) => {
      ground = await groundOn(kind);
      const frame = { commandId: freshId(), stream: { table: '' }, command: {} };
      let pair: Awaited<ReturnType<typeof seatPair>> | null = null;
      const next = await withSuccessor(kind, async (node) => {
        pair = await seatPair(node);
        const seller = pair.people[0]?.client as Client;
        const view = await viewOf<TableView>(seller, pair.table);
        frame.stream = pair.table;
        frame.command = { type: 'makeOffer', package: packageAt(view, 1), beside: false };
        await node.dieAt({ when, stream: 'table', type: 'offerMade', count: 1 });
        seller.emit('command', frame as never, () => expect.unreachable('a node that was killed answered'));
      });
      const { people, table } = pair as unknown as Awaited<ReturnType<typeof seatPair>>;
      const [seller, buyer] = await Promise.all(people.map(({ joined }) => asPerson(next, joined)));
      const answer = await inTime(20_000, async () => {
        const tried = await (seller as Client).emitWithAck('command', frame as never);
        return tried.ok ? tried : null;
      });
      const { offers } = await viewOf<TableView>(buyer as Client, table);
      expect(offers.map(({ id }) => id)).toEqual(['id' in answer ? answer.id : '']);
      expect(await (seller as Client).emitWithAck('command', frame as never)).toEqual(answer);
      for (const client of [seller, buyer]) client?.close();
      await next.kill();
      const facts = of(await ground.facts(), 'table');
      expect(have(facts, 'offerMade')).toHaveLength(1);
      expect(facts.map(({ version }) => version)).toEqual(facts.map((_, n) => n + 1));
    },
  );
});
