// The figures' scale: places, round ticks, and the odd cases a real table can bring.
import { describe, expect, it } from 'vitest';
import { linearScale, roundDomain, roundTicks } from './scale.ts';

describe('a linear scale', () => {
  it('puts the ends of the domain at the ends of the line', () => {
    const at = linearScale([-10, 30], [0, 400]);
    expect([at(-10), at(0), at(30)]).toEqual([0, 100, 400]);
  });
  it('puts everything in the middle where nothing differs', () => {
    expect(linearScale([5, 5], [0, 100])(5)).toBe(50);
  });
});

describe('ticks', () => {
  it.each([
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      [0, 47],
      [0, 10, 20, 30, 40],
    ],
    [
      [-12, 8],
      [-10, -5, 0, 5],
    ],
    [[3, 3], [3]],
  ] as const)('within %j are %j', (domain, expected) => {
    expect(roundTicks(domain)).toEqual(expected);
  });
});

describe('a domain', () => {
  it('holds 0 and ends at round numbers', () => {
    expect(roundDomain([3, 47])).toEqual([0, 50]);
    expect(roundDomain([-7, 12])).toEqual([-10, 15]);
  });
  it('has width even where there is nothing', () => {
    expect(roundDomain([])).toEqual([0, 1]);
  });
});
