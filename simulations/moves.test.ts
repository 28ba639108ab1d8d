import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { movesOf, type StepKind, stepKind } from './moves.ts';
import { saleNumbers } from './numbers.fixture.ts';

describe('kinds of steps', () => {
  it.each<[number, number, StepKind]>([
    [0.1, 0.1, 'fortunate'],
    [0.1, -0.1, 'selfish'],
    [0.1, 0, 'selfish'],
    [-0.1, 0.1, 'concession'],
    [-0.1, 0.01, 'concession'],
    [-0.1, -0.1, 'unfortunate'],
    [0.02, -0.1, 'unfortunate'],
    [0, 0.1, 'nice'],
    [0.029, -0.029, 'silent'],
  ])('%d for me and %d for the others is %s', (own, others, kind) => {
    expect(stepKind(own, others)).toBe(kind);
  });
});

describe('moves of a table', () => {
  const offer = (role: string, price: string, weeks: number, atMs: number) => ({
    role,
    settlement: { price, weeks, warranty: 'full' },
    atMs,
  });

  it('reads first offers, the curve, steps and changes, whatever order the offers come in', () => {
    const offers = [
      offer('buyer', 'middle', 1, 60_000),
      offer('buyer', 'low', 0, 10_000),
      offer('seller', 'high', 0, 20_000),
      offer('buyer', 'middle', 2, 90_000),
    ];
    const { roles, timeToAgreementMs } = movesOf(analyse(saleNumbers()), offers, 120_000);
    expect(timeToAgreementMs).toBe(120_000);
    expect(roles[0]).toMatchObject({
      offers: 3,
      firstOffer: { points: [90, 5], atMs: 10_000 },
      packageSteps: 1,
      singleIssueSteps: 1,
    });
    expect(roles[0]?.steps).toMatchObject({ concession: 2 });
    expect(roles[0]?.concessionCurve?.map(({ own }) => own)).toEqual([70 / 50, 40 / 50, 30 / 50]);
    expect(roles[1]).toMatchObject({ offers: 1, concessionCurve: null, steps: null, packageSteps: null });
  });

  it('has no curve where R is empty', () => {
    const hard = { ...saleNumbers(), roles: saleNumbers().roles.map((role) => ({ ...role, reservationPoints: 89 })) };
    const { roles } = movesOf(analyse(hard), [offer('buyer', 'low', 0, 1), offer('buyer', 'low', 1, 2)], null);
    expect(roles[0]).toMatchObject({ concessionCurve: null, steps: null, singleIssueSteps: 1 });
  });
});
