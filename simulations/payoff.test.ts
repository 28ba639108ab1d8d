import { describe, expect, it } from 'vitest';
import { saleNumbers } from './numbers.fixture.ts';
import { packageFaults, partialPoints, pointsOf } from './payoff.ts';
import { numbersSchema } from './schema.ts';

const withInteraction = numbersSchema.parse({
  ...saleNumbers(),
  interactions: [{ role: 'buyer', when: { price: 'low', weeks: { min: 2, max: 4 } }, points: -7 }],
});

describe('payoffs', () => {
  it('are sums over issues, by role id or index, plus interactions whose conditions all hold', () => {
    expect(pointsOf(withInteraction, 'buyer', { price: 'low', weeks: 1, warranty: 'full' })).toBe(80);
    expect(pointsOf(withInteraction, 0, { price: 'low', weeks: 2, warranty: 'full' })).toBe(63);
    expect(pointsOf(withInteraction, 1, { price: 'low', weeks: 2, warranty: 'full' })).toBe(15);
  });

  it('are never more than a cap', () => {
    const capped = { ...withInteraction, roles: withInteraction.roles.map((role) => ({ ...role, capPoints: 50 })) };
    expect(pointsOf(capped, 0, { price: 'low', weeks: 0, warranty: 'full' })).toBe(50);
  });

  it('of a package in the making name the issues still open', () => {
    expect(partialPoints(withInteraction, 'buyer', { price: 'low', weeks: 3 })).toEqual({
      points: 43,
      missing: ['warranty'],
    });
    expect(partialPoints(withInteraction, 'buyer', {})).toEqual({ points: 0, missing: ['price', 'weeks', 'warranty'] });
  });

  it.each([
    [{ price: 'low', weeks: 1, warranty: 'full' }, []],
    [{ price: 'low', weeks: 1.5, warranty: 'full' }, ['weeks']],
    [{ price: 'low', weeks: '1', warranty: 'full' }, ['weeks']],
    [{ price: 'low', weeks: -1, warranty: 'full' }, ['weeks']],
    [{ price: 'low', weeks: Number.NaN, warranty: 'full' }, ['weeks']],
    [{ price: 'lowest', weeks: 1 }, ['price', 'warranty']],
    [{ price: 'low', weeks: 1, warranty: 'full', constructor: 'x' }, ['constructor']],
  ])('faults of %j are at %j', (settlement, paths) => {
    expect(packageFaults(withInteraction, settlement).map(({ path }) => path)).toEqual(paths);
  });

  it('does not take Object’s own names for choices', () => {
    const odd = numbersSchema.parse({
      issues: [{ id: 'toString', options: ['a'] }],
      roles: ['x', 'y'].map((id) => ({ id, reservationPoints: 0, points: { toString: [1] } })),
    });
    expect(packageFaults(odd, {})).toHaveLength(1);
  });
});
