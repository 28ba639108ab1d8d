// The nearest rank, by hand-counted lists.
import { expect, test } from 'vitest';
import { percentile, spreadOf } from './percentile.ts';

test('the nearest rank of a hundred values', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(spreadOf(values)).toEqual({ count: 100, first: 1, p50: 50, p95: 95, p99: 99, worst: 100 });
});

test('one value is every percentile; of none there is no figure', () => {
  expect(percentile([7], 0.01)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});
