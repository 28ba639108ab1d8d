// Counts packages around an outcome by the fastest exact way that a case allows.
// Safe for the browser, and plain. Knows thresholds on points; nothing of measures.
import type { CompiledCase } from './compiled.ts';
import { countPackages } from './count.ts';
import { type Around, countEvery, everyPointOf } from './every-point.ts';
import { countInHalves, type Halves, halvesOf } from './halves.ts';
import { betterTest, dominatingTest, rationalTest, worseTest } from './range-tests.ts';
import { countInTable, type SumTable, sumTableOf } from './sum-table.ts';

/** What counting can rest on: a table, two halves, all points, or none of them (then branches are searched). */
export type Tally = { table: SumTable | null; halves: Halves | null; everyPoint: Float64Array | null };

/** Prepares counting for a case; for two additive roles worth its cost after a few questions. */
export function tallyOf(compiled: CompiledCase): Tally {
  const table = sumTableOf(compiled);
  const halves = table ? null : halvesOf(compiled);
  return { table, halves, everyPoint: table || halves ? null : everyPointOf(compiled) };
}

/** Counts around the points of one outcome; `budget` bounds the search where there is no quicker way. */
export function countAround(compiled: CompiledCase, tally: Tally, points: Float64Array, budget: number): Around {
  const quick = quickCount(tally);
  const { tolerance } = compiled;
  if (tally.everyPoint) return countEvery(tally.everyPoint, points, tolerance);
  if (!quick) {
    const dominating = countPackages(compiled, dominatingTest(points, tolerance), budget);
    const both = points.length === 2 && dominating !== null;
    return {
      dominating,
      better: both ? countPackages(compiled, betterTest(points, tolerance), budget) : null,
      worse: both ? countPackages(compiled, worseTest(points, tolerance), budget) : null,
    };
  }
  const reach = Array.from(points, (own) => own - tolerance) as [number, number];
  const beyond = Array.from(points, (own) => above(own + tolerance, compiled.integral)) as [number, number];
  const any = Number.NEGATIVE_INFINITY;
  const better = quick(beyond[0], beyond[1]);
  return {
    better,
    dominating: quick(beyond[0], reach[1]) + quick(reach[0], beyond[1]) - better,
    worse: compiled.outcomes - quick(reach[0], any) - quick(any, reach[1]) + quick(reach[0], reach[1]),
  };
}

/** Number of packages in R, or null where the search did not end within `budget` branches. */
export function countRational(compiled: CompiledCase, tally: Tally, budget: number): number | null {
  const quick = quickCount(tally);
  const [first = 0, second = 0] = compiled.reservation;
  if (quick) return quick(first - compiled.tolerance, second - compiled.tolerance);
  return countPackages(compiled, rationalTest(compiled), budget);
}

function quickCount({ table, halves }: Tally): ((first: number, second: number) => number) | null {
  if (table) return (first, second) => countInTable(table, first, second);
  return halves && ((first, second) => countInHalves(halves, first, second));
}

/** The least payoff that is more than `points`: the next integer, or, among floats, the tolerance has been added already. */
function above(points: number, whole: boolean): number {
  return whole ? Math.floor(points) + 1 : points;
}
