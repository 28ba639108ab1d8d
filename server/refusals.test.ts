// Bad input over real sockets and HTTP: a clear answer that names the field, nothing changed, nobody else troubled.
import { connect } from 'node:net';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, freshId, host, joinAs, wishFor } from './calls.fixture.ts';
import { asFacilitator, asPerson, type Client, dial, eventually, order, viewOf } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { type Pair, packageAt, seatPair } from './pair.fixture.ts';
import type { ConsoleView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';
import { openLive, until } from './raw-client.fixture.ts';

const node = sharedNode();

/** A client that sends whatever it likes. */
const untyped = (client: Client) => client as unknown as Socket;
const rejection = (answer: unknown) =>
  (answer as { rejection?: { code: string; field?: string; message: string } }).rejection;

describe('joining', () => {
  test('an unknown code is answered, and nothing is made', async () => {
    const { status, body, cookie } = await call(node, '/api/join', wishFor('000000', 'Anna'));
    expect(status).toBe(404);
    expect(rejection(body)?.code).toBe('unknownCode');
    expect(cookie).toBe('');
  });

  test.each(['', '   ', '\u200b\u200b'])('an empty name (%j) is asked for again', async (name) => {
    const { code } = await host(node);
    const { body } = await call(node, '/api/join', wishFor(code, name));
    expect(rejection(body)).toMatchObject({ code: 'nameMissing', field: 'name' });
  });

  test('a taken name is refused whatever its case, and the first keeps it', async () => {
    const hosted = await host(node);
    await joinAs(node, hosted.code, 'Anna');
    const { body } = await call(node, '/api/join', wishFor(hosted.code, 'ＡNNA '));
    expect(rejection(body)).toMatchObject({ code: 'nameTaken', field: 'name' });
    const facilitator = await asFacilitator(node, hosted);
    expect((await viewOf<ConsoleView>(facilitator, 'session')).people).toHaveLength(1);
    facilitator.close();
  });

  test.each([
    ['Cyrillic letters in between', 'Аnnа'],
    ['zero-width characters', 'An\u200bna'],
    ['turned around and back', '\u202eannA\u202c'.replace('annA', 'Anna')],
    ['a soft hyphen', 'An\u00adna'],
    ['in mathematical letters', '𝐀𝐧𝐧𝐚'],
  ])('a taken name written with %s is taken', async (_, name) => {
    const { code } = await host(node);
    await joinAs(node, code, 'Anna');
    expect(rejection((await call(node, '/api/join', wishFor(code, name))).body)?.code).toBe('nameTaken');
  });

  test.each([
    ['\u202eBram\u202c', 'Bram'],
    ['Bra\u0301\u0301\u0301\u0301\u0301\u0301\u0301m', 'Br\u00e1\u0301\u0301\u0301\u0301m'],
    ['  Anna\n\n de   Vries ', 'Anna de Vries'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['👩‍🚀 Ada', '👩‍🚀 Ada'],
    ['آتنا', 'آتنا'],
  ])('%j is kept as %j', async (name, kept) => {
    const hosted = await host(node);
    await joinAs(node, hosted.code, name);
    const facilitator = await asFacilitator(node, hosted);
    expect((await viewOf<ConsoleView>(facilitator, 'session')).people[0]?.name.text).toBe(kept);
    facilitator.close();
  });

  test('10,000 characters are no name', async () => {
    const { code } = await host(node);
    const { body } = await call(node, '/api/join', wishFor(code, 'x'.repeat(10_000)));
    expect(rejection(body)).toMatchObject({ code: 'nameMissing', field: 'name' });
  });

  test('a body that is no JSON, none, or five megabytes is answered', async () => {
    const { body } = await call(node, '/api/join', '{"code":');
    expect(rejection(body)?.code).toBe('malformed');
    expect(rejection((await call(node, '/api/join', 'null')).body)?.code).toBe('malformed');
    const { status, body: large } = await call(node, '/api/join', 'x'.repeat(5_000_000));
    expect(status).toBe(413);
    expect(rejection(large)?.code).toBe('tooLarge');
  });

  test('whoever goes away in the middle of a request is no fault', async () => {
    const socket = connect(node.port, '127.0.0.1');
    socket.write('POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{');
    await new Promise((sent) => setTimeout(sent, 50));
    socket.destroy();
    await new Promise((noticed) => setTimeout(noticed, 50));
    expect(node.faults).toEqual([]);
  });

  test('a retry under the same id is the same person, with a credential that works', async () => {
    const hosted = await host(node);
    const again = wishFor(hosted.code, 'Carla');
    const first = await call<{ person: string }>(node, '/api/join', again);
    const second = await call<{ person: string; sessionId: string }>(node, '/api/join', again);
    expect(second.body.person).toBe(first.body.person);
    const client = await asPerson(node, { ...second.body, cookie: second.cookie });
    client.close();
  });
});

describe('foreign pages and credentials', () => {
  test('a call from a foreign origin is refused', async () => {
    const { code } = await host(node);
    const { status, body } = await call(node, '/api/join', wishFor(code, 'Anna'), { origin: 'http://evil.test' });
    expect(status).toBe(403);
    expect(rejection(body)?.code).toBe('notAllowed');
  });

  test('a socket from a foreign origin is refused, from our own it opens', async () => {
    const hosted = await host(node);
    const auth = { as: 'facilitator', sessionId: hosted.sessionId };
    await expect(dial(node, auth, hosted.cookie, { origin: 'http://evil.test' })).rejects.toThrow();
    (await dial(node, auth, hosted.cookie, { origin: node.url })).close();
  });

  test("another's credential, or none, opens nothing", async () => {
    const hosted = await host(node);
    const anna = await joinAs(node, hosted.code, 'Anna');
    const bram = await joinAs(node, hosted.code, 'Bram');
    await expect(asPerson(node, { ...bram, cookie: anna.cookie })).rejects.toThrow('notAllowed');
    await expect(asPerson(node, { ...bram, cookie: anna.cookie.replace(anna.person, bram.person) })).rejects.toThrow(
      'notAllowed',
    );
    await expect(asFacilitator(node, { ...hosted, cookie: anna.cookie })).rejects.toThrow('notAllowed');
    await expect(dial(node, {}, hosted.cookie)).rejects.toThrow('notAllowed');
  });

  test("another table's id opens nothing, and says no more than a table that never was", async () => {
    const here = await seatPair(node);
    const elsewhere = await seatPair(node);
    const mine = here.people[0]?.client as Client;
    const answer = await order(mine, elsewhere.table, { type: 'sendMessage', text: 'hello' });
    expect(rejection(answer)?.code).toBe('notAllowed');
    expect(answer).toEqual(await order(mine, { table: 'nosuchtable000000' }, { type: 'sendMessage', text: 'hello' }));
    expect(await mine.emitWithAck('resume', { stream: elsewhere.table, epoch: '', version: 0 })).toMatchObject({
      ok: false,
      rejection: { code: 'notAllowed' },
    });
    here.end();
    elsewhere.end();
  });

  test('a participant cannot do what is the facilitator’s', async () => {
    const pair = await seatPair(node);
    const answer = await order(pair.people[0]?.client as Client, 'session', { type: 'pause', tableId: null });
    expect(rejection(answer)?.code).toBe('notAllowed');
    pair.end();
  });
});

describe('frames', () => {
  let pair: Pair;
  let client: Client;
  beforeAll(async () => {
    pair = await seatPair(node);
    client = pair.people[0]?.client as Client;
  });
  afterAll(() => pair.end());

  const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown;
  const oddFrames: [string, unknown][] = [
    ['null', null],
    ['an array', [1, 2]],
    ['a number', 7],
    ['a text', 'makeOffer'],
    ['an empty object', {}],
    ['no command', { stream: 'session', commandId: freshId() }],
    ['an unknown command', { stream: 'session', commandId: freshId(), command: { type: 'xstate.init' } }],
    [
      'a reserved key',
      JSON.parse('{"__proto__":{"stream":"session"},"commandId":"aaaaaaaaaaaaaaaa","command":{"type":"leave"}}'),
    ],
    ['something deep', { stream: 'session', commandId: freshId(), command: deep }],
    ['bytes', Buffer.from([0, 1, 2])],
    ['NaN', { stream: 'session', commandId: freshId(), command: { type: 'addTime', minutes: Number.NaN } }],
    ['1e309', { stream: 'session', commandId: freshId(), command: { type: 'addTime', minutes: Number('1e309') } }],
    [
      'a lone surrogate',
      { stream: { table: 'a'.repeat(22) }, commandId: freshId(), command: { type: 'sendMessage', text: '\ud800' } },
    ],
    ['a field too many', { stream: 'session', commandId: freshId(), command: { type: 'leave', person: 'somebody' } }],
    [
      'a prototype within',
      JSON.parse('{"stream":"session","commandId":"aaaaaaaaaaaaaaaa","command":{"__proto__":{"type":"leave"}}}'),
    ],
  ];
  test.each(oddFrames)('%s is answered as malformed', async (_, frame) => {
    expect(await client.emitWithAck('command', frame as never)).toMatchObject({
      ok: false,
      rejection: { code: 'malformed' },
    });
  });

  test('frames without an ack, with nothing, or of an unknown name trouble nobody', async () => {
    untyped(client).emit('command');
    untyped(client).emit('command', null);
    untyped(client).emit('nonsense', { a: 1 });
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test('many acks, or none last, get one answer and trouble nobody', async () => {
    let answered = 0;
    const count = () => {
      answered += 1;
    };
    untyped(client).emit('command', { a: count, b: [count, count] }, count, count);
    untyped(client).emit('command', null, null, count);
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
    expect(answered).toBe(2);
  });

  // Socket.IO's client will not send these names; a hand-written one does.
  test.each([
    'connect',
    'connect_error',
    'disconnect',
    'disconnecting',
    'error',
    'newListener',
    'removeListener',
    '__proto__',
  ])('the event "%s" runs nothing', async (event) => {
    const { sessionId, person, cookie } = (pair.people[1] as Pair['people'][number]).joined;
    const raw = await openLive(node.port, cookie, { as: 'person', sessionId, person });
    raw.frame(`421${JSON.stringify([event, {}])}`);
    raw.frame('422["clock"]');
    // It goes on, or its own connection ends: never an answer to that event.
    await Promise.race([raw.closed, until(() => raw.heard().includes('432['))]);
    expect(raw.heard()).not.toContain('431[');
    raw.socket.destroy();
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test.each([
    ['another namespace', '40/admin,{}'],
    ['a packet of an unknown kind', '49nonsense'],
    ['a packet that is no JSON', '42{"a":'],
    ['a binary event without its bytes', '451-["command",{"_placeholder":true,"num":0}]'],
    ['an unknown Engine.IO packet', 'zzz'],
    ['an answer to nothing', '4399[]'],
    ['nothing but brackets', `42${'['.repeat(30_000)}`],
  ])('%s troubles nobody else', async (_, packet) => {
    const { sessionId, person, cookie } = (pair.people[1] as Pair['people'][number]).joined;
    const raw = await openLive(node.port, cookie, { as: 'person', sessionId, person });
    raw.frame(packet);
    raw.frame('422["clock"]');
    await Promise.race([raw.closed, until(() => raw.heard().includes('432['), 3_000).catch(() => undefined)]);
    raw.socket.destroy();
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test('an unmasked frame, bytes that are no text, and a frame that says it is enormous close that one connection', async () => {
    const { sessionId, person, cookie } = (pair.people[1] as Pair['people'][number]).joined;
    for (const bytes of [
      [0x81, 0x01, 0x41],
      [0x81, 0x81, 0, 0, 0, 0, 0xff],
      [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ]) {
      const raw = await openLive(node.port, cookie, { as: 'person', sessionId, person });
      raw.raw(Uint8Array.from(bytes));
      await raw.closed;
    }
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test('a frame of 64 kB is read, a larger one closes that one connection', async () => {
    const reader = await asPerson(node, pair.people[1]?.joined as never);
    expect(await reader.emitWithAck('note', { text: 'x'.repeat(60_000) } as never)).toMatchObject({ ok: false });
    const gone = new Promise((closed) => reader.once('disconnect', closed));
    untyped(reader).emit('note', { text: 'x'.repeat(66_000) });
    await gone;
  });

  test('who goes on flooding far beyond being told is cut off', async () => {
    const flooder = await asPerson(node, pair.people[1]?.joined as never);
    const gone = new Promise((closed) => flooder.once('disconnect', closed));
    for (let index = 0; index < 2_000; index += 1) untyped(flooder).emit('nonsense', index);
    await gone;
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test('a frame of five megabytes closes that one connection and no other', async () => {
    const flooder = await asPerson(node, pair.people[1]?.joined as never);
    const gone = new Promise((closed) => flooder.once('disconnect', closed));
    untyped(flooder).emit('note', { text: 'x'.repeat(5_000_000) });
    await gone;
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test('a flood is told to slow down, and the table goes on', async () => {
    const flooder = await asPerson(node, pair.people[1]?.joined as never);
    const answers = await Promise.all(Array.from({ length: 200 }, () => flooder.emitWithAck('command', null as never)));
    expect(answers.some((answer) => rejection(answer)?.code === 'tooFast')).toBe(true);
    expect(answers).toHaveLength(200);
    flooder.close();
    expect(await client.emitWithAck('clock')).toMatchObject({ now: expect.any(Number) });
  });

  test('the same id with another payload is refused, with the same payload answered alike', async () => {
    const frame = { stream: pair.table, commandId: freshId(), command: { type: 'sendMessage', text: 'once' } } as const;
    // Where the sender looks on, what is seen by it may travel with the first answer; what is answered is the same.
    const answer = async () => ({ ...(await client.emitWithAck('command', frame)), seen: null });
    expect(await answer()).toEqual(await answer());
    const other = { ...frame, command: { type: 'sendMessage', text: 'twice' } } as const;
    expect(rejection(await client.emitWithAck('command', other))?.code).toBe('commandIdReused');
    const { conversation } = await viewOf<TableView>(client, pair.table);
    expect(conversation.filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });
});

describe('offers', () => {
  test('a missing or unknown choice is named, and nothing stands', async () => {
    const pair = await seatPair(node);
    const client = pair.people[0]?.client as Client;
    const view = await viewOf<TableView>(client, pair.table);
    const { duty: _, ...incomplete } = packageAt(view, 1);
    const missing = await order(client, pair.table, { type: 'makeOffer', package: incomplete, beside: false });
    expect(rejection(missing)).toMatchObject({ code: 'incompleteOffer', field: 'duty' });
    const unknown = await order(client, pair.table, {
      type: 'makeOffer',
      package: { ...packageAt(view, 1), duty: 'everything' },
      beside: false,
    });
    expect(rejection(unknown)).toMatchObject({ code: 'unknownOption', field: 'duty' });
    expect((await viewOf<TableView>(client, pair.table)).offers).toEqual([]);
    pair.end();
  });

  test('a withdrawn offer cannot be accepted', async () => {
    const pair = await seatPair(node);
    const [seller, buyer] = pair.people.map(({ client }) => client) as [Client, Client];
    const view = await viewOf<TableView>(seller, pair.table);
    const made = await order(seller, pair.table, { type: 'makeOffer', package: packageAt(view, 2), beside: false });
    const offerId = made.ok ? made.id : '';
    await order(seller, pair.table, { type: 'withdrawOffer', offerId });
    expect(rejection(await order(buyer, pair.table, { type: 'acceptOffer', offerId }))?.code).toBe('offerNotStanding');
    expect((await viewOf<TableView>(buyer, pair.table)).stage).toBe('bargaining');
    pair.end();
  });

  test('after bargaining is over no offer is possible', async () => {
    const pair = await seatPair(node);
    const client = pair.people[0]?.client as Client;
    const view = await viewOf<TableView>(client, pair.table);
    await order(pair.facilitator, 'session', { type: 'endPhase' });
    await eventually(async () => ((await viewOf<TableView>(client, pair.table)).stage === 'notAgreed' ? true : null));
    const answer = await order(client, pair.table, { type: 'makeOffer', package: packageAt(view, 1), beside: false });
    expect(rejection(answer)?.code).toBe('deadlinePassed');
    expect((await viewOf<TableView>(client, pair.table)).offers).toEqual([]);
    pair.end();
  });
});

test('nothing of all this was a fault of ours', () => {
  expect(node.faults).toEqual([]);
});
