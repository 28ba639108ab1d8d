// Whose secret it is: only that of whom they say to be, in that kind, as long as it lives.
import { expect, test } from 'vitest';
import type { Holder } from '../session/facts.ts';
import { provenHolder, sameHash } from './proof.ts';
import { hashSecret } from './secrets.ts';

const credentials = new Map<string, Holder>([
  [hashSecret('first'), { kind: 'person', person: 'anna' }],
  [hashSecret('second'), { kind: 'person', person: 'anna' }],
  [hashSecret('third'), { kind: 'person', person: 'bram' }],
  [hashSecret('fourth'), { kind: 'facilitator' }],
]);
const anna = { kind: 'person', person: 'anna' } as const;

test.each([
  ['one of her credentials', anna, 'first', true],
  ['another of her credentials', anna, 'second', true],
  ["somebody else's", anna, 'third', false],
  ["the facilitator's", anna, 'fourth', false],
  ['nobody’s', anna, 'fifth', false],
  ['the own as facilitator', { kind: 'facilitator' } as const, 'fourth', true],
  ["a facilitator's as a screen", { kind: 'screen' } as const, 'fourth', false],
  ["a person's as facilitator", { kind: 'facilitator' } as const, 'first', false],
])('%s', (_, claim, secret, proven) => {
  expect(provenHolder({ credentials }, claim, hashSecret(secret)) !== null).toBe(proven);
});

test('hashes that differ in one place, or in length, are not the same', () => {
  const hash = hashSecret('first');
  expect(sameHash(hash, hash)).toBe(true);
  expect(sameHash(hash, `${hash.slice(0, -1)}${hash.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
  expect(sameHash(hash, `${hash}A`)).toBe(false);
  expect(sameHash(hash, 'é'.repeat(hash.length))).toBe(false);
});
