// Pages of other origins: refused at every way in, however much their name looks like ours.
import { beforeAll, expect, test } from 'vitest';
import { call, type Hosted, host } from './calls.fixture.ts';
import { dial } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';

const node = sharedNode();
let hosted: Hosted;
beforeAll(async () => {
  hosted = await host(node);
});

const live = '/live?EIO=4&transport=polling';

test.each<[string, (here: string) => string]>([
  ['another host', () => 'http://evil.test'],
  ['another port', () => 'http://127.0.0.1:1'],
  ['our name with something behind', (here) => `http://${here}.evil.test`],
  ['our name as a user', (here) => `http://${here}@evil.test`],
  ['our name below theirs', () => 'http://127.0.0.1.evil.test'],
  ['a sandbox or a file', () => 'null'],
  ['no address at all', () => 'evil'],
])('%s is refused by socket, polling and call, and nothing is set', async (_, originOf) => {
  const origin = originOf(`127.0.0.1:${node.port}`);
  const auth = { as: 'facilitator', sessionId: hosted.sessionId };
  await expect(dial(node, auth, hosted.cookie, { origin })).rejects.toThrow();
  const polled = await fetch(`${node.url}${live}`, { headers: { origin, cookie: hosted.cookie } });
  expect(polled.status).toBe(403);
  expect(await polled.text()).not.toContain('sid');
  const { sessionId, cookie } = hosted;
  const asked = await call(node, '/api/links', { kind: 'facilitator', sessionId, person: null }, { origin, cookie });
  expect(asked).toMatchObject({ status: 403, body: { rejection: { code: 'notAllowed' } }, cookie: '' });
  expect(asked.headers.has('access-control-allow-origin')).toBe(false);
});

test('a form of another site that sends no origin is refused by what the browser says of it', async () => {
  const { sessionId, cookie } = hosted;
  const wish = { kind: 'facilitator', sessionId, person: null };
  const asked = await call(node, '/api/links', wish, { 'sec-fetch-site': 'cross-site', cookie });
  expect(asked.status).toBe(403);
});

test('our own page is let in at each of them', async () => {
  const origin = node.url;
  const { sessionId, cookie } = hosted;
  (await dial(node, { as: 'facilitator', sessionId }, cookie, { origin })).close();
  expect((await fetch(`${node.url}${live}`, { headers: { origin } })).status).toBe(200);
  const wish = { kind: 'facilitator', sessionId, person: null };
  expect((await call(node, '/api/links', wish, { origin, cookie })).status).toBe(200);
});
