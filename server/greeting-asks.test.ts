// What a page asks for along with saying who it is: answered like any resume, and closed like one.
import { afterEach, expect, test } from 'vitest';
import { host, joinAs } from './calls.fixture.ts';
import { must, order, viewOf } from './live.fixture.ts';
import { nodesEach, sharedNode } from './nodes.fixture.ts';
import { packageAt, seatPair } from './pair.fixture.ts';
import type { TableView } from './protocol/table-view.ts';
import type { Handshake, ResumedFrame, ResumeFrame } from './protocol/wire.ts';
import { openLive, openPolling, openWebSocket, type RawClient, until } from './raw-client.fixture.ts';

const node = sharedNode();
const startNode = nodesEach();
const opened: RawClient[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.destroy();
});

const fromNothing = (stream: ResumeFrame['stream']): ResumeFrame => ({ stream, epoch: '', version: 0 });
type Who = { sessionId: string; person?: string; cookie: string };
const greetingOf = ({ sessionId, person }: Who, resume: unknown) =>
  person === undefined ? { as: 'facilitator', sessionId, resume } : { as: 'person', sessionId, person, resume };

async function greeted(who: Who, resume: readonly ResumeFrame[]): Promise<RawClient> {
  const client = await openLive(node.port, who.cookie, greetingOf(who, resume));
  opened.push(client);
  return client;
}

/** What a client heard of one kind, in order. */
function told<Frame>(client: RawClient, event: string): Frame[] {
  const text = Buffer.from(client.heard(), 'latin1').toString('utf8');
  return text
    .split(`42["${event}",`)
    .slice(1)
    .map((rest) => JSON.parse(closed(rest)) as Frame);
}

/** Up to the end of the JSON that a text begins with; no text of these tests has brackets in its words. */
function closed(text: string): string {
  let depth = 0;
  for (const [index, sign] of [...text].entries()) {
    if ('[{'.includes(sign)) depth += 1;
    if (']}'.includes(sign)) depth -= 1;
    if (depth === 0) return [...text].slice(0, index + 1).join('');
  }
  throw new Error('a frame that does not end');
}
const resumed = (client: RawClient) => told<ResumedFrame>(client, 'resumed');

test('it is answered unasked, with the whole view, and what happens then follows', async () => {
  const hosted = await host(node);
  const facilitator = await greeted(hosted, [fromNothing('session')]);
  await until(() => resumed(facilitator).length > 0);
  const [first] = resumed(facilitator);
  expect(first).toMatchObject({ stream: 'session', answer: { ok: true, view: { kind: 'console' } } });
  await joinAs(node, hosted.code, 'Anna');
  await until(() => told(facilitator, 'events').length > 0);
  const [events] = told<{ version: number; events: unknown[] }>(facilitator, 'events');
  const version = first?.answer.ok ? first.answer.version : -1;
  expect((events?.version ?? 0) - (events?.events.length ?? 0)).toBe(version);
});

test('also by polling', async () => {
  const hosted = await host(node);
  const { sessionId } = hosted;
  const polling = await openPolling(node.port, hosted.cookie);
  const greeting = { as: 'facilitator', sessionId, resume: [fromNothing('session')] };
  await polling.send(`40${JSON.stringify(greeting)}`);
  const heard: string[] = [];
  while (!heard.some((packet) => packet.startsWith('42["resumed"'))) heard.push(...(await polling.poll()));
});

test('who comes back is told what they missed of all that they follow', async () => {
  const pair = await seatPair(node);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody sits there');
  const before = await anna.client.emitWithAck('resume', fromNothing(pair.table));
  if (!before.ok) throw new Error('refused');
  const view = await viewOf<TableView>(bram.client, pair.table);
  anna.client.disconnect();
  await must(order(bram.client, pair.table, { type: 'makeOffer', package: packageAt(view, 1), beside: false }));
  const { epoch, version } = before;
  const back = await greeted(anna.joined, [fromNothing('session'), { stream: pair.table, epoch, version }]);
  await until(() => resumed(back).length === 2);
  const answers = resumed(back).map(({ stream, answer }) => [JSON.stringify(stream), answer] as const);
  expect(new Map(answers).get('"session"')).toMatchObject({ ok: true, view: { kind: 'lobby' } });
  expect(new Map(answers).get(JSON.stringify(pair.table))).toMatchObject({
    ...{ ok: true, version: version + 1 },
    events: [{ type: 'offerMade' }],
  });
  pair.end();
});

test("another table's id, and that of none, are refused alike, with nothing of it", async () => {
  const [pair, other] = [await seatPair(node), await seatPair(node)];
  const nowhere = { table: 'Z'.repeat(22) };
  const [anna] = pair.people;
  if (!anna) throw new Error('nobody sits there');
  const curious = await greeted(anna.joined, [fromNothing(other.table), fromNothing(nowhere)]);
  await until(() => resumed(curious).length === 2);
  const [theirs, none] = resumed(curious).map(({ answer }) => answer);
  expect(theirs).toMatchObject({ ok: false, rejection: { code: 'notAllowed' } });
  expect(none).toEqual(theirs);
  pair.end();
  other.end();
});

const odd: [string, unknown][] = [
  ['nine of them', Array.from({ length: 9 }, () => fromNothing('session'))],
  ['one with a person in it', [{ ...fromNothing('session'), person: 'B'.repeat(22) }]],
  ['one that is no list', fromNothing('session') satisfies ResumeFrame],
  ['one of nothing', [null]],
];
test.each(odd)('%s: nobody is let in by such a greeting', async (_, resume) => {
  const hosted = await host(node);
  const client = await openWebSocket(node.port, { Cookie: hosted.cookie });
  opened.push(client);
  client.frame(`40${JSON.stringify(greetingOf(hosted, resume) satisfies object as Handshake)}`);
  await until(() => client.heard().includes('44{"message":"notAllowed"'));
  expect(client.heard()).not.toContain('resumed');
});

test('it is counted like any frame: greeting again and again brings no more than asking would', async () => {
  // A twentieth of the usual bounds: a hundred and fifty frames of an address at once, and twenty of a person besides.
  const small = await startNode({ crowd: 0.05 });
  const joined = await joinAs(small, (await host(small)).code, 'Anna');
  const most = Array.from({ length: 8 }, () => fromNothing('session'));
  const codes: string[] = [];
  for (let greeting = 0; greeting < 70 && !codes.includes('tooFast'); greeting += 1) {
    const client = await openLive(small.port, joined.cookie, greetingOf(joined, most));
    await until(() => resumed(client).length === most.length);
    for (const { answer } of resumed(client)) codes.push(answer.ok ? 'ok' : answer.rejection.code);
    client.socket.destroy();
  }
  expect(new Set(codes)).toEqual(new Set(['ok', 'tooFast']));
  expect(codes.slice(0, 100)).not.toContain('tooFast');
});
