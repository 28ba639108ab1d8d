// For tests: two people of one table on two real nodes over one real Redis, and a deadline that comes when it is wanted.
import { afterEach } from 'vitest';
import { endsAt } from './deadline.fixture.ts';
import type { StoredFact } from './journal/port.ts';
import { asPerson, type Client, viewOf } from './live.fixture.ts';
import { type Pair, seatPair } from './pair.fixture.ts';
import { beside, type Ground, groundOn, type NodeProcess, startProcess } from './process.fixture.ts';
import type { TableView } from './protocol/table-view.ts';
import type { EventsFrame } from './protocol/wire.ts';

export type Scene = { ground: Ground; one: NodeProcess; two: NodeProcess; pair: Pair; anna: Client; bram: Client };

/** Ends everything after each test. `apart`: Anna and the facilitator on the first node, Bram on the second, bargaining;
 *  `wayOfTwo`: by what address the second node finds Redis, where not straight. */
export function scenes() {
  let ground: Ground | null = null;
  const open: Client[] = [];
  const nodes: NodeProcess[] = [];
  afterEach(async () => {
    for (const client of open.splice(0)) client.close();
    await Promise.all(nodes.splice(0).map((node) => node.kill()));
    await ground?.end();
    ground = null;
  });
  async function apart(wayOfTwo?: (redisPort: number) => Promise<number>): Promise<Scene> {
    ground = await groundOn('redis');
    const one = await ground.start();
    const two = wayOfTwo
      ? await startProcess({ redis: `redis://127.0.0.1:${await wayOfTwo(ground.redis?.port ?? 0)}`, prefix: 'parley:' })
      : await ground.start();
    nodes.push(two);
    const pair = await seatPair(one);
    const [anna, bram] = pair.people;
    if (!anna || !bram) throw new Error('nobody came');
    bram.client.close();
    const there = await asPerson(two, bram.joined);
    open.push(pair.facilitator, anna.client, there);
    return { ground, one, two, pair, anna: anna.client, bram: there };
  }
  return { apart, open };
}

export const seen = (client: Client, { table }: Pair) => viewOf<TableView>(client, table);
export const typeOf = ({ fact }: StoredFact) => (fact as { type: string }).type;
export const ended = async (client: Client, pair: Pair) =>
  (await seen(client, pair)).stage === 'notAgreed' ? true : null;

/** Asks again until there is something; for what may take longer than a moment. */
export async function inTime<Value>(ms: number, look: () => Promise<Value | null>): Promise<Value> {
  const latest = performance.now() + ms;
  for (;;) {
    const found = await look().catch(() => null);
    if (found !== null) return found;
    if (performance.now() > latest) throw new Error(`it did not come about within ${ms} ms`);
    await new Promise((later) => setTimeout(later, 150));
  }
}

/** Bargaining at this table ends so soon. Answers when. */
export async function endsIn({ ground, pair, anna }: Scene, ms: number): Promise<number> {
  const { phase } = await seen(anna, pair);
  return beside(ground.of, async (store) => {
    const deadline = (await store.now()) + ms;
    await endsAt(store, `table:${pair.table.table}`, phase?.deadline ?? 0, deadline);
    return deadline;
  });
}

export type Follower = { version(): number; saw(text: string): boolean };
/** Follows a table from now on as a page does: takes what is pushed, and asks for the rest where a head or a gap says that there is more. */
export async function follow(client: Client, { table }: Pair): Promise<Follower> {
  const first = await client.emitWithAck('resume', { stream: table, epoch: '', version: 0 });
  if (!first.ok) throw new Error('no view');
  const { epoch } = first;
  let { version } = first;
  const events: EventsFrame['events'] = [];
  const take = (frame: Pick<EventsFrame, 'version' | 'events'>): void => {
    const before = frame.version - frame.events.length;
    if (before > version) return void catchUp();
    events.push(...frame.events.slice(version - before));
    version = Math.max(version, frame.version);
  };
  const catchUp = async (): Promise<void> => {
    const answer = await client.emitWithAck('resume', { stream: table, epoch, version });
    if (answer.ok && 'events' in answer) take(answer);
  };
  client.on('events', (frame) => frame.stream !== 'session' && take(frame));
  client.on('heads', (heads) => {
    if (heads.some((head) => head.stream !== 'session' && head.version > version)) void catchUp();
  });
  return { version: () => version, saw: (text) => JSON.stringify(events).includes(text) };
}
