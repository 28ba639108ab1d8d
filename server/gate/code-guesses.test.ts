// A class fits, a guesser does not, and neither spoils it for the other.
import { expect, test } from 'vitest';
import { createAddressBudgets } from './address-budgets.ts';
import { createCodeGuesses } from './code-guesses.ts';

const right = async () => true;
const wrong = async () => false;

test('300 right codes from one address at once all pass', async () => {
  const guesses = createCodeGuesses(1, () => 0);
  const waits = await Promise.all(Array.from({ length: 300 }, () => guesses.tryCode('class', '123456', right)));
  expect(waits.every((wait) => wait === 0)).toBe(true);
});

test('a thousand guesses sent at once: twenty are looked at, then six a minute', async () => {
  let now = 0;
  let looked = 0;
  const guesses = createCodeGuesses(1, () => now);
  const look = async () => {
    looked += 1;
    return false;
  };
  const guess = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => guesses.tryCode('guesser', String(index), look)));
  const waits = await guess(1_000);
  expect(looked).toBe(20);
  expect(waits.at(-1)).toBe(10_000);
  now = 60_000;
  await guess(1_000);
  expect(looked).toBe(26);
});

test('a guesser in the room does not lock out those who know the code', async () => {
  const guesses = createCodeGuesses(1, () => 0);
  await guesses.tryCode('class', '123456', right);
  for (let index = 0; index < 50; index += 1) await guesses.tryCode('class', String(index), wrong);
  expect(await guesses.tryCode('class', '654321', right)).toBeGreaterThan(0);
  expect(await guesses.tryCode('class', '123456', right)).toBe(0);
});

test('while many addresses guess, each has two tries; whoever types it right gets in', async () => {
  const guesses = createCodeGuesses(1, () => 0);
  for (let index = 0; index < 600; index += 1) await guesses.tryCode(`bot${index % 60}`, String(index), wrong);
  const waits = [];
  for (let index = 0; index < 3; index += 1) waits.push(await guesses.tryCode('newbot', String(index), wrong));
  expect(waits.map((wait) => wait > 0)).toEqual([false, false, true]);
  expect(await guesses.tryCode('newclass', '123456', right)).toBe(0);
});

test('a million addresses cost no memory', () => {
  const budgets = createAddressBudgets({ most: 1, perSecond: 1 }, 100);
  for (let index = 0; index < 100_000; index += 1) budgets.of(`address${index}`, index).charge(index, 1);
  expect(budgets.size()).toBe(100);
});
