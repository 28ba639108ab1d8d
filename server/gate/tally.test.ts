// What is under way and how long it took: counted once, forgotten in time.
import { expect, test } from 'vitest';
import { createTally } from './tally.ts';

test('the mean of what was done lately, and the age of the oldest that is not', () => {
  let now = 0;
  const tally = createTally(() => now);
  const [first, second, third] = [tally.begin(), tally.begin(), tally.begin()];
  now = 30;
  second();
  // What ends twice is counted once.
  second();
  now = 50;
  third();
  expect(tally.work()).toEqual({ pending: 1, meanMs: 40, oldestMs: 50 });
  first();
  expect(tally.work()).toEqual({ pending: 0, meanMs: (30 + 50 + 50) / 3, oldestMs: 0 });
});

test('a slow night says nothing about the morning, and a flood costs no memory', () => {
  let now = 0;
  const tally = createTally(() => now);
  const take = (ms: number) => {
    const done = tally.begin();
    now += ms;
    done();
  };
  take(5_000);
  expect(tally.work().meanMs).toBe(5_000);
  now += 10_001;
  expect(tally.work().meanMs).toBe(0);
  for (let index = 0; index < 500; index += 1) take(index < 372 ? 7 : 2);
  expect(tally.work().meanMs).toBeCloseTo(2);
});
