import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { compileCase } from './compiled.ts';
import { visitPackages } from './enumeration.ts';
import { bruteFrontier, everyPackage, inR, NEAR, numbersArbitrary, saleNumbers } from './numbers.fixture.ts';
import type { Numbers } from './schema.ts';
import { type Solution, type Solutions, solve } from './solutions.ts';
import { sourceOf } from './source.ts';

const pointsOf = (solution: Solution | null) => (solution?.points ?? []).map((each) => Array.from(each));

/** Every solution straight from its definition, over all packages of R that lie on the frontier. */
function bruteSolutions(numbers: Numbers) {
  const all = everyPackage(numbers);
  const rational = all.filter(({ points }) => inR(numbers, points));
  const frontier = bruteFrontier(all).filter(({ points }) => inR(numbers, points));
  const reserved = numbers.roles.map(({ reservationPoints }) => reservationPoints);
  const ideal = reserved.map((_, role) => Math.max(...rational.map(({ points }) => points[role] ?? 0)));
  const playing = reserved.flatMap((points, role) => ((ideal[role] ?? 0) - points > NEAR ? [role] : []));
  const surplus = (points: number[], role: number) => (points[role] ?? 0) - (reserved[role] ?? 0);
  const best = (figure: (points: number[]) => number) => {
    const most = Math.max(...frontier.map(({ points }) => figure(points)));
    return { most, points: frontier.filter(({ points }) => figure(points) >= most - NEAR).map(({ points }) => points) };
  };
  const sum = (points: number[]) => points.reduce((total, each) => total + each, 0);
  return {
    rational,
    ideal,
    nash: best((points) => playing.reduce((product, role) => product * Math.max(0, surplus(points, role)), 1)),
    kalaiSmorodinsky: best((points) =>
      Math.min(
        ...playing.map((role) => surplus(points, role) / ((ideal[role] ?? 0) - (reserved[role] ?? 0))),
        playing.length === 0 ? 0 : Infinity,
      ),
    ),
    egalitarian: best((points) => Math.min(...reserved.map((_, role) => surplus(points, role)))),
    utilitarian: best(sum),
    bestSurplus: Math.max(...rational.map(({ points }) => sum(points))) - sum(reserved),
  };
}

function agree(ours: Solutions, numbers: Numbers) {
  const brute = bruteSolutions(numbers);
  if (brute.rational.length === 0) {
    for (const found of [
      ours.ideal,
      ours.nash,
      ours.kalaiSmorodinsky,
      ours.egalitarian,
      ours.utilitarian,
      ours.bestSurplus,
    ])
      expect(found).toBeNull();
    return;
  }
  for (const [role, points] of brute.ideal.entries()) expect(ours.ideal?.[role]).toBeCloseTo(points, 6);
  expect(ours.bestSurplus).toBeCloseTo(brute.bestSurplus, 6);
  for (const name of ['nash', 'kalaiSmorodinsky', 'egalitarian', 'utilitarian'] as const) {
    const found = pointsOf(ours[name]);
    expect(found, name).toHaveLength(brute[name].points.length);
    for (const point of brute[name].points) {
      expect(
        found.some((other) => other.every((each, role) => Math.abs(each - (point[role] ?? 0)) < NEAR)),
        `${name} ${JSON.stringify(point)}`,
      ).toBe(true);
    }
    for (const point of found) expect(inR(numbers, point)).toBe(true);
  }
}

describe('solutions', () => {
  it('are those of their definitions, from the frontier', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4] }), (numbers) =>
        agree(analyse(numbers).solutions as Solutions, numbers),
      ),
      { numRuns: 150 },
    );
  });

  it('are the same from all packages, without a frontier', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4], interactions: 3 }), (numbers) => {
        const { compiled } = analyse(numbers);
        agree(solve(compiled, sourceOf(compiled, null) as NonNullable<ReturnType<typeof sourceOf>>), numbers);
      }),
      { numRuns: 100 },
    );
  });

  it('are to the last digit the same, and the same packages, whether or not branches are left out', () => {
    fc.assert(
      fc.property(
        numbersArbitrary({ issues: [2, 5], interactions: 3 }),
        fc.boolean(),
        fc.option(fc.integer({ min: 0, max: 30 })),
        (numbers, comparablePoints, capPoints) => {
          const roles = numbers.roles.map((role) => (capPoints === null ? role : { ...role, capPoints }));
          const compiled = compileCase({ ...numbers, roles, comparablePoints });
          const few = solve(compiled, (visit, interest) => visitPackages(compiled, visit, interest));
          expect(few).toEqual(solve(compiled, (visit) => visitPackages(compiled, visit)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of the sale, by hand: ideal (70, 60), Nash where 30 meets 25', () => {
    const { ideal, nash, bestSurplus } = analyse(saleNumbers()).solutions as Solutions;
    expect(Array.from(ideal ?? [])).toEqual([70, 60]);
    expect(bestSurplus).toBe(55);
    expect(pointsOf(nash)).toEqual([[50, 45]]);
  });

  it('decide near ties of huge products with whole numbers', () => {
    const numbers: Numbers = {
      ...saleNumbers(),
      issues: [{ id: 'i', options: ['a', 'b'] }],
      roles: [94906267, 94906265].map((left, role) => ({
        id: `r${role}`,
        reservationPoints: 0,
        points: { i: [left, 94906266] },
      })),
    };
    expect(pointsOf((analyse(numbers).solutions as Solutions).nash)).toEqual([[94906266, 94906266]]);
  });

  it('leave out roles that cannot gain, and are every frontier point of R when nobody can', () => {
    const numbers: Numbers = {
      ...saleNumbers(),
      issues: [{ id: 'i', options: ['a', 'b'] }],
      roles: [
        { id: 'x', reservationPoints: 5, points: { i: [5, 5] } },
        { id: 'y', reservationPoints: 0, points: { i: [3, 1] } },
      ],
    };
    const stuck = analyse(numbers).solutions as Solutions;
    expect(stuck.kalaiSmorodinsky).toMatchObject({ value: 1 });
    const nobody = analyse({
      ...numbers,
      roles: numbers.roles.map((role) => ({ ...role, reservationPoints: role.id === 'x' ? 5 : 3 })),
    }).solutions as Solutions;
    expect(nobody.kalaiSmorodinsky?.value).toBeNull();
    expect(pointsOf(nobody.kalaiSmorodinsky)).toEqual([[5, 3]]);
    expect(nobody.bestSurplus).toBe(0);
  });
});
