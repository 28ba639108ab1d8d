// The frontier of a case too large to enumerate whose points are not sums: branch and bound against what has been found.
// Safe for the browser. Knows plans and points, nothing of measures.
import { branchAndBound } from './branch.ts';
import { planSearch } from './branch-plan.ts';
import { type CompiledCase, pointsAt } from './compiled.ts';
import { CoverIndex } from './cover-index.ts';
import { goodPackages } from './good-packages.ts';

/** Branches looked at before the search is given up and said to be unfinished. */
const MOST_BRANCHES = 20_000_000;

type Found = { choices: Int32Array; packages: null };

/**
 * Packages that include every frontier point (a superset: dominated ones found on the way are still in it), or the reason why
 * not. A branch is dropped where a package already found reaches its bound in every role.
 */
export function branchFrontier(compiled: CompiledCase, tolerance: number, most: number): Found | string {
  const plan = planSearch(compiled);
  const index = new CoverIndex(plan.roles, tolerance);
  const found: Int32Array[] = [];
  const keep = (points: Float64Array, options: Int32Array) => {
    if (index.coverOf(points, 0) >= 0) return;
    index.add(points, 0, found.length);
    found.push(options.slice());
  };
  for (const options of goodPackages(compiled, plan)) keep(pointsAt(compiled, options), options);
  const wants = (bound: Float64Array) => found.length <= 2 * most && index.coverOf(bound, 0) < 0;
  const finished = branchAndBound(plan, { wants, meets: keep }, MOST_BRANCHES);
  if (!finished) return `branch and bound did not end within ${MOST_BRANCHES.toLocaleString('en')} branches`;
  if (found.length > 2 * most) return `more than ${most.toLocaleString('en')} points`;
  const issues = compiled.sizes.length;
  const choices = new Int32Array(found.length * issues);
  for (const [k, options] of found.entries()) choices.set(options, k * issues);
  return { choices, packages: null };
}
