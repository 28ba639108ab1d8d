// The client's half of what is asked for with a greeting: each answer goes to whoever asks that very question, once.
import { expect, test } from 'vitest';
import { createGreeting } from './greeting.ts';
import { mostResumesInHandshake } from './limits.ts';
import type { ResumeAnswer, ResumeFrame } from './wire.ts';

const frame = (table: string, version = 0): ResumeFrame => ({ stream: { table }, epoch: version ? 'e' : '', version });
const answer = (table: string): ResumeAnswer => ({ ok: true, stream: { table }, epoch: 'e', version: 1, events: [] });

test('the answer reaches whoever asks the same, whichever is there first', async () => {
  const greeting = createGreeting(() => [frame('one'), frame('two')]);
  expect(greeting.frames()).toEqual([frame('one'), frame('two')]);
  const early = greeting.take(frame('one'));
  greeting.answered({ stream: { table: 'one' }, answer: answer('one') });
  greeting.answered({ stream: { table: 'two' }, answer: answer('two') });
  expect(await early).toEqual(answer('one'));
  expect(await greeting.take(frame('two'))).toEqual(answer('two'));
});

test('asked again, or from elsewhere, it is a question of its own', () => {
  const greeting = createGreeting(() => [frame('one')]);
  greeting.frames();
  expect(greeting.take(frame('one', 3))).toBeNull();
  expect(greeting.take(frame('two'))).toBeNull();
  expect(greeting.take(frame('one'))).not.toBeNull();
  expect(greeting.take(frame('one'))).toBeNull();
});

test('what the greeting before asked is asked anew by the next, from where one is by then', () => {
  const at = { version: 0 };
  const greeting = createGreeting(() => [frame('one', at.version)]);
  greeting.frames();
  at.version = 4;
  expect(greeting.frames()).toEqual([frame('one', 4)]);
  expect(greeting.take(frame('one'))).toBeNull();
  expect(greeting.take(frame('one', 4))).not.toBeNull();
});

test('no more is asked than a greeting may hold; the rest is left to be asked', () => {
  const all = Array.from({ length: mostResumesInHandshake + 1 }, (_, nth) => frame(`table ${nth}`));
  const greeting = createGreeting(() => all);
  expect(greeting.frames()).toHaveLength(mostResumesInHandshake);
  expect(greeting.take(all.at(-1) as ResumeFrame)).toBeNull();
});
