// What somebody who is let in can pile up, over real HTTP: people in a session, links, credentials in a browser, questions about them.
import { expect, test } from 'vitest';
import { call, host, type Joined, joinAs, wishFor } from './calls.fixture.ts';
import { mostCredentials } from './http/cookies.ts';
import { createMemoryStore } from './journal/memory.ts';
import { asPerson } from './live.fixture.ts';
import type { TestNode } from './node.fixture.ts';
import { nodesEach } from './nodes.fixture.ts';
import { mostPresent } from './session/decide-join.ts';

const startNode = nodesEach();
let node: TestNode;

type Refused = { rejection: { code: string; waitSeconds?: number } };

test('a code that has leaked fills a session up to a bound, and whoever knocks then is told so', {
  timeout: 60_000,
}, async () => {
  node = await startNode({ store: createMemoryStore() });
  const { code } = await host(node);
  const people: Joined[] = [];
  for (let nth = 0; nth < mostPresent; nth += 50)
    people.push(
      ...(await Promise.all(Array.from({ length: 50 }, (_, index) => joinAs(node, code, `P ${nth + index}`)))),
    );
  const full = await call<Refused>(node, '/api/join', wishFor(code, 'One more'));
  expect(full).toMatchObject({ status: 409, body: { rejection: { code: 'sessionFull' } }, cookie: '' });
  const { sessionId, person, cookie } = people[7] as Joined;
  expect((await call(node, '/api/people/erase', { sessionId, person }, { cookie })).status).toBe(200);
  expect((await call(node, '/api/join', wishFor(code, 'One more'))).status).toBe(200);
});

test('links are made so many at once, then it is said how long to wait', async () => {
  node = await startNode({ crowd: 0.02, store: createMemoryStore() });
  const { sessionId, cookie } = await host(node);
  const asked = { kind: 'screen', sessionId, person: null };
  const replies = [];
  for (let nth = 0; nth < 20; nth += 1) replies.push(await call<Refused>(node, '/api/links', asked, { cookie }));
  // A fiftieth of the usual bounds: twelve, and hardly one that comes back meanwhile.
  expect(replies.slice(0, 12).every(({ status }) => status === 200)).toBe(true);
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(4);
  for (const { body, retryAfter } of refused)
    expect(body.rejection).toMatchObject({ code: 'tooFast', waitSeconds: retryAfter });
  expect((await call(node, '/api/links/revoke', { sessionId }, { cookie })).status).toBe(429);
});

/** A browser's jar: what is set stays in its place, what is new goes last, what runs out is gone. */
function jar() {
  const kept = new Map<string, string>();
  return {
    header: () => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    names: () => [...kept.keys()],
    take(setCookie: string) {
      for (const line of setCookie.split('\n').filter(Boolean)) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
        if (/Max-Age=0(;|$)/.test(line)) kept.delete(name);
        else kept.set(name, value);
      }
    },
  };
}

test('a browser that joins again and again keeps the newest credentials, and is never answered 431', async () => {
  node = await startNode({ proxies: 1, store: createMemoryStore() });
  const { code } = await host(node);
  const https = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
  const browser = jar();
  const joined: Joined[] = [];
  for (let nth = 0; nth < 200; nth += 1) {
    const reply = await call<Joined>(node, '/api/join', wishFor(code, `Person ${nth}`), {
      ...https,
      cookie: browser.header(),
    });
    expect(reply.status).toBe(200);
    browser.take(reply.setCookie);
    joined.push({ ...reply.body, cookie: '' });
  }
  expect(browser.names()).toEqual(joined.slice(-mostCredentials).map(({ person }) => `__Host-parley_p_${person}`));
  expect(browser.header().length).toBeLessThan(5_000);
  const me = await fetch(`${node.url}/api/me`, { headers: { ...https, cookie: browser.header() } });
  expect(((await me.json()) as { person: string }[]).map(({ person }) => person)).toEqual(
    joined.slice(-mostCredentials).map(({ person }) => person),
  );
});

test('cookies that are named like ours and cannot be are no credentials: a browser that carries fifty of them joins', async () => {
  node = await startNode({ store: createMemoryStore() });
  const { code } = await host(node);
  const odd = ['\u00e9', 'x', '(', 'y'.repeat(41)].map((id) => `parley_p_${id}=z`);
  const carried = Array.from({ length: mostCredentials }, (_, nth) => `parley_p_${'x'.repeat(20)}${nth + 10}=z`);
  const reply = await call<Joined>(node, '/api/join', wishFor(code, 'Anna'), {
    cookie: [...odd, ...carried].join('; '),
  });
  expect(reply.status).toBe(200);
  // Of those that may be ours the oldest makes room.
  expect(reply.setCookie.split('\n').map((line) => line.split('=')[0])).toEqual([
    `parley_p_${'x'.repeat(20)}10`,
    `parley_p_${reply.body.person}`,
  ]);
});

test('who one is costs a look into the store for each credential carried, also for invented ones, and these are counted', async () => {
  node = await startNode({ crowd: 0.1, store: createMemoryStore() });
  const { code } = await host(node);
  const anna = await joinAs(node, code, 'Anna');
  const invented = Array.from({ length: 80 }, (_, nth) => `parley_p_${'x'.repeat(20)}${nth + 10}=${'y'.repeat(43)}`);
  const ask = async (cookie: string) => {
    const response = await fetch(`${node.url}/api/me`, { headers: { cookie } });
    return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
  };
  const carried = [...invented, anna.cookie].join('; ');
  // A tenth of the usual bounds: 300, six times fifty.
  const replies = [];
  for (let nth = 0; nth < 10; nth += 1) replies.push(await ask(carried));
  expect(replies[0]).toMatchObject({ status: 200, body: [{ person: anna.person }] });
  expect(replies.filter(({ status }) => status === 200).length).toBeLessThan(9);
  const refused = replies.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ rejection: { code: 'tooFast' } });
  expect(Number(refused?.retryAfter)).toBeGreaterThan(0);
  // Whoever carries nothing is answered, and whoever is in can connect.
  expect(await ask('')).toMatchObject({ status: 200, body: [] });
  (await asPerson(node, anna)).close();
});
