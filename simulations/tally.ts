// Counts packages around an outcome by the fastest exact way that a case allows.
// Safe for the browser, and plain. Knows thresholds on points; nothing of measures.
import type { CompiledCase } from './compiled.ts';
import { countPackages } from './count.ts';
import { countInHalves, type Halves, halvesOf } from './halves.ts';
import { type PackageIndex, packageIndexOf } from './package-index.ts';
import { type Around, countIndexed } from './package-sets.ts';
import { betterTest, dominatingTest, rationalTest, worseTest } from './range-tests.ts';
import { countInTable, type SumTable, sumTableOf } from './sum-table.ts';

/** Indexed at once up to this many figures (packages times roles), after a few questions up to so many. */
const MOST_FIGURES = 400_000;
const MOST_FIGURES_LATER = 3_000_000;
/** Questions answered by searching before all packages of a larger case are indexed. */
const QUESTIONS_BEFORE = 3;

/** What counting can rest on: a table, two halves, an index of all packages, or none of them (then branches are searched). */
export type Tally = { table: SumTable | null; halves: Halves | null; index: PackageIndex | null };

/** Indexes that came later. Beside the cases, so that a case stays plain and its posting cheap. */
const later = new WeakMap<CompiledCase, { questions: number; index: PackageIndex | null }>();

/** Prepares counting for a case; for two additive roles worth its cost after a few questions. */
export function tallyOf(compiled: CompiledCase, weights: Float64Array | null): Tally {
  const table = sumTableOf(compiled);
  const halves = table ? null : halvesOf(compiled);
  const small = compiled.outcomes * compiled.roleIds.length <= MOST_FIGURES;
  const index = !table && !halves && small ? indexFor(compiled, weights) : null;
  return { table, halves, index };
}

/** The index of a case, made where it is larger and asked about again and again; null where there is none (yet). */
export function indexOf(
  compiled: CompiledCase,
  { table, halves, index }: Tally,
  weights: Float64Array | null,
): PackageIndex | null {
  if (index || table || halves || compiled.outcomes * compiled.roleIds.length > MOST_FIGURES_LATER) return index;
  const known = later.get(compiled) ?? { questions: 0, index: null };
  known.questions++;
  if (known.index === null && known.questions > QUESTIONS_BEFORE) known.index = indexFor(compiled, weights);
  later.set(compiled, known);
  return known.index;
}

const indexFor = (compiled: CompiledCase, weights: Float64Array | null): PackageIndex =>
  packageIndexOf(compiled, weights ?? new Float64Array(compiled.roleIds.length).fill(1));

/** Counts around the points of one outcome; `budget` bounds the search where there is no quicker way. */
export function countAround(compiled: CompiledCase, tally: Tally, points: Float64Array, budget: number): Around {
  const quick = quickCount(tally);
  const { tolerance } = compiled;
  const { index } = tally;
  if (index) return countIndexed(index, points, tolerance);
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
