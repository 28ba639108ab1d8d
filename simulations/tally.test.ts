import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCase } from './compiled.ts';
import { dominates, everyPackage, NEAR, numbersArbitrary } from './numbers.fixture.ts';
import { packageIndexOf } from './package-index.ts';
import { countAround, tallyOf } from './tally.ts';

describe('counting around an outcome', () => {
  it('by table, halves, index or branches is the same as by hand', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4], interactions: 2 }), fc.nat(), (numbers, pick) => {
        const compiled = compileCase(numbers);
        const all = everyPackage(numbers);
        const points = Float64Array.from((all[pick % all.length] as (typeof all)[number]).points);
        const dominating = all.filter((other) => dominates(other.points, Array.from(points))).length;
        const better = all.filter((other) =>
          other.points.every((each, role) => each > (points[role] ?? 0) + NEAR),
        ).length;
        const worse = all.filter((other) =>
          other.points.every((each, role) => each < (points[role] ?? 0) - NEAR),
        ).length;
        const expected =
          points.length === 2 ? { dominating, better, worse } : { dominating, better: null, worse: null };
        expect(countAround(compiled, tallyOf(compiled, null), points, 1e6)).toEqual(expected);
        expect(countAround(compiled, { table: null, halves: null, index: null }, points, 1e6)).toEqual(expected);
        const index = packageIndexOf(compiled, new Float64Array(points.length).fill(1));
        expect(countAround(compiled, { table: null, halves: null, index }, points, 0)).toEqual(expected);
      }),
      { numRuns: 120 },
    );
  });

  it('says null where its budget ends', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [3, 4], roles: [3, 3] }), (numbers) => {
        const compiled = compileCase(numbers);
        const none = { table: null, halves: null, index: null };
        expect(countAround(compiled, none, compiled.reservation, 0).dominating).toBeNull();
      }),
      { numRuns: 5 },
    );
  });
});
