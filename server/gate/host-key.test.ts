// Opening a session with and without the operator's key; guessing gets slow, patience pays.
import { expect, test } from 'vitest';
import { createHostKey } from './host-key.ts';

const key = 'the key of this house';

test('without a key everybody may host', () => {
  const none = createHostKey(null);
  expect(none.needed).toBe(false);
  expect(none.refusal('10.0.0.1', undefined)).toBeNull();
});

test('the right key passes, none and a wrong one do not', () => {
  const { refusal, needed } = createHostKey(key);
  expect(needed).toBe(true);
  expect(refusal('10.0.0.1', key)).toBeNull();
  for (const given of [undefined, '', 'the key of this hous', `${key} `])
    expect(refusal('10.0.0.1', given)).toMatchObject({ code: 'hostKeyWrong', field: 'key' });
});

test('a guesser is slowed down, also before the right key; another address and a patient one are not', () => {
  let now = 0;
  const { refusal } = createHostKey(key, () => now);
  const answers = Array.from({ length: 12 }, (_, guess) => refusal('10.0.0.1', `guess ${guess}`)?.code);
  expect(answers.filter((code) => code === 'hostKeyWrong')).toHaveLength(10);
  expect(refusal('10.0.0.1', key)).toMatchObject({ code: 'tooFast' });
  expect(refusal('10.0.0.2', key)).toBeNull();
  now += 31_000;
  expect(refusal('10.0.0.1', key)).toBeNull();
});
