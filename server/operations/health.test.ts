// What machines are told: ready or why not, and a log that repeats nobody's words.
import { describe, expect, test } from 'vitest';
import { call, host, joinAs, wishFor } from '../calls.fixture.ts';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import { createLog } from './log.ts';
import { createReadiness } from './readiness.ts';
import { canary, until, watchedNodes } from './watched-node.fixture.ts';

const start = watchedNodes();

describe('ready', () => {
  test('while the store answers, the pages are there and nobody leaves; else 503 with the reason', async () => {
    const watched = await start();
    const { get } = watched;
    expect(await get('/readyz')).toMatchObject({ status: 200, text: expect.stringContaining('"ready":true') });
    watched.pagesPrepared = false;
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('being prepared') });
    watched.pagesPrepared = true;
    watched.store = 'away';
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('"store":"away"') });
    watched.store = 'whole';
    watched.operations.leaving.leave();
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('leaving') });
    expect(await get('/healthz')).toMatchObject({ status: 200 });
  });

  test('not where the clocks disagree, are both of 1970, or the store hangs', async () => {
    const leaving = { stage: () => 'serving' };
    const ask = (store: Pick<Store, 'now' | 'lookup'>) =>
      createReadiness({ store, leaving, pagesPrepared: () => true })();
    const ahead = createMemoryStore({ now: () => Date.now() + 60_000 });
    expect(await ask(ahead)).toMatchObject({ ready: false, checks: { clock: expect.stringContaining('-60 s') } });
    const anew = createReadiness({
      ...{ store: createMemoryStore({ now: () => 1_000 }), leaving, pagesPrepared: () => true },
      now: () => 1_000,
    });
    expect(await anew()).toMatchObject({ ready: false, checks: { clock: expect.stringContaining('set to the past') } });
    const hung = { ...ahead, lookup: () => new Promise<never>(() => undefined) };
    expect(await ask(hung)).toMatchObject({ ready: false, checks: { store: 'does not answer in time' } });
  });
});

test('the log tells of a store that goes and comes back once each, and never what somebody wrote', async () => {
  const watched = await start();
  const { node, kinds, lines } = watched;
  const hosted = await host(node);
  const joined = await joinAs(node, hosted.code, canary);
  watched.store = 'away';
  await until(() => kinds().includes('storeAway'));
  await call(node, '/api/join', { ...wishFor(hosted.code), name: canary });
  watched.store = 'whole';
  await until(() => kinds().includes('storeBack'));
  watched.store = 'bug';
  const { body } = await call(node, '/api/join', { ...wishFor(hosted.code), name: `${canary} 2` });
  expect(body).toMatchObject({ rejection: { code: 'tryAgain' } });
  expect(kinds().filter((kind) => kind === 'storeAway')).toHaveLength(1);
  expect(kinds().filter((kind) => kind === 'storeBack')).toHaveLength(1);
  expect(kinds()).toContain('fault');
  for (const secret of [canary, joined.cookie.split('=')[1] ?? '-', hosted.cookie.split('=')[1] ?? '-'])
    expect(lines.join('')).not.toContain(secret);
});

test('one and the same fault is told once in ten seconds, with a count of the rest', () => {
  const lines: string[] = [];
  let now = 0;
  const log = createLog('error', { to: { write: (line: string) => void lines.push(line) }, now: () => now });
  const bug = new TypeError(canary);
  for (let time = 0; time < 100; time += 1) log.fault(bug);
  expect(lines).toHaveLength(1);
  now = 10_001;
  log.fault(bug);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ kind: 'fault', leftOut: 99, fault: { name: 'TypeError' } });
  expect(lines.join('')).not.toContain(canary);
});
