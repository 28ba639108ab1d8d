// Ids and secrets: each drawn once, of the length that was promised, from randomness that many share.
import { expect, test } from 'vitest';
import { newId, newSecret } from './secrets.ts';

test('ids and secrets drawn in turns are all different and whole', () => {
  const drawn = Array.from({ length: 5_000 }, (_, n) => (n % 3 === 0 ? newSecret() : newId()));
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const [n, text] of drawn.entries()) expect(text).toMatch(n % 3 === 0 ? /^[\w-]{43}$/ : /^[\w-]{22}$/);
  // No part of one is a part of another: nothing is drawn twice, and nothing that was wiped.
  const starts = new Set(drawn.map((text) => text.slice(0, 12)));
  const ends = new Set(drawn.map((text) => text.slice(-12)));
  expect([starts.size, ends.size]).toEqual([drawn.length, drawn.length]);
});
