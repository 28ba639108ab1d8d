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

test('whoever walks through the 65,536 networks of an IPv6 site is stopped; the site next door, and who knows the code, are not', async () => {
  const guesses = createCodeGuesses(1, () => 0);
  let looked = 0;
  const look = async () => {
    looked += 1;
    return false;
  };
  // Each from a network of its own, all at once.
  const waits = await Promise.all(
    Array.from({ length: 65_536 }, (_, index) =>
      guesses.tryCode(`2001:db8:1:${index.toString(16)}::/64`, String(index), look),
    ),
  );
  expect(looked).toBe(100);
  expect(waits.at(-1)).toBe(2_000);
  expect(await guesses.tryCode('2001:db8:2:0::/64', '654321', wrong)).toBe(0);
  // Whoever came in before types the same code again.
  const known = createCodeGuesses(1, () => 0);
  await known.tryCode('2001:db8:1:7::/64', '123456', right);
  for (let index = 0; index < 200; index += 1)
    await known.tryCode(`2001:db8:1:a${index.toString(16)}::/64`, String(index), wrong);
  expect(await known.tryCode('2001:db8:1:7::/64', '123456', right)).toBe(0);
});

test('guessers in five networks of a site do not lock out a sixth that types what a seventh had proved; another code they do', async () => {
  const guesses = createCodeGuesses(1, () => 0);
  const from = (network: number, code: string, exists: () => Promise<boolean>) =>
    guesses.tryCode(`2001:db8:1:${network}::/64`, code, exists);
  await from(7, '123456', right);
  for (let index = 0; index < 100; index += 1) expect(await from(index % 5, String(index), wrong)).toBe(0);
  expect(await from(6, '654321', right)).toBeGreaterThan(0);
  expect(await from(6, '123456', right)).toBe(0);
  expect(await guesses.tryCode('2001:db8:2:6::/64', '123456', right)).toBe(0);
});

test("a guesser within the class's own site gets no further by walking its networks, and locks nobody out who types the code of a session opened there", async () => {
  let now = 0;
  let looked = 0;
  const guesses = createCodeGuesses(1, () => now);
  const network = (nth: number) => `2001:db8:1:${nth.toString(16)}::/64`;
  const walk = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, nth) =>
        guesses.tryCode(network(0x100 + nth), `guess ${nth}`, async () => {
          looked += 1;
          return false;
        }),
      ),
    );
  // The facilitator's laptop and the class are in networks of their own; nobody has come in yet.
  guesses.proved(network(1), '123456');
  await walk(5_000);
  expect(looked).toBe(100);
  const coming = () =>
    Promise.all(Array.from({ length: 300 }, (_, nth) => guesses.tryCode(network(nth % 4), '123456', right)));
  expect(new Set(await coming())).toEqual(new Set([0]));
  // A minute later: thirty more for the whole site, however many of its networks ask.
  now = 60_000;
  await walk(5_000);
  expect(looked).toBe(130);
  expect(new Set(await coming())).toEqual(new Set([0]));
  // Whoever does not know it waits with the guesser, as before.
  expect(await guesses.tryCode(network(9), '654321', right)).toBe(2_000);
});

test('as many sessions as one address may open at once: a guesser there locks none of their classes out', async () => {
  const guesses = createCodeGuesses(1, () => 0);
  for (let nth = 0; nth < 60; nth += 1) guesses.proved('campus', `code ${nth}`);
  for (let nth = 0; nth < 40; nth += 1) await guesses.tryCode('campus', `guess ${nth}`, wrong);
  for (let nth = 0; nth < 60; nth += 1) expect(await guesses.tryCode('campus', `code ${nth}`, right)).toBe(0);
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
