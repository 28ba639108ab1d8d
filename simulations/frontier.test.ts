import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchFrontier } from './branch-frontier.ts';
import { compileCase, packageAt, pointsAt } from './compiled.ts';
import { enumerateFrontier } from './enumerated-frontier.ts';
import { type Frontier, frontierOf, frontierPoint } from './frontier.ts';
import { bruteFrontier, everyPackage, NEAR, numbersArbitrary, saleNumbers } from './numbers.fixture.ts';
import { allPoints } from './payoff.ts';
import type { Numbers } from './schema.ts';

const rows = (frontier: Frontier) =>
  Array.from({ length: frontier.count }, (_, k) => ({
    points: Array.from(frontierPoint(frontier, k)),
    packages: frontier.packages?.[k] ?? null,
  }));

const frontierFor = (numbers: Numbers) => {
  const { frontier } = frontierOf(compileCase(numbers));
  if (!frontier) throw new Error('no frontier');
  return frontier;
};

const sameRows = (
  ours: { points: number[]; packages: number | null }[],
  theirs: { points: number[]; packages: number }[],
  counted = true,
) => {
  expect(ours).toHaveLength(theirs.length);
  for (const row of theirs) {
    const match = ours.find(({ points }) =>
      points.every((each, role) => Math.abs(each - (row.points[role] ?? 0)) <= NEAR),
    );
    expect(match, JSON.stringify(row)).toBeDefined();
    if (counted) expect(match?.packages).toBe(row.packages);
  }
};

describe('the frontier', () => {
  it('of the sale, by hand: warranty always full, price and weeks traded', () => {
    const ours = rows(frontierFor(saleNumbers()));
    expect(ours[0]).toEqual({ points: [10, 65], packages: 1 });
    expect(ours.at(-1)).toEqual({ points: [90, 5], packages: 1 });
    expect(ours.map(({ points }) => points)).toContainEqual([50, 45]);
  });

  it('by Minkowski sums is the frontier by comparing all with all (integers and floats with ties, 2 to 4 roles)', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 5] }), (numbers) => {
        sameRows(rows(frontierFor(numbers)), bruteFrontier(everyPackage(numbers)));
      }),
      { numRuns: 150 },
    );
  });

  it('with interactions, by enumeration and by branch and bound, is the same', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4], interactions: 5 }), (numbers) => {
        const compiled = compileCase(numbers);
        const brute = bruteFrontier(everyPackage(numbers));
        sameRows(rows(frontierFor(numbers)), brute);
        const branched = branchFrontier(compiled, compiled.tolerance / 1000, 1000);
        if (typeof branched === 'string') throw new Error(branched);
        const points = Array.from({ length: branched.choices.length / compiled.sizes.length }, (_, k) => ({
          points: Array.from(
            pointsAt(compiled, branched.choices.subarray(k * compiled.sizes.length, (k + 1) * compiled.sizes.length)),
          ),
        }));
        sameRows(bruteFrontier(points), brute, false);
        const enumerated = enumerateFrontier(compiled, compiled.tolerance, 1000);
        expect(enumerated?.packages.length).toBe(brute.length);
      }),
      { numRuns: 100 },
    );
  });

  it('holds no dominated point, is sorted, and its packages are worth what it says', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 6] }), (numbers) => {
        const frontier = frontierFor(numbers);
        const ours = rows(frontier);
        expect(bruteFrontier(ours)).toHaveLength(ours.length);
        for (const [k, row] of ours.entries()) {
          const choices = frontier.choices.subarray(k * frontier.issues, (k + 1) * frontier.issues);
          expect(row.points).toEqual(allPoints(numbers, packageAt(numbers, choices)));
          if (k > 0) expect(row.points[0]).toBeGreaterThanOrEqual(ours[k - 1]?.points[0] ?? 0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('counts packages exactly where options are alike, and not at all beyond 2^53', () => {
    const same = (issues: number): Numbers => ({
      ...saleNumbers(),
      issues: Array.from({ length: issues }, (_, k) => ({ id: `i${k}`, options: ['a', 'b', 'c', 'd'] })),
      roles: ['x', 'y'].map((id) => ({
        id,
        reservationPoints: 0,
        points: Object.fromEntries(Array.from({ length: issues }, (_, k) => [`i${k}`, [1, 1, 0, 1]])),
      })),
    });
    expect(rows(frontierFor(same(10)))).toEqual([{ points: [10, 10], packages: 3 ** 10 }]);
    expect(rows(frontierFor(same(40)))[0]?.packages).toBeNaN();
  });

  it('says why there is none beyond 200,000 points', () => {
    const numbers: Numbers = {
      ...saleNumbers(),
      issues: [{ id: 'pie', min: 0, max: 300_000, step: 1 }],
      roles: [
        { id: 'x', reservationPoints: 0, points: { pie: { at: 0, perUnit: 1 } } },
        { id: 'y', reservationPoints: 0, points: { pie: { at: 300_000, perUnit: -1 } } },
      ],
    };
    expect(frontierOf(compileCase(numbers))).toEqual({
      method: 'minkowski',
      frontier: null,
      reason: 'more than 200,000 points',
    });
  });
});
