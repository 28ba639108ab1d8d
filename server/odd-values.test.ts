// Values that no browser of ours sends, as bytes on a real connection: what a JSON text can say and JSON.stringify never would.
// Each is answered as malformed with its field, or ends that one connection; nothing is changed by it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, freshId, host, joinAs } from './calls.fixture.ts';
import { viewOf } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';
import { type Pair, packageAt, seatPair } from './pair.fixture.ts';
import type { TableView } from './protocol/table-view.ts';
import { openLive, type RawClient, until } from './raw-client.fixture.ts';

const node = sharedNode();
let pair: Pair;
let view: TableView;
beforeAll(async () => {
  pair = await seatPair(node);
  view = await viewOf<TableView>(client(), pair.table);
});
afterAll(() => pair.end());

const client = () => {
  const [anna] = pair.people;
  if (!anna) throw new Error('nobody came');
  return anna.client;
};
async function rawly(): Promise<RawClient> {
  const { sessionId, person, cookie } = pair.people[0]?.joined ?? { sessionId: '', person: '', cookie: '' };
  return openLive(node.port, cookie, { as: 'person', sessionId, person });
}
type Answer = { ok: boolean; id?: string; rejection?: { code: string; field?: string; message: string } };
/** Sends this very text as the payload of an event; null where the connection ended instead of an answer. */
async function says(event: string, payload: string): Promise<Answer | null> {
  const raw = await rawly();
  let isOver = false;
  void raw.closed.then(() => {
    isOver = true;
  });
  raw.frame(`427["${event}",${payload}]`);
  const answer = () => /437\[(\{.*?\})\]/.exec(raw.heard());
  await until(() => isOver || answer() !== null);
  const found = answer();
  raw.socket.destroy();
  return found?.[1] === undefined ? null : (JSON.parse(found[1]) as Answer);
}
const stream = () => JSON.stringify(pair.table);
const command = (text: string, more = '') =>
  `{"stream":${stream()},"commandId":"${freshId()}"${more},"command":${text}}`;
/** An offer with one choice as this text. */
function offerWith(issue: string, text: string): string {
  const rest = Object.entries(packageAt(view, 1)).filter(([id]) => id !== issue);
  const choices = [...rest.map(([id, choice]) => `"${id}":${JSON.stringify(choice)}`), `"${issue}":${text}`];
  return command(`{"type":"makeOffer","beside":false,"package":{${choices.join(',')}}}`);
}
const nothingStands = async () => expect((await viewOf<TableView>(client(), pair.table)).offers).toEqual([]);

test.each(['1e309', '-1e309', 'null', '[180]', '{"valueOf":180}', 'true'])(
  'an offer at a price of %s is malformed, and its field is named',
  async (price) => {
    const answer = await says('command', offerWith('price', price));
    expect(answer).toMatchObject({ ok: false, rejection: { code: 'malformed', field: 'command.package.price' } });
    await nothingStands();
  },
);

test.each(['NaN', 'Infinity', '-Infinity', '0x10', '1_000', 'undefined', '01'])(
  'a price of %s is no JSON: that connection ends, and nothing stands',
  async (price) => {
    expect(await says('command', offerWith('price', price))).toBeNull();
    await nothingStands();
  },
);

test.each(['180.5', '-0.0001', '1e308', '"180"', '"\\ud800"'])(
  'a price of %s is none of the choices',
  async (price) => {
    const answer = await says('command', offerWith('price', price));
    expect(answer).toMatchObject({ ok: false, rejection: { code: 'unknownOption', field: 'price' } });
    await nothingStands();
  },
);

test.each(['constructor', 'toString', 'hasOwnProperty', '\\ud800'])(
  'a choice for "%s", which is no issue, is refused by that name',
  async (issue) => {
    const answer = await says('command', offerWith(issue, '1'));
    expect(answer).toMatchObject({ ok: false, rejection: { code: 'unknownOption' } });
    await nothingStands();
  },
);

