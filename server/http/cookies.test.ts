// Whose a request is, found by name among whatever else a browser carries.
import type { IncomingMessage } from 'node:http';
import { expect, test, vi } from 'vitest';
import type { Identity } from '../runtime/identity.ts';
import { hashSecret, newId, newSecret } from '../runtime/secrets.ts';
import { carriesCredential } from './cookies.ts';

vi.mock('../runtime/secrets.ts', { spy: true });

const [sessionId, person, secret] = [newId(), newId(), newSecret()];
const credentialHash = hashSecret(secret);
const carrying = (...cookies: string[]) => ({ headers: { cookie: cookies.join('; ') } }) as IncomingMessage;
const anna: Identity = { kind: 'person', sessionId, person, credentialHash };
const facilitator: Identity = { kind: 'facilitator', sessionId, credentialHash };
const screen: Identity = { kind: 'screen', sessionId, credentialHash };

test.each<[string, Identity, string, boolean]>([
  ['a person by their own', anna, `parley_p_${person}`, true],
  ["not by one that is named another's", anna, `parley_p_${newId()}`, false],
  ['a facilitator by theirs', facilitator, `parley_f_${sessionId}`, true],
  ["not by a screen's", facilitator, `parley_s_${sessionId}`, false],
  ['a screen by its own', screen, `parley_s_${sessionId}`, true],
  ["a screen by its facilitator's", screen, `parley_f_${sessionId}`, true],
])('%s', (_, identity, name, proven) => {
  expect(carriesCredential(carrying(`${name}=${secret}`), identity, false)).toBe(proven);
  expect(carriesCredential(carrying(`__Host-${name}=${secret}`), identity, true)).toBe(proven);
  expect(carriesCredential(carrying(`${name}=${secret}`), identity, true)).toBe(false);
  expect(carriesCredential(carrying(`${name}=${newSecret()}`), identity, false)).toBe(false);
});

test('a thousand invented ones cost no more than two hashes', () => {
  const invented = Array.from({ length: 1_000 }, (_, nth) => `parley_p_${nth}=x`);
  vi.mocked(hashSecret).mockClear();
  for (const identity of [anna, facilitator, screen])
    expect(carriesCredential(carrying(...invented), identity, false)).toBe(false);
  expect(hashSecret).toHaveBeenCalledTimes(0);
  const shown = [`parley_s_${sessionId}=x`, `parley_f_${sessionId}=${secret}`];
  expect(carriesCredential(carrying(...invented, ...shown), screen, false)).toBe(true);
  expect(hashSecret).toHaveBeenCalledTimes(2);
});
