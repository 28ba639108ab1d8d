import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { everyPackage, numbersArbitrary, saleNumbers } from './numbers.fixture.ts';
import { pairsOf } from './pairs.ts';
import type { Numbers } from './schema.ts';
import { scoreAgreement } from './score.ts';
import type { Solutions } from './solutions.ts';
import { solvePairs } from './solve-pairs.ts';

/** Forty issues that either role can have, each worth twice the one before: no package dominates another. */
function powers(issues: number): Numbers {
  const tables = (role: number) =>
    Object.fromEntries(
      Array.from({ length: issues }, (_, k) => [`i${k}`, [role, 1 - role].map((has) => has * 2 ** k)]),
    );
  return {
    ...saleNumbers(),
    issues: Array.from({ length: issues }, (_, k) => ({ id: `i${k}`, options: ['first', 'second'] })),
    roles: [0, 1].map((role) => ({ id: `r${role}`, reservationPoints: 100, points: tables(role) })),
  };
}

describe('two roles without a whole frontier', () => {
  it('have the same solutions from half frontiers', () => {
    fc.assert(
      fc.property(numbersArbitrary({ roles: [2, 2], issues: [2, 5] }), fc.boolean(), (drawn, comparablePoints) => {
        const { compiled, solutions } = analyse({ ...drawn, comparablePoints });
        const pairs = pairsOf(compiled, compiled.tolerance / 1000, 1e5);
        const found = pairs && solvePairs(compiled, pairs)?.solutions;
        const whole = solutions as Solutions;
        if (!whole.ideal) {
          expect(found?.ideal).toBeNull();
          return;
        }
        for (const name of ['nash', 'kalaiSmorodinsky', 'egalitarian', 'utilitarian'] as const) {
          const point = Array.from(found?.[name]?.points[0] ?? []);
          const near = whole[name]?.points.some((other) =>
            other.every((each, role) => Math.abs(each - (point[role] ?? 0)) < 1e-7),
          );
          expect(near, `${name} ${point}`).toBe(true);
        }
        expect(found?.bestSurplus).toBeCloseTo(whole.bestSurplus ?? -1, 7);
      }),
      { numRuns: 150 },
    );
  });

  it('have the same L from half frontiers', () => {
    fc.assert(
      fc.property(numbersArbitrary({ roles: [2, 2], issues: [2, 4] }), fc.nat(), (numbers, pick) => {
        const analysis = analyse(numbers);
        const all = everyPackage(numbers);
        const { settlement } = all[pick % all.length] as (typeof all)[number];
        const halved = { ...analysis, frontier: null, pairs: pairsOf(analysis.compiled, 0, 1e5) };
        const [whole, half] = [analysis, halved].map((each) => scoreAgreement(each, settlement));
        expect(half?.ok && half.score.leftOnTable).toBeCloseTo((whole?.ok && whole.score.leftOnTable) || 0, 7);
      }),
      { numRuns: 80 },
    );
  });

  it('are solved where the frontier holds 2^24 points, and said to be unsolved where even halves are too long', {
    timeout: 60_000,
  }, () => {
    const { frontier, solutions, notes } = analyse(powers(26));
    expect(frontier).toBeNull();
    expect(notes[0]).toContain('250,000');
    expect(solutions?.bestSurplus).toBe(2 ** 26 - 1 - 200);
    expect(solutions?.egalitarian).toMatchObject({ value: 2 ** 25 - 1 - 100, ties: null });
    const unsolved = analyse(powers(44));
    expect(unsolved.solutions).toBeNull();
    expect(unsolved.notes.join()).toContain('solutions: no frontier');
  });
});
