// The pages themselves, built and served by the real program: each is under a policy of its own, none is kept by a cache, and
// what Next would do for others (server actions, pictures) is not to be had.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Program, startProgram } from '../operations/process.fixture.ts';
import { openTcp } from '../raw-client.fixture.ts';
import { everyHeader } from './every-header.fixture.ts';

const root = resolve(import.meta.dirname, '../..');
/** An address of every page there is; what it is about need not be there. */
const addresses = globSync('**/page.tsx', { cwd: join(root, 'app') }).map((file) =>
  `/${file}`.replace(/\/page\.tsx$/, '').replace(/\[\w+\]/g, 'a'.repeat(22)),
);

let folder: string;
let program: Program;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-pages-'));
  program = await startProgram({ PARLEY_DATA: folder });
  await program.until('ready');
}, 60_000);
afterAll(async () => {
  program.child.kill('SIGTERM');
  await program.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** The program measures its load and turns newcomers away on a crowded machine (503): then again, as their browser does. */
async function read(path: string): Promise<Response> {
  for (const end = Date.now() + 30_000; ; ) {
    const answer = await fetch(`${program.url}${path}`);
    if (answer.status !== 503 || Date.now() > end) return answer;
    await answer.body?.cancel();
    await new Promise((later) => setTimeout(later, 250));
  }
}

const nonces = new Set<string>();
async function isGuarded(path: string, status: number): Promise<string> {
  const answer = await read(path);
  const { headers } = answer;
  expect([path, answer.status]).toEqual([path, status]);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('cache-control')).toContain('no-store');
  const policy = headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1] ?? '';
  expect(nonce).toHaveLength(24);
  expect(nonces.has(nonce)).toBe(false);
  nonces.add(nonce);
  expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'.*base-uri 'none'/);
  expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe');
  expect(Object.fromEntries(headers)).toMatchObject(everyHeader);
  for (const name of ['server', 'x-powered-by']) expect(headers.has(name)).toBe(false);
  const html = await answer.text();
  const scripts = html.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  return html;
}

test('every page, and the one that is not there, has a policy with a nonce of its own and is kept by no cache', async () => {
  expect(addresses.length).toBeGreaterThan(5);
  for (const path of addresses) await isGuarded(path || '/', 200);
  await isGuarded('/nosuch', 404);
});

test('the files of a page are kept for good, and are what they say', async () => {
  const file = /\/_next\/static\/[^"]+\.js/.exec(await isGuarded('/', 200))?.[0] ?? '';
  const { status, headers } = await fetch(`${program.url}${file}`);
  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': expect.stringMatching(/^default-src 'none'/),
    'content-type': expect.stringMatching(/javascript/),
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
});

test('a server action, a form and a picture are refused', async () => {
  const form = new FormData();
  form.set('1_$ACTION_ID_x', 'y');
  for (const request of [{ body: form }, { body: '[]', headers: { 'next-action': 'a'.repeat(42) } }]) {
    const answer = await fetch(program.url, { method: 'POST', ...request });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
  const icon = '/_next/image?url=%2Ficon.svg&w=64&q=75';
  expect((await fetch(`${program.url}${icon}`)).status).toBe(404);
});

/** Addresses that only Next reads as those of its optimizer come to it: it is switched off there as well. */
test('Next itself has no optimizer of pictures, however it is spelled', async () => {
  const built = JSON.parse(readFileSync(join(root, '.next/images-manifest.json'), 'utf8')) as { images: object };
  expect(built.images).toMatchObject({ unoptimized: true });
  for (const target of [
    `http://x/_next/image`,
    '/%5Fnext/image',
    '/_next/%69mage',
    '//_next/image',
    '/x/../_next/image',
  ]) {
    const client = await openTcp(program.port);
    client.raw(`GET ${target}?url=%2Ficon.svg&w=64&q=75 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    await client.closed;
    expect([target, client.heard().slice(0, 12)]).toEqual([target, expect.stringMatching(/HTTP\/1.1 (404|400|308)/)]);
    expect(client.heard()).not.toMatch(/^content-type: image/im);
  }
});
