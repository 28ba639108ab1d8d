// Bursts pass, floods do not, and patience pays.
import { expect, test } from 'vitest';
import { createBudget } from './budget.ts';

const rate = { most: 60, perSecond: 12 };

test('a burst passes, a flood does not, and credits come back with time', () => {
  const budget = createBudget(0, rate);
  const passed = Array.from({ length: 100 }, () => budget.spend(0)).filter(Boolean).length;
  expect(passed).toBe(60);
  expect(budget.spend(50)).toBe(false);
  expect(budget.spend(1_000)).toBe(true);
});

test('a clock that is put back by an hour locks nobody out', () => {
  const budget = createBudget(3_600_000, rate);
  expect(budget.spend(0)).toBe(true);
  expect(budget.spend(100)).toBe(true);
});

test('whoever has to wait is told how long, and after that long may go on', () => {
  const budget = createBudget(0, rate);
  budget.charge(0, 72);
  expect(budget.left(0)).toBe(-12);
  const wait = budget.waitMs(0);
  expect(wait).toBe(1_084);
  expect(budget.spend(wait - 2)).toBe(false);
  expect(budget.spend(wait)).toBe(true);
});
