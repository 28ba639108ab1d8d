// Steps as hands make them.
import { describe, expect, it } from 'vitest';
import { nearestStep, stepped } from './range-steps.ts';

const price = { min: 180, max: 204, step: 2 };

describe('a number range', () => {
  it.each([
    [100, 180],
    [187, 188],
    [186.9, 186],
    [999, 204],
  ])('takes %d to the nearest step %d', (value, step) => expect(nearestStep(price, value)).toBe(step));
  it('begins at an end and stops at the other', () => {
    expect(stepped(price, null, 1)).toBe(180);
    expect(stepped(price, null, -1)).toBe(204);
    expect(stepped(price, 204, 1)).toBe(204);
    expect(stepped(price, 190, -1)).toBe(188);
  });
  it('reads tenths as people write them', () => expect(stepped({ min: 0, max: 1, step: 0.1 }, 0.2, 1)).toBe(0.3));
});
