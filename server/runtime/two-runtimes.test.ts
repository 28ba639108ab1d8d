// Two nodes over one store: hints and whispers that are lost or repeated, presence, deletion, revocation.
import { afterEach, expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import type { EventsFrame } from '../protocol/wire.ts';
import {
  type Class,
  classOf,
  type Dialled,
  type Running,
  running,
  seated,
  sends,
  tableSeen,
  until,
} from './runtime.fixture.ts';
import { hashSecret } from './secrets.ts';
import { arrives, type Ears, sharing } from './shared-store.fixture.ts';

type Node = Running & { ears: Ears };
const nodes: Node[] = [];
afterEach(async () => {
  await Promise.all(nodes.splice(0).map(({ runtime }) => runtime.stop()));
});

async function twoNodes(shared: Store = createMemoryStore()): Promise<[Node, Node]> {
  const another = sharing(shared);
  for (const { store, ears } of [another(), another()]) nodes.push({ ...(await running(store)), ears });
  return nodes as [Node, Node];
}

/** Bram of a class hosted on the first node sits on the second. */
async function apartOn([one, two]: [Node, Node]): Promise<Class & { table: { table: string }; bram: Dialled }> {
  const here = await classOf(one.runtime);
  const table = await seated(here);
  here.people[1].close();
  const bram = await arrives(two.runtime, here.people[1].identity);
  return { ...here, table, bram };
}

const versionsOf = (told: EventsFrame[], from: number) =>
  told
    .filter(({ version }) => version > from)
    .flatMap(({ version, events }) => events.map((_, n) => version - events.length + n + 1));
const words = (told: EventsFrame[]) => JSON.stringify(told.map(({ events }) => events));
const personOf = ({ identity }: Dialled) => (identity.kind === 'person' ? identity.person : '');

test.each(['lost', 'twice', 'heard'] as const)(
  'a move on one node is seen once on the other, hints %s',
  async (hints) => {
    const both = await twoNodes();
    const { table, people, bram } = await apartOn(both);
    both[1].ears.hints = hints;
    await tableSeen(bram, table);
    await until(() => bram.heads.some((heads) => heads.length > 0));
    const before = bram.told.at(-1)?.version ?? 0;
    for (const text of ['first', 'second', 'third']) await sends(people[0], table, { type: 'sendMessage', text });
    await until(() => words(bram.told).includes('third'));
    const seen = versionsOf(bram.told, before);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(words(bram.told).match(/first/g)).toHaveLength(1);
    expect(both.flatMap(({ faults }) => faults)).toEqual([]);
  },
);

test('a move on one node is seen on the other by its hint alone, while no head is answered', async () => {
  const memory = createMemoryStore();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  let silent = false;
  const both = await twoNodes({
    ...memory,
    async heads(streams) {
      if (silent) await answered;
      return memory.heads(streams);
    },
  });
  const { table, people, bram } = await apartOn(both);
  await tableSeen(bram, table);
  silent = true;
  await sends(people[0], table, { type: 'sendMessage', text: 'by a hint' });
  await until(() => words(bram.told).includes('by a hint'));
  answer();
});

test.each(['heard', 'lost'] as const)(
  'a session deleted on one node ends its connections on the other and leaves its memory, whispers %s',
  async (whispers) => {
    const both = await twoNodes();
    const [one, two] = both;
    const { sessionId, table, bram } = await apartOn(both);
    await tableSeen(bram, table);
    expect(two.runtime.figures().journalsInMemory).toBeGreaterThan(0);
    two.ears.whispers = whispers;
    await one.runtime.deleteSession(sessionId);
    // On its way when the session went: nothing of it may stay.
    const late = { stream: `table:${table.table}`, author: personOf(bram), key: 'target', text: 'late', revision: 1 };
    await two.store.putDocument(late);
    await until(() => bram.gone.length > 0);
    expect(bram.gone).toEqual(['sessionDeleted']);
    expect(two.runtime.figures()).toMatchObject({ journalsInMemory: 0, connections: 0 });
    await until(async () => (await two.store.readDocuments(late.stream, late.author)).length === 0);
    expect(await two.store.readAll(0, 10)).toEqual([]);
    expect(await sends(bram, table, { type: 'sendMessage', text: 'still there?' })).toMatchObject({
      ok: false,
      rejection: { code: 'notAllowed' },
    });
    expect(both.flatMap(({ faults }) => faults)).toEqual([]);
  },
);

test('facilitator, table and screen see people of every node; those of a killed node are gone within seconds', async () => {
  const both = await twoNodes();
  const { facilitator, table, people, bram } = await apartOn(both);
  const [anna] = people;
  await tableSeen(anna, table);
  await tableSeen(bram, table);
  const persons = [personOf(anna), personOf(bram)].sort();
  const last = (dialled: Dialled, kind: string) => dialled.summaries.findLast((summary) => summary.kind === kind);
  const presence = () => last(facilitator, 'presence') as { connected: string[] } | undefined;
  const roles = (dialled: Dialled) => (last(dialled, 'table') as { present: string[] } | undefined)?.present.length;
  await until(() => JSON.stringify(presence()?.connected.toSorted()) === JSON.stringify(persons));
  await until(() => roles(anna) === 2 && roles(bram) === 2);
  const row = () => last(facilitator, 'monitor') as { rows: { connected: string[] }[] } | undefined;
  await until(() => row()?.rows[0]?.connected.length === 2);
  await until(() => (last(anna, 'room') as { here: number }).here === 2);
  // Killed: it says nothing any more, not even that it leaves.
  both[1].ears.whispers = 'lost';
  await until(() => presence()?.connected.join() === personOf(anna) && roles(anna) === 1);
  await until(() => (last(anna, 'room') as { here: number }).here === 1);
});

test('a credential revoked or a person removed on one node ends the connections on the other, hints lost or not', async () => {
  const both = await twoNodes();
  const { facilitator, bram } = await apartOn(both);
  both[1].ears.hints = 'lost';
  await sends(facilitator, 'session', { type: 'removePerson', person: personOf(bram) });
  await until(() => bram.gone.length > 0);
  expect(bram.gone).toEqual(['removed']);
  const console = await arrives(both[1].runtime, { ...facilitator.identity });
  const screen = await arrives(both[1].runtime, { ...facilitator.identity, kind: 'screen' });
  both[1].ears.hints = 'heard';
  const link = await both[0].runtime.makeLink(facilitator.identity, 'facilitator');
  const other = link.ok ? await both[0].runtime.exchange(link.secret) : link;
  if (!other.ok) throw new Error(other.rejection.message);
  const revoked = await both[0].runtime.revokeOthers({
    kind: 'facilitator',
    sessionId: facilitator.identity.sessionId,
    credentialHash: hashSecret(other.secret),
  });
  expect(revoked.ok).toBe(true);
  await until(() => console.gone.length > 0 && screen.gone.length > 0);
  expect([...console.gone, ...screen.gone]).toEqual(['revoked', 'revoked']);
});

test('both nodes at once: one history, each command answered once, both see the same', async () => {
  const both = await twoNodes();
  const { table, people, bram } = await apartOn(both);
  const [anna] = people;
  await tableSeen(anna, table);
  await tableSeen(bram, table);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => sends(n % 2 ? anna : bram, table, { type: 'sendMessage', text: `line ${n}` })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(40);
  const linesOf = async (dialled: Dialled) =>
    (await tableSeen(dialled, table)).conversation
      .map((entry) => JSON.stringify(entry))
      .filter((entry) => entry.includes('line '));
  await until(async () => (await linesOf(anna)).length === 40 && (await linesOf(bram)).length === 40);
  const said = (lines: string[]) => lines.map((line) => /line \d+/.exec(line)?.[0]);
  expect(said(await linesOf(anna))).toEqual(said(await linesOf(bram)));
  expect(new Set(said(await linesOf(anna))).size).toBe(40);
});

test('who joined on one node is known at once on the other, before any hint', async () => {
  const [one, two] = await twoNodes();
  const { sessionId, code, people } = await classOf(one.runtime);
  await arrives(two.runtime, people[0].identity);
  two.ears.hints = 'lost';
  const wish = { commandId: 'another-command-id-1', code, name: 'Chris', department: null };
  const joined = await one.runtime.join({ ...wish, language: 'en', place: 'elsewhere' });
  if (!joined.ok) throw new Error('the join was refused');
  expect(await two.runtime.prove('person', joined.person, sessionId, joined.secret)).not.toBeNull();
  expect(await two.runtime.prove('person', joined.person, sessionId, `${joined.secret.slice(1)}x`)).toBeNull();
});
