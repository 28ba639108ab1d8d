// The door over real HTTP: a class behind one address comes in, a guesser does not; forged addresses count for nothing;
// behind a trusted proxy cookies and origins are those of https; newcomers wait while the node is busy.
import { describe, expect, test } from 'vitest';
import { call, freshId, host, joinAs, setupOf, wishFor } from './calls.fixture.ts';
import { asPerson, dial } from './live.fixture.ts';
import { steadyLoad, type TestNode } from './node.fixture.ts';
import { nodesEach } from './nodes.fixture.ts';

const startNode = nodesEach();
let node: TestNode;

type Refused = { rejection: { code: string; waitSeconds?: number } };
const guesses = (count: number, headers: (index: number) => Record<string, string> = () => ({})) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      call<Refused>(node, '/api/join', wishFor(String(index).padStart(6, 'x'), 'Eve'), headers(index)),
    ),
  );
const codes = (replies: { body: Refused }[]) => replies.map(({ body }) => body.rejection.code);

describe('one address', () => {
  test('300 people join from it within 20 s', async () => {
    node = await startNode({ crowd: 1 });
    const { code } = await host(node);
    const began = Date.now();
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, index) => call(node, '/api/join', wishFor(code, `Person ${index}`))),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(300).fill(200));
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  test('a guesser is stopped after twenty wrong codes and told how long; who knows the code still comes in', async () => {
    node = await startNode({ crowd: 1 });
    const { code } = await host(node);
    await joinAs(node, code, 'Anna');
    const replies = await guesses(60);
    expect(codes(replies).filter((found) => found === 'unknownCode')).toHaveLength(20);
    const last = await call<Refused>(node, '/api/join', wishFor('nosuch', 'Eve'));
    expect(last.status).toBe(429);
    expect(last.body.rejection.waitSeconds).toBeGreaterThan(0);
    expect(last.retryAfter).toBe(last.body.rejection.waitSeconds);
    expect((await joinAs(node, code, 'Bram')).person).toBeDefined();
  });

  test('forging another address at each try helps nobody', async () => {
    node = await startNode({ crowd: 1 });
    const replies = await guesses(60, (index) => ({
      'x-forwarded-for': `203.0.113.${index}`,
      forwarded: `for=10.0.0.${index}`,
    }));
    expect(codes(replies).filter((found) => found === 'unknownCode')).toHaveLength(20);
  });

  test('may host so many sessions and no more', async () => {
    node = await startNode({ crowd: 1 });
    const replies = await Promise.all(
      Array.from({ length: 70 }, () =>
        call(node, '/api/sessions', { commandId: freshId(), setup: setupOf('importheffing') }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(60);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(10);
  });
});

describe('behind a trusted proxy', () => {
  const forwarded = (address: string, proto: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': proto });

  test('each client has a budget of its own', async () => {
    node = await startNode({ crowd: 1, proxies: 1 });
    const replies = await guesses(60, (index) => forwarded(`203.0.113.${index}`, 'https'));
    expect(new Set(codes(replies))).toEqual(new Set(['unknownCode']));
  });

  test('whoever has an IPv6 site guesses from 65,536 networks, and is stopped; the site next door is not', async () => {
    node = await startNode({ crowd: 1, proxies: 1 });
    const from = (site: number) => (index: number) => forwarded(`2001:db8:${site}:${index.toString(16)}::7`, 'https');
    const replies = await guesses(300, from(1));
    const found = codes(replies);
    // The budget grows while they are answered: one every two seconds.
    expect(found.filter((code) => code === 'unknownCode').length).toBeGreaterThanOrEqual(100);
    expect(found.filter((code) => code === 'tooFast').length).toBeGreaterThan(150);
    const last = replies.findLast(({ status }) => status === 429);
    expect(last?.retryAfter).toBe(last?.body.rejection.waitSeconds);
    expect(codes(await guesses(1, from(2)))).toEqual(['unknownCode']);
  });

  test('a site that was emptied by guessers lets in whoever knows a code that was right there before', async () => {
    node = await startNode({ crowd: 1, proxies: 1 });
    const { code } = await host(node);
    const from = (network: number) => forwarded(`2001:db8:1:${network}::7`, 'https');
    expect((await call(node, '/api/join', wishFor(code, 'Anna'), from(7))).status).toBe(200);
    const replies = await guesses(150, (index) => from(index % 6));
    expect(codes(replies)).toContain('tooFast');
    expect(codes(await guesses(5, () => from(8)))).toContain('tooFast');
    expect((await call(node, '/api/join', wishFor(code, 'Bram'), from(8))).status).toBe(200);
  });

  test('a site that was emptied by guessers before anybody came lets in whoever knows the code of a session opened there, as they write it', async () => {
    node = await startNode({ crowd: 1, proxies: 1 });
    const from = (network: number) => forwarded(`2001:db8:1:${network}::7`, 'https');
    const wanted = { commandId: freshId(), setup: setupOf('importheffing') };
    const { code } = (await call<{ code: string }>(node, '/api/sessions', wanted, from(7))).body;
    const replies = await guesses(300, (index) => from(index % 40));
    expect(codes(replies)).toContain('tooFast');
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await call(node, '/api/join', wishFor(spaced, 'Anna'), from(8))).status).toBe(200);
  });

  test('by https the cookie is locked to this host, and the origin has to be https too', async () => {
    node = await startNode({ proxies: 1 });
    const { code } = await host(node);
    const https = { ...forwarded('203.0.113.9', 'https') };
    const joined = await call<{ sessionId: string; person: string }>(node, '/api/join', wishFor(code, 'Anna'), https);
    expect(joined.setCookie).toMatch(
      /^__Host-parley_p_[\w-]+=[\w-]{43}; .*Path=\/; .*HttpOnly; .*Secure; SameSite=Lax$/,
    );
    const { sessionId, person } = joined.body;
    const auth = { as: 'person', sessionId, person };
    const here = `127.0.0.1:${node.port}`;
    (await dial(node, auth, joined.cookie, { ...https, origin: `https://${here}` })).close();
    await expect(dial(node, auth, joined.cookie, { ...https, origin: `http://${here}` })).rejects.toThrow();
    // Without the proxy's word it is another cookie, which nobody set.
    await expect(dial(node, auth, joined.cookie, forwarded('203.0.113.9', 'http'))).rejects.toThrow('notAllowed');
    expect(joined.headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/);
  });

  test('by plain http the cookie goes without Secure, and nothing asks for https', async () => {
    node = await startNode();
    const { code } = await host(node);
    const joined = await call(node, '/api/join', wishFor(code, 'Anna'), forwarded('203.0.113.9', 'https'));
    expect(joined.setCookie).toMatch(/^parley_p_/);
    expect(joined.setCookie).not.toContain('Secure');
    expect(joined.headers.has('strict-transport-security')).toBe(false);
    expect(joined.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(joined.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a busy node', () => {
  test('tells newcomers to wait, and lets those back in who are known', async () => {
    let level: 'calm' | 'busy' | 'drowning' = 'calm';
    node = await startNode({ load: { ...steadyLoad('calm'), level: () => level } });
    const { code } = await host(node);
    const anna = await joinAs(node, code, 'Anna');
    level = 'busy';
    const refused = await call<Refused>(node, '/api/join', wishFor(code, 'Bram'));
    expect(refused).toMatchObject({
      status: 503,
      retryAfter: 5,
      body: { rejection: { code: 'busy', waitSeconds: 5 } },
    });
    const page = await fetch(`${node.url}/join/${code}`, { headers: { 'accept-language': 'nl' } });
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('5');
    expect(await page.text()).toContain('We proberen het vanzelf opnieuw');
    expect((await fetch(`${node.url}/`, { headers: { cookie: anna.cookie } })).status).toBe(404);
    (await asPerson(node, anna)).close();
    level = 'drowning';
    await expect(asPerson(node, anna)).rejects.toThrow();
    const polled = await fetch(`${node.url}/live?EIO=4&transport=polling`);
    expect(polled.status).toBe(503);
    expect(polled.headers.get('retry-after')).toBe('2');
    level = 'busy';
    // A handshake without any cookie of ours is a newcomer's.
    const anonymous = await fetch(`${node.url}/live?EIO=4&transport=polling`);
    expect(anonymous.status).toBe(503);
    expect(await anonymous.json()).toMatchObject({ rejection: { code: 'busy', waitSeconds: 5 } });
    level = 'calm';
    expect((await joinAs(node, code, 'Bram')).person).toBeDefined();
  });
});