test('a choice for "__proto__" sets nothing: neither a prototype nor a choice', async () => {
  const answer = await says('command', offerWith('__proto__', '{"price":180,"isAdmin":true}'));
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  const { offers } = await viewOf<TableView>(client(), pair.table);
  const made = offers.map((offer) => Object.keys(offer.package).sort());
  expect(made).toEqual(answer?.ok ? [view.case.issues.map(({ id }) => id).sort()] : []);
  if (answer?.ok) {
    const withdraw = `{"type":"withdrawOffer","offerId":"${answer.id}"}`;
    expect(await says('command', command(withdraw))).toMatchObject({ ok: true });
  }
});

test.each<[string, () => string, string]>([
  ['a time up to which it is meant that is 1e309', () => command('{"type":"declareReady"}', ',"until":1e309'), 'until'],
  ['a time of writing that is no instant', () => command('{"type":"declareReady"}', ',"writtenAt":1.5'), 'writtenAt'],
  ['a time of writing that is null', () => command('{"type":"declareReady"}', ',"writtenAt":null'), 'writtenAt'],
  ['a time that is a text', () => command('{"type":"declareReady"}', ',"until":"soon"'), 'until'],
  ['a command that is a list', () => command('[]'), 'command'],
  [
    'a command id with other letters',
    () => command('{}').replace(/"commandId":"[^"]+"/, '"commandId":"../../etc"'),
    'commandId',
  ],
])('%s is malformed, and its field is named', async (_, payload, field) => {
  expect(await says('command', payload())).toMatchObject({ ok: false, rejection: { code: 'malformed', field } });
});

test.each(['1e309', '-1', '1.5', '"7"', 'null', '9007199254740993', '[0]'])(
  'a resume from version %s is malformed, and its field is named',
  async (version) => {
    const answer = await says('resume', `{"stream":${stream()},"epoch":"","version":${version}}`);
    expect(answer).toMatchObject({ ok: false, rejection: { code: 'malformed', field: 'version' } });
  },
);

test.each(['\\ud800', '\\udc00 and on', 'a\\u0000b', '\\u0007'])(
  'lone surrogates and control characters (%s) are malformed wherever people write',
  async (text) => {
    for (const [event, payload, field] of [
      ['command', command(`{"type":"sendMessage","text":"${text}"}`), 'command.text'],
      ['command', command(`{"type":"addLine","text":"${text}"}`), 'command.text'],
    ] as const)
      expect([payload, await says(event, payload)]).toMatchObject([
        payload,
        { ok: false, rejection: { code: 'malformed', field } },
      ]);
    const { code } = await host(node);
    const wish = { commandId: freshId(), code, name: 'Anna', department: null, language: 'nl', place: 'room' };
    for (const field of ['name', 'department']) {
      const asked = JSON.stringify({ ...wish, [field]: '?' }).replace('"?"', `"${text}"`);
      const { status, body } = await call<Answer>(node, '/api/join', asked);
      expect(status).toBe(400);
      expect(body.rejection?.field).toBe(field);
    }
    // The name is still free.
    expect((await joinAs(node, code, 'Anna')).person).toBeDefined();
  },
);

test('a message pasted from a sheet or a letter says what was seen there', async () => {
  const command = '{"type":"sendMessage","text":"price\\t180\\r\\nweeks\\u000b12"}';
  const frame = `{"stream":${stream()},"commandId":"${freshId()}","command":${command}}`;
  expect(await says('command', frame)).toMatchObject({ ok: true });
  const { conversation } = await viewOf<TableView>(client(), pair.table);
  expect(JSON.stringify(conversation)).toContain('"price 180\\nweeks\\n12"');
});

test.each(['\\ud800', '\\udc00 and on', 'a\\u0000b'])(
  'a note with %s, which no store keeps as it is, is malformed',
  async (text) => {
    const note = (words: string, revision: number | string) =>
      `{"stream":${stream()},"key":"limit","text":"${words}","revision":${revision}}`;
    expect(await says('note', note(text, 1))).toMatchObject({
      ok: false,
      rejection: { code: 'malformed', field: 'text' },
    });
    expect(await says('note', note('kept', '1e309'))).toMatchObject({ ok: false, rejection: { code: 'malformed' } });
    expect(await says('note', note('\\ud83d\\ude00\\tkept', 1))).toMatchObject({ ok: true });
  },
);
