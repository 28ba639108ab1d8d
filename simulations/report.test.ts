import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { dominates, everyPackage, inR, NEAR, numbersArbitrary, saleNumbers } from './numbers.fixture.ts';
import { reportOf } from './report.ts';
import type { Numbers } from './schema.ts';

const reportFor = (numbers: Numbers, full = false) => reportOf(analyse(numbers, { frontier: 'always' }), { full });
const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

describe('the report of an analysis', () => {
  it('counts, means, ends, opposition and baseline are those of all packages', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4], interactions: 3 }), (numbers) => {
        const all = everyPackage(numbers);
        const report = reportFor(numbers);
        const rational = all.filter(({ points }) => inR(numbers, points));
        expect(report.outcomes).toBe(all.length);
        expect(report.individuallyRational).toBe(rational.length);
        expect(report.feasibleUnderRule).toBe(rational.length);
        for (const role of numbers.roles.keys()) {
          const own = all.map(({ points }) => points[role] ?? 0);
          expect(report.mean?.[role]).toBeCloseTo(mean(own), 6);
          expect(report.min?.[role]).toBeCloseTo(Math.min(...own), 6);
          expect(report.max?.[role]).toBeCloseTo(Math.max(...own), 6);
        }
        expect(report.opposition ?? -1).toBeCloseTo(nearestToIdeal(numbers, report.ideal), 6);
      }),
      { numRuns: 80 },
    );
  });

  it('the random baseline is the mean over packages of S/S* and of E', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 3], kind: 'integer' }), (numbers) => {
        const { randomBaseline, maxJointSurplus } = reportFor(numbers);
        const all = everyPackage(numbers);
        const surplus = (points: number[]) =>
          points.reduce((sum, each, role) => sum + each - (numbers.roles[role]?.reservationPoints ?? 0), 0);
        const efficiencies = all.flatMap(({ points }) => {
          const left = Math.max(
            0,
            ...all
              .filter((other) => dominates(other.points, points))
              .map((other) => surplus(other.points) - surplus(points)),
          );
          return surplus(points) > NEAR ? [surplus(points) / (surplus(points) + left)] : [];
        });
        if (maxJointSurplus === null) expect(randomBaseline?.anyPackage.created).toBeNull();
        else if (maxJointSurplus > NEAR)
          expect(randomBaseline?.anyPackage.created).toBeCloseTo(
            mean(all.map(({ points }) => surplus(points))) / maxJointSurplus,
            6,
          );
        if (efficiencies.length > 0) expect(randomBaseline?.anyPackage.efficiency).toBeCloseTo(mean(efficiencies), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('of the sale, by hand: the middle loses (55 − 45)/55', () => {
    const report = reportFor(saleNumbers());
    expect(report).toMatchObject({ outcomes: 30, method: 'minkowski', notes: [], max: [90, 65], min: [0, 0] });
    expect(report.conflict).toBeCloseTo((55 - (20 + 20 + 5 + 20 + 10 + 2.5 - 40)) / 55);
  });

  it('names ranges without steps, and outcomes beyond 2^53 in full', () => {
    const numbers: Numbers = {
      ...saleNumbers(),
      issues: Array.from({ length: 6 }, (_, k) => ({ id: `x${k}`, min: 0, max: 1 })),
      roles: ['a', 'b'].map((id, role) => ({
        id,
        reservationPoints: 0,
        points: Object.fromEntries(
          Array.from({ length: 6 }, (_, k) => [`x${k}`, { at: 0, perUnit: role === 0 ? k + 1 : 6 - k }]),
        ),
      })),
    };
    const report = reportFor(numbers);
    expect(report.outcomes).toBe((1001n ** 6n).toString());
    expect(report.method).toContain('x0 has no step: looked at in 1,001 steps');
    expect(report.individuallyRational).toBeNull();
    expect(report.frontier?.points).toMatchObject([{ points: [21, 21], packages: 1 }]);
  });
});

function nearestToIdeal(numbers: Numbers, ideal: number[] | null): number {
  if (ideal === null) return -1;
  const gains = ideal.map((points, role) => points - (numbers.roles[role]?.reservationPoints ?? 0));
  const distances = everyPackage(numbers).map(({ points }) =>
    Math.hypot(
      ...points.flatMap((each, role) =>
        (gains[role] ?? 0) > NEAR
          ? [1 - (each - (numbers.roles[role]?.reservationPoints ?? 0)) / (gains[role] ?? 1)]
          : [],
      ),
    ),
  );
  return Math.min(...distances);
}
