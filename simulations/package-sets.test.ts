import fc from 'fast-check';
import { expect, it } from 'vitest';
import { additiveCase, somePackages } from '../bench/science/seeded-cases.ts';
import { analyse } from './analyse.ts';
import { compileCase, pointsAt } from './compiled.ts';
import { everyPackage, numbersArbitrary } from './numbers.fixture.ts';
import { choicesAt, packageIndexOf } from './package-index.ts';
import { bestAbove } from './package-sets.ts';
import { scoreAgreement } from './score.ts';
import { indexOf } from './tally.ts';
import { weighed } from './weighed.ts';

it('the best package above any floor, by any weights, is as good as one found by hand', () => {
  fc.assert(
    fc.property(
      numbersArbitrary({ issues: [2, 6], interactions: 2 }),
      fc.nat(),
      fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 4, maxLength: 4 }),
      (numbers, pick, chosen) => {
        const compiled = compileCase(numbers);
        const roles = compiled.roleIds.length;
        const all = everyPackage(numbers).map(({ points }) => points);
        const weights = Float64Array.from(chosen.slice(0, roles));
        const own = all[pick % all.length] as number[];
        const floor = Float64Array.from(own, (each, role) => (weights[role] === 0 ? Number.NEGATIVE_INFINITY : each));
        const reached = all.filter((other) =>
          other.every((each, role) => each >= (floor[role] ?? 0) - compiled.tolerance),
        );
        const best = Math.max(...reached.map((points) => weighed(points, weights)));
        for (const order of [weights, new Float64Array(roles).fill(1)]) {
          const index = packageIndexOf(compiled, order);
          const found = bestAbove(index, floor, weights, compiled.tolerance);
          expect(found?.worth).toBeCloseTo(best, 9);
          const points = pointsAt(compiled, choicesAt(index, compiled, found?.k ?? -1));
          expect(weighed(points, weights)).toBeCloseTo(best, 9);
          expect(points.every((each, role) => each >= (floor[role] ?? 0) - compiled.tolerance)).toBe(true);
        }
      },
    ),
    { numRuns: 150 },
  );
});

it('a case of 400,000 packages is indexed once it was asked about often enough, and its scores stay the same', () => {
  const numbers = additiveCase(7, [10, 10, 10, 10, 10, 4], 3, 150);
  const analysis = analyse(numbers);
  const settlements = somePackages(numbers, 4);
  const scored = () => settlements.map((settlement) => scoreAgreement(analysis, settlement));
  const [before, after] = [scored(), scored()];
  expect(analysis.tally.index).toBeNull();
  expect(indexOf(analysis.compiled, analysis.tally, null)).not.toBeNull();
  // Two packages may be best alike: their worth counts, not which of them is named.
  const figures = (all: typeof before) => all.map((each) => ({ ...(each.ok && each.score), better: null }));
  expect(figures(after)).toEqual(figures(before));
});
