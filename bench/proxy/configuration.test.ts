// deploy/haproxy.cfg, as far as it can be judged without HAProxy: what each node is asked, and how long silence may last.
// `npm run try:proxy` plays the same in the real one.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerWithinMs } from '../../server/operations/readiness.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../deploy/haproxy.cfg'), 'utf8');
const lines = text.split('\n').map((line) => line.replace(/(^|\s)#.*/, ''));

/** The lines of one section, their words. */
function section(title: string): string[][] {
  const start = lines.indexOf(title);
  expect(start, title).toBeGreaterThanOrEqual(0);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim().split(/\s+/));
}
const has = (title: string, words: string) => section(title).some((line) => line.join(' ') === words);
const lineOf = (title: string, ...words: string[]) =>
  section(title).find((line) => words.every((word, index) => line[index] === word)) ?? [];
const msOf = (word = '') => Number.parseInt(word, 10) * (word.endsWith('ms') ? 1 : 1_000);

describe('deploy/haproxy.cfg', () => {
  test('who says nothing is out, and cut off, within 6 s; a node has time to say that its store says nothing', () => {
    const timeout = msOf(lineOf('defaults', 'timeout', 'check')[2]);
    for (const backend of ['backend nodes', 'backend anybody']) {
      const server = lineOf(backend, 'default-server');
      const setting = (name: string) => server[server.indexOf(name) + 1];
      const longest =
        msOf(setting('inter')) + timeout + (Number(setting('fall')) - 1) * (msOf(setting('fastinter')) + timeout);
      expect(longest).toBeLessThan(6_000);
      expect(server.join(' ')).toContain('on-marked-down shutdown-sessions');
    }
    expect(timeout).toBeGreaterThanOrEqual(answerWithinMs + 500);
  });

  test('who is not ready keeps whom it has; where none is ready all are used that live', () => {
    expect(lineOf('backend nodes', 'http-check', 'send')).toContain('/readyz');
    expect(has('backend nodes', 'http-check expect error-status L7OKC status 200')).toBe(true);
    expect(lineOf('backend nodes', 'http-check', 'send').slice(-3)).toEqual([
      'hdr',
      'X-Parley-Nodes-Ready',
      '"%[nbsrv(nodes)]"',
    ]);
    expect(lineOf('backend anybody', 'http-check', 'send')).toContain('/healthz');
    expect(has('frontend front', 'use_backend anybody if { nbsrv(nodes) eq 0 }')).toBe(true);
    expect(has('frontend front', 'default_backend nodes')).toBe(true);
  });

  test('polling stays with its node whichever of the two serves it, and nothing but a handshake is sent twice', () => {
    const pinning = (backend: string) =>
      section(backend).filter(([word = '']) => ['cookie', 'server', 'ignore-persist', 'balance'].includes(word));
    expect(pinning('backend anybody')).toEqual(pinning('backend nodes'));
    expect(pinning('backend nodes').filter(([word]) => word === 'server')).toHaveLength(2);
    expect(lineOf('defaults', 'retry-on')).toEqual(['retry-on', 'conn-failure', '503']);
    for (const line of [
      'acl live path_beg /live',
      'acl has_connection url_param(sid) -m found',
      'http-request disable-l7-retry unless live !has_connection',
    ])
      expect(has('frontend front', line), line).toBe(true);
  });

  test('a handshake does not follow its cookie to a node that is not ready while another is', () => {
    const pins = section('backend nodes').filter(([word]) => word === 'server');
    expect(has('frontend front', 'acl another_is_ready nbsrv(nodes) gt 0')).toBe(true);
    for (const [, name, address] of pins) {
      const line = lineOf(
        'frontend front',
        'http-request',
        'replace-header',
        'Cookie',
        `'^(.*;`,
        `*)?PARLEY_NODE=${name}(;.*)?$'`,
      );
      const condition = `if live !has_connection another_is_ready { nbsrv(${name}_ready) eq 0 }`;
      expect(line.slice(5).join(' '), name).toBe(`'\\1PARLEY_NODE=-\\2' ${condition}`);
      // One server only, asked what the backend of all is asked, and out on the first answer that is not 200.
      const alone = section(`backend ${name}_ready`);
      expect(alone.filter(([word]) => word === 'server')).toEqual([
        lineOf(`backend ${name}_ready`, 'server', name ?? '', address ?? ''),
      ]);
      expect(has(`backend ${name}_ready`, 'http-check expect status 200')).toBe(true);
      expect(lineOf(`backend ${name}_ready`, 'http-check', 'send')).toContain('/readyz');
      expect(lineOf(`backend ${name}_ready`, 'server').join(' ')).toContain('fall 1 rise 1');
    }
  });
});
