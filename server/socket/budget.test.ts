// Bursts pass, floods do not, and patience pays.
import { expect, test } from 'vitest';
import { createBudget } from './budget.ts';

test('a burst passes, a flood does not, and credits come back with time', () => {
  const budget = createBudget(0);
  const passed = Array.from({ length: 100 }, () => budget.spend(0)).filter(Boolean).length;
  expect(passed).toBe(60);
  expect(budget.spend(50)).toBe(false);
  expect(budget.spend(1_000)).toBe(true);
});

test('a clock that is put back by an hour locks nobody out', () => {
  const budget = createBudget(3_600_000);
  expect(budget.spend(0)).toBe(true);
  expect(budget.spend(100)).toBe(true);
});
