// Newcomers wait once it is too much for some time, and come in again once it is quiet.
import { expect, test } from 'vitest';
import { judge, measureLoad } from './load.ts';

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
  expect(judge(before, delays, pending)).toBe(level);
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
