// Waiting longer after each failure, and no longer than the longest.
import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

test('each failure in a row doubles the wait up to the longest, a success ends it, and others wait for nothing', () => {
  let now = 0;
  const backoff = createBackoff(100, 350, () => now);
  expect(backoff.ready('a')).toBe(true);
  expect(backoff.failed('a')).toBe(1);
  now = 99;
  expect(backoff.ready('a')).toBe(false);
  expect(backoff.ready('b')).toBe(true);
  now = 100;
  expect(backoff.ready('a')).toBe(true);
  backoff.failed('a');
  now = 299;
  expect(backoff.ready('a')).toBe(false);
  now = 300;
  expect(backoff.failed('a')).toBe(3);
  now = 650;
  expect(backoff.ready('a')).toBe(true);
  backoff.succeeded('a');
  expect(backoff.size()).toBe(0);
  expect(backoff.failed('a')).toBe(1);
});
