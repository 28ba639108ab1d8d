// Credentials and link secrets: kept as hashes only, told once, ended in the middle of a session, gone from a browser that leaves.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, host, joinAs } from './calls.fixture.ts';
import { asFacilitator, asPerson, dial } from './live.fixture.ts';
import { sharedNode } from './nodes.fixture.ts';

const node = sharedNode();

const secretIn = (cookie: string): string => cookie.split('=')[1] ?? '';
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
const stored = (): string =>
  readdirSync(node.folder)
    .map((file) => readFileSync(join(node.folder, file), 'latin1'))
    .join('');

async function linkFor(sessionId: string, cookie: string): Promise<string> {
  const wish = { kind: 'facilitator', sessionId, person: null };
  const { body } = await call<{ path: string }>(node, '/api/links', wish, { cookie });
  expect(body.path).toMatch(/^\/link#[\w-]{43}$/);
  return body.path.split('#')[1] ?? '';
}

test('the store holds hashes of secrets and never a secret', async () => {
  const hosted = await host(node);
  const anna = await joinAs(node, hosted.code, 'Anna');
  const link = await linkFor(hosted.sessionId, hosted.cookie);
  const secrets = [secretIn(hosted.cookie), secretIn(anna.cookie), link];
  const kept = stored();
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(kept.includes(secret)).toBe(false);
    // The same search finds what is there.
    expect(kept.includes(hashOf(secret))).toBe(true);
  }
});

test('revoking ends the other console at once, and its cookie and link with it', async () => {
  const hosted = await host(node);
  const secret = await linkFor(hosted.sessionId, hosted.cookie);
  const other = await call<{ sessionId: string }>(node, '/api/links/exchange', { secret });
  expect(other.setCookie).toMatch(/HttpOnly; SameSite=Lax/);
  const away = await asFacilitator(node, { ...hosted, cookie: other.cookie });
  const mine = await asFacilitator(node, hosted);
  const gone = new Promise((told) => away.once('gone', told));
  const closed = new Promise((done) => away.once('disconnect', done));
  await call(node, '/api/links/revoke', { sessionId: hosted.sessionId }, { cookie: hosted.cookie });
  expect(await gone).toEqual({ why: 'revoked' });
  await closed;
  await expect(asFacilitator(node, { ...hosted, cookie: other.cookie })).rejects.toThrow('notAllowed');
  expect((await call(node, '/api/links/exchange', { secret })).status).toBe(403);
  expect(mine.connected).toBe(true);
  mine.close();
});

test('who erases themselves is out: cookie cleared, credential dead, connection ended', async () => {
  const hosted = await host(node);
  const anna = await joinAs(node, hosted.code, 'Anna');
  const client = await asPerson(node, anna);
  const closed = new Promise((done) => client.once('disconnect', done));
  const { sessionId, person, cookie } = anna;
  const { setCookie } = await call(node, '/api/people/erase', { sessionId, person }, { cookie });
  expect(setCookie).toMatch(new RegExp(`^parley_p_${person}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax$`));
  await closed;
  await expect(dial(node, { as: 'person', sessionId, person }, cookie)).rejects.toThrow('notAllowed');
});

test('every answer forbids caching of calls, sniffing, framing and referrers', async () => {
  const { headers } = await call(node, '/api/links/exchange', { secret: 'x'.repeat(43) });
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'content-type': 'application/json; charset=utf-8',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  expect(headers.has('x-powered-by')).toBe(false);
  expect(headers.has('server')).toBe(false);
});
