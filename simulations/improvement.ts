// Left on the table: how much more some package would have given, with nobody worse off.
// Safe for the browser. Knows compiled cases and frontiers; nothing of who signed what.
import { branchAndBound } from './branch.ts';
import { planSearch } from './branch-plan.ts';
import type { CompiledCase } from './compiled.ts';
import { type Frontier, frontierChoices, frontierPoint } from './frontier.ts';
import { choicesAt, type PackageIndex } from './package-index.ts';
import { bestAbove } from './package-sets.ts';
import { atLeast, bestPair, type Pairs } from './pairs.ts';
import { jointTolerance } from './solutions.ts';
import { weighed } from './weighed.ts';

/** Branches looked at before a search without frontier is given up. */
const MOST_BRANCHES = 3_000_000;

/** What is known of a case: an index of all packages, the frontier, half frontiers to be combined, or nothing. */
type Ground = { frontier: Frontier | null; pairs: Pairs | null; index: PackageIndex | null };

/** Largest weighted gain over `floor`, at least 0, and one package (option indices) that brings it; null where nothing gains. */
export type Improvement = { gain: number; choices: Int32Array | null };

/**
 * L = max Σ w·(u(y) − floor) over packages y with u(y) ≥ floor for every role; a role with floor −Infinity is not protected
 * and must have weight 0. From an index: its first package that reaches the floor. From the frontier: one pass over its points.
 * Without: branch and bound, null where it did not end.
 */
export function improvementOver(
  compiled: CompiledCase,
  { frontier, pairs, index }: Ground,
  floor: Float64Array,
  weights: Float64Array,
): Improvement | null {
  const base = weighed(floor, weights);
  if (index) return fromIndex(compiled, index, floor, weights, base);
  if (frontier) return fromFrontier(compiled, frontier, floor, weights, base);
  if (pairs) return fromPairs(pairs, floor, weights, base, compiled);
  return bySearch(compiled, floor, weights, base);
}

function fromIndex(
  compiled: CompiledCase,
  index: PackageIndex,
  floor: Float64Array,
  weights: Float64Array,
  base: number,
): Improvement {
  const best = bestAbove(index, floor, weights, compiled.tolerance);
  return best !== null && best.worth > base + jointTolerance(compiled)
    ? { gain: best.worth - base, choices: choicesAt(index, compiled, best.k) }
    : { gain: 0, choices: null };
}

function fromFrontier(
  compiled: CompiledCase,
  frontier: Frontier,
  floor: Float64Array,
  weights: Float64Array,
  base: number,
): Improvement {
  const { points, roles } = frontier;
  const { tolerance } = compiled;
  let best = -1;
  let most = base + jointTolerance(compiled);
  for (let k = 0; k < frontier.count; k++) {
    let reached = true;
    for (let role = 0; reached && role < roles; role++)
      reached = (points[k * roles + role] as number) >= (floor[role] as number) - tolerance;
    if (!reached) continue;
    const worth = weighed(frontierPoint(frontier, k), weights);
    if (worth > most) {
      most = worth;
      best = k;
    }
  }
  return best < 0
    ? { gain: 0, choices: null }
    : { gain: most - base, choices: frontierChoices(frontier, best).slice() };
}

function fromPairs(
  pairs: Pairs,
  floor: Float64Array,
  weights: Float64Array,
  base: number,
  compiled: CompiledCase,
): Improvement | null {
  const { tolerance } = compiled;
  const reach = floor.map((points) => points - tolerance);
  const best = bestPair(pairs, atLeast(reach, { weights, of: (_first, _second, sum) => sum }));
  if (best === null) return null;
  const gain = best === 'none' ? 0 : best.value - base;
  return best !== 'none' && gain > jointTolerance(compiled)
    ? { gain, choices: best.choices }
    : { gain: 0, choices: null };
}

function bySearch(
  compiled: CompiledCase,
  floor: Float64Array,
  weights: Float64Array,
  base: number,
): Improvement | null {
  const { tolerance } = compiled;
  let most = base + jointTolerance(compiled);
  let choices: Int32Array | null = null;
  const wants = (bound: Float64Array) => {
    for (let role = 0; role < floor.length; role++)
      if ((bound[role] as number) < (floor[role] as number) - tolerance) return false;
    return weighed(bound, weights) > most;
  };
  const meets = (points: Float64Array, options: Int32Array) => {
    if (!wants(points)) return;
    most = weighed(points, weights);
    choices = options.slice();
  };
  const finished = branchAndBound(planSearch(compiled), { wants, meets }, MOST_BRANCHES);
  if (!finished) return null;
  return choices ? { gain: most - base, choices } : { gain: 0, choices: null };
}
