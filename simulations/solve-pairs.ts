// Solutions of a two-role case whose frontier is too long to keep: each the best pair of two half frontiers.
// Safe for the browser. Knows compiled cases and pairs; counts no ties.
import type { CompiledCase } from './compiled.ts';
import { atLeast, type Best, bestPair, type Figure, type Pairs } from './pairs.ts';
import { gainsOf, type Solution, type Solutions } from './solutions.ts';

/** Solutions as far as they were found exactly; what was not is null and named in `notes`. */
export type PairSolutions = { solutions: Solutions; notes: string[] };

/** Null where not even the ideal or the best joint surplus could be found. */
export function solvePairs(compiled: CompiledCase, pairs: Pairs): PairSolutions | null {
  const { reservation, tolerance } = compiled;
  const r = [reservation[0] as number, reservation[1] as number] as const;
  const floor = reservation.map((points) => points - tolerance);
  const inR = (figure: Figure) => atLeast(floor, figure);
  const joint = bestPair(pairs, byPoints);
  const most = bestPair(pairs, inR({ weights: [1, 1], of: (first) => first }));
  const least = bestPair(pairs, inR({ weights: [1, 1], of: (_, second) => second }));
  if (joint === null || joint === 'none' || most === null || least === null) return null;
  const maxJoint = solution(joint);
  const ones = new Float64Array(2).fill(1);
  if (most === 'none' || least === 'none') {
    return { notes: [], solutions: { ...empty, ideal: null, maxJoint, weights: compiled.comparable ? ones : null } };
  }
  const ideal = Float64Array.of(most.value, least.value);
  const gains = gainsOf(compiled, ideal);
  const weights = compiled.comparable ? ones : gains.map((gain) => (gain > tolerance ? 1 / gain : 0));
  return withFigures(pairs, { ideal, maxJoint, weights }, figuresFor(r, gains, weights, tolerance), floor, tolerance);
}

/** The best pair by each figure in R; what was not found stays null and is named. */
function withFigures(
  pairs: Pairs,
  known: Pick<Solutions, 'ideal' | 'maxJoint' | 'weights'>,
  figures: Record<Named, Figure>,
  floor: Float64Array,
  tolerance: number,
): PairSolutions {
  const notes = ['ties: not counted, one point of each solution'];
  const found = (name: Named) => {
    const best = bestPair(pairs, atLeast(floor, figures[name]));
    if (best === null || best === 'none') notes.push(`${name}: the search did not end within its limit`);
    return best === null || best === 'none' ? null : onFrontier(pairs, best, tolerance);
  };
  const solved = (name: Named) => {
    const best = found(name);
    return best && solution(best);
  };
  const surplus = found('bestSurplus');
  const solutions: Solutions = {
    ...known,
    bestSurplus: surplus && Math.max(0, surplus.value),
    bestSurplusChoices: surplus?.choices ?? null,
    nash: solved('nash'),
    kalaiSmorodinsky: solved('kalaiSmorodinsky'),
    egalitarian: solved('egalitarian'),
    utilitarian: solved('utilitarian'),
  };
  return { solutions, notes };
}

const empty = {
  bestSurplus: null,
  bestSurplusChoices: null,
  nash: null,
  kalaiSmorodinsky: null,
  egalitarian: null,
  utilitarian: null,
};

/** Σ u. */
const byPoints: Figure = { weights: [1, 1], of: (_first, _second, sum) => sum };

type Named = 'bestSurplus' | 'nash' | 'kalaiSmorodinsky' | 'egalitarian' | 'utilitarian';

/**
 * The smaller of two figures is at most their mean, and the product of two at most the square of their mean: with gain ratios
 * as weights the sum bounds Nash and Kalai-Smorodinsky, with points the egalitarian.
 */
function figuresFor(
  r: readonly [number, number],
  gains: Float64Array,
  weights: Float64Array,
  tolerance: number,
): Record<Named, Figure> {
  const [gain0, gain1] = [gains[0] as number, gains[1] as number];
  const [weight0, weight1] = [weights[0] as number, weights[1] as number];
  const both = gain0 > tolerance && gain1 > tolerance;
  const ratios = [both ? 1 / gain0 : 0, both ? 1 / gain1 : 0] as const;
  const base = ratios[0] * r[0] + ratios[1] * r[1];
  const ratioOf = (role: 0 | 1, points: number) => (points - r[role]) / (role === 0 ? gain0 : gain1);
  const meanRatio = (sum: number) => (both ? (sum - base) / 2 : Number.POSITIVE_INFINITY);
  return {
    utilitarian: byPoints,
    bestSurplus: { weights, of: (_first, _second, sum) => sum - weight0 * r[0] - weight1 * r[1] },
    egalitarian: {
      weights: [1, 1],
      of: (first, second, sum) => Math.min(first - r[0], second - r[1], (sum - r[0] - r[1]) / 2),
    },
    kalaiSmorodinsky: {
      weights: ratios,
      of: (first, second, sum) => {
        const ratio0 = gain0 > tolerance ? ratioOf(0, first) : Number.POSITIVE_INFINITY;
        const ratio1 = gain1 > tolerance ? ratioOf(1, second) : Number.POSITIVE_INFINITY;
        return gain0 > tolerance || gain1 > tolerance ? Math.min(ratio0, ratio1, meanRatio(sum)) : 0;
      },
    },
    nash: {
      weights: ratios,
      of: (first, second, sum) => {
        const product =
          (gain0 > tolerance ? Math.max(0, first - r[0]) : 1) * (gain1 > tolerance ? Math.max(0, second - r[1]) : 1);
        const mean = Math.max(0, meanRatio(sum));
        return both ? Math.min(product, mean * mean * gain0 * gain1) : product;
      },
    },
  };
}

/** A best point may be as good as one that dominates it: the frontier point above it is taken instead. */
function onFrontier(pairs: Pairs, best: Best, tolerance: number): Best {
  const floor = best.points.map((points) => points - tolerance);
  const above = bestPair(pairs, atLeast(floor, byPoints));
  return above === null || above === 'none' ? best : { ...above, value: best.value };
}

function solution({ value, points, choices }: Best): Solution {
  return { value, points: [points], choices: [choices], mean: points.slice(), ties: null };
}
