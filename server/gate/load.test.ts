// Newcomers wait once it is too much for some time, or more is under way than is done in a second, and come in again once it is quiet.
import { expect, test } from 'vitest';
import { judge, measureLoad } from './load.ts';

/** Work that is quickly done. */
const quick = (pending: number) => ({ pending, meanMs: 0.5, oldestMs: 5 });

test.each([
  ['a quiet node is calm', 'calm', [1, 2, 1], 5, 'calm'],
  ['one long pause turns nobody away', 'calm', [1, 900, 1], 5, 'calm'],
  ['slow for some time is busy', 'calm', [90, 90, 90], 5, 'busy'],
  ['it stays busy until it is quiet', 'busy', [90, 90, 50], 5, 'busy'],
  ['quiet again is calm', 'busy', [90, 90, 10], 5, 'calm'],
  ['too many commands are busy at once', 'calm', [], 1_001, 'busy'],
  ['far too slow is drowning', 'busy', [2_000, 2_000, 2_000], 5, 'drowning'],
  ['far too many commands are drowning', 'calm', [], 5_001, 'drowning'],
] as const)('%s', (_, before, delays, pending, level) => {
  expect(judge(before, delays, quick(pending))).toBe(level);
});

test.each([
  ['a quick store with two hundred under way is calm', 'calm', { pending: 200, meanMs: 4, oldestMs: 30 }, 'calm'],
  ['a slow one with thirty is busy', 'calm', { pending: 30, meanMs: 50, oldestMs: 30 }, 'busy'],
  ['a slow one with a handful is just slow', 'calm', { pending: 16, meanMs: 400, oldestMs: 3_000 }, 'calm'],
  [
    'one that has answered nothing yet is known by who waits longest',
    'calm',
    { pending: 30, meanMs: 0, oldestMs: 1_001 },
    'busy',
  ],
  ['it stays busy until half of it is done', 'busy', { pending: 17, meanMs: 50, oldestMs: 40 }, 'busy'],
  ['and is calm then', 'busy', { pending: 9, meanMs: 50, oldestMs: 40 }, 'calm'],
] as const)('%s', (_, before, work, level) => {
  expect(judge(before, [1, 1, 1], work)).toBe(level);
});

test('a crowd that comes in one stroke is seen before the next look', async () => {
  const load = measureLoad();
  const after = (ms: number) => load.during(() => new Promise<void>((done) => setTimeout(done, ms)));
  await Promise.all([after(60), after(60)]);
  const { promise: release, resolve } = Promise.withResolvers<void>();
  const crowd = Array.from({ length: 40 }, () => load.during(() => release));
  expect(load.level()).toBe('busy');
  resolve();
  await Promise.all(crowd);
  expect(load.pending()).toBe(0);
  load.stop();
});

test('a loop that is held again and again is seen', async () => {
  const load = measureLoad();
  const until = Date.now() + 20_000;
  while (load.level() === 'calm' && Date.now() < until) {
    const held = Date.now() + 200;
    while (Date.now() < held);
    await new Promise((next) => setTimeout(next, 1));
  }
  expect(load.level()).toBe('busy');
  load.stop();
});
