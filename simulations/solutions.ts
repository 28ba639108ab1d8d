// The solutions that a mediator would point at: Nash, Kalai-Smorodinsky, egalitarian, utilitarian, and what they rest on.
// Safe for the browser. Knows compiled cases and a source of packages; nothing of tables, people or agreements.
import { type Argmax, Collector, type Nearness } from './argmax.ts';
import type { Interest } from './branch-rest.ts';
import type { CompiledCase } from './compiled.ts';
import type { Frontier, Method } from './frontier.ts';
import type { Pairs } from './pairs.ts';
import type { Numbers } from './schema.ts';
import type { Source } from './source.ts';
import type { Tally } from './tally.ts';
import { weighed } from './weighed.ts';

/**
 * One solution set: frontier points only. `value` is the figure maximised (null where it is empty of roles), `points` the
 * distinct tied points, `choices` one package (option indices) for each; `mean` the unweighted mean over the ties, per role;
 * `ties` their number, null where they were not counted and one point stands for all.
 */
export type Solution = {
  value: number | null;
  points: Float64Array[];
  choices: Int32Array[];
  mean: Float64Array;
  ties: number | null;
};

/** All over R = packages with every surplus ≥ 0, except `maxJoint`, which is over all packages. Null where R is empty. */
export type Solutions = {
  /** Best points of each role in R. */
  ideal: Float64Array | null;
  /** argmax Σ u over X. */
  maxJoint: Solution;
  /** What one point of each role counts in joint measures: 1, or 1/(ideal − r) where points cannot be compared (0 where ideal = r). */
  weights: Float64Array | null;
  /** S*: max over R of the weighted joint surplus. */
  bestSurplus: number | null;
  /** A package (option indices) that reaches S*. */
  bestSurplusChoices: Int32Array | null;
  nash: Solution | null;
  kalaiSmorodinsky: Solution | null;
  egalitarian: Solution | null;
  utilitarian: Solution | null;
};

/** All that scoring needs to know of a case, from `analyse`. Plain: can be kept, and posted to a worker. */
export type Analysis = {
  numbers: Numbers;
  compiled: CompiledCase;
  method: Method;
  /** Null where it was not needed or is too large; `notes` say which. */
  frontier: Frontier | null;
  /** Null where the case is too large to solve exactly. */
  solutions: Solutions | null;
  /** Half frontiers, where two roles have too long a frontier to keep. */
  pairs: Pairs | null;
  /** What counting packages around an outcome rests on. */
  tally: Tally;
  notes: string[];
};

/**
 * Solves a case in two passes over the source. Definitions: Nash 1950 (argmax Π s, leaving out roles whose ideal = r);
 * Kalai & Smorodinsky 1975 (argmax min s/(ideal − r), likewise; with nobody left in, the frontier points of R);
 * Raiffa 1982 for the others (argmax min s; argmax Σ u).
 */
export function solve(compiled: CompiledCase, source: Source): Solutions {
  const first = baseline(compiled, source);
  if (first.egalitarian === null) return { ...first, weights: compiled.comparable ? ones(compiled) : null, ...nothing };
  const ideal = first.ideal as Float64Array;
  const gains = gainsOf(compiled, ideal);
  const weights = compiled.comparable
    ? ones(compiled)
    : gains.map((gain) => (gain > compiled.tolerance ? 1 / gain : 0));
  return { ...first, ideal, weights, ...second(compiled, source, gains, weights) };
}

/** ideal − r for each role: what a gain ratio is measured against. */
export function gainsOf(compiled: Pick<CompiledCase, 'reservation'>, ideal: Float64Array): Float64Array {
  return ideal.map((points, role) => points - (compiled.reservation[role] as number));
}

/** Whether a package is worth at least the reservation points to every role. */
export function isRational(compiled: CompiledCase, points: ArrayLike<number>): boolean {
  for (let role = 0; role < points.length; role++) {
    if ((points[role] as number) < (compiled.reservation[role] as number) - compiled.tolerance) return false;
  }
  return true;
}

/** How near two joint figures may be and still be the same: in points, or in gain ratios where points cannot be compared. */
export function jointTolerance(compiled: Pick<CompiledCase, 'comparable' | 'tolerance'>): number {
  return compiled.comparable ? compiled.tolerance : 1e-9;
}

const nothing = { bestSurplus: null, bestSurplusChoices: null, nash: null, kalaiSmorodinsky: null };

function ones(compiled: CompiledCase): Float64Array {
  return new Float64Array(compiled.roleIds.length).fill(1);
}

type Baseline = Pick<Solutions, 'ideal' | 'maxJoint' | 'egalitarian' | 'utilitarian'>;

function baseline(compiled: CompiledCase, source: Source): Baseline {
  const near: Nearness = { value: () => compiled.tolerance, points: compiled.tolerance };
  const joint = new Collector(near);
  const egalitarian = new Collector(near);
  const utilitarian = new Collector(near);
  const { reservation, tolerance } = compiled;
  const roles = reservation.length;
  const ideal = new Float64Array(roles).fill(Number.NEGATIVE_INFINITY);
  const all = ones(compiled);
  const reserved = weighed(reservation, all);
  const wants: Interest['wants'] = (most, [sum = 0]) => {
    if (sum >= joint.least) return true;
    let least = Number.POSITIVE_INFINITY;
    let improves = sum >= utilitarian.least;
    for (let role = 0; role < roles; role++) {
      const own = most[role] as number;
      if (own > (ideal[role] as number)) improves = true;
      const surplus = own - (reservation[role] as number);
      if (surplus < least) least = surplus;
    }
    // Nobody has less than the least: it is at most the mean.
    return least >= -tolerance && (improves || Math.min(least, (sum - reserved) / roles) >= egalitarian.least);
  };
  source(
    (points, choices) => {
      let sum = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let role = 0; role < roles; role++) {
        const own = points[role] as number;
        const surplus = own - (reservation[role] as number);
        sum += own;
        if (surplus < least) least = surplus;
      }
      if (sum >= joint.least) joint.offer(sum, points, choices);
      if (least < -tolerance) return;
      for (let role = 0; role < roles; role++) {
        if ((points[role] as number) > (ideal[role] as number)) ideal[role] = points[role] as number;
      }
      if (least >= egalitarian.least) egalitarian.offer(least, points, choices);
      if (sum >= utilitarian.least) utilitarian.offer(sum, points, choices);
    },
    { weightings: [all], wants },
  );
  const found = egalitarian.result();
  return {
    ideal: found && ideal,
    maxJoint: solution(joint.result() as Argmax),
    egalitarian: found && solution(found),
    utilitarian: found && solution(utilitarian.result() as Argmax),
  };
}

type Second = Pick<Solutions, 'bestSurplus' | 'bestSurplusChoices' | 'nash' | 'kalaiSmorodinsky'>;

function second(compiled: CompiledCase, source: Source, gains: Float64Array, weights: Float64Array): Second {
  const { reservation, tolerance } = compiled;
  const roles = reservation.length;
  const playing = Array.from(gains.keys()).filter((role) => (gains[role] as number) > tolerance);
  const plays = Uint8Array.from(gains, (gain) => (gain > tolerance ? 1 : 0));
  const nash = new Collector({
    value: (best) => (compiled.integral ? 1e-14 : 1e-9) * Math.abs(best),
    points: tolerance,
  });
  const balanced = new Collector({ value: () => (compiled.integral ? 0 : 1e-9), points: tolerance });
  const joint = new Collector({ value: () => 0, points: tolerance });
  const ratios = gains.map((gain, role) => (plays[role] === 1 ? 1 / gain : 0));
  const volume = gains.reduce((product, gain, role) => (plays[role] === 1 ? product * gain : product), 1);
  const base = weighed(reservation, weights);
  const baseRatios = weighed(reservation, ratios);
  const wants = (most: Float64Array, sums: Float64Array) => {
    let product = 1;
    let least = Number.POSITIVE_INFINITY;
    for (let role = 0; role < roles; role++) {
      const surplus = (most[role] as number) - (reservation[role] as number);
      if (surplus < -tolerance) return false;
      if (plays[role] === 0) continue;
      product *= Math.max(0, surplus);
      least = Math.min(least, surplus / (gains[role] as number));
    }
    if (playing.length === 0 || (sums[0] as number) - base > joint.least) return true;
    // No ratio is less than the least, nor their product more than that of as many means (Cauchy 1821).
    const mean = Math.max(0, (sums[1] as number) - baseRatios) / playing.length;
    if (Math.min(least, mean) >= balanced.least) return true;
    return product >= nash.least && volume * (mean * (1 + 1e-9)) ** playing.length >= nash.least;
  };
  source(
    (at, choices) => {
      let product = 1;
      let least = Number.POSITIVE_INFINITY;
      let sum = 0;
      for (let role = 0; role < roles; role++) {
        const surplus = (at[role] as number) - (reservation[role] as number);
        if (surplus < -tolerance) return;
        sum += surplus * (weights[role] as number);
        if (plays[role] === 0) continue;
        product *= Math.max(0, surplus);
        least = Math.min(least, surplus / (gains[role] as number));
      }
      if (playing.length === 0) least = 0;
      if (product >= nash.least) nash.offer(product, at, choices);
      if (least >= balanced.least) balanced.offer(least, at, choices);
      if (sum > joint.least) joint.offer(sum, at, choices);
    },
    { weightings: [weights, ratios], wants },
  );
  const best = joint.result() as Argmax;
  const somebody = playing.length > 0;
  const products = exactNash(compiled, nash.result() as Argmax, playing);
  return {
    bestSurplus: Math.max(0, best.value),
    bestSurplusChoices: best.choices[0] ?? null,
    nash: { ...solution(products), value: somebody ? products.value : null },
    kalaiSmorodinsky: {
      ...solution(balanced.result() as Argmax),
      value: somebody ? (balanced.result() as Argmax).value : null,
    },
  };
}

/** Products of integers beyond 2^53 are rounded, so that near ties are decided again with whole numbers of any length. */
function exactNash(compiled: CompiledCase, found: Argmax, playing: number[]): Argmax {
  if (!compiled.integral || found.points.length < 2) return found;
  const products = found.points.map((points) =>
    playing.reduce(
      (product, role) => product * BigInt((points[role] as number) - (compiled.reservation[role] as number)),
      1n,
    ),
  );
  let best = 0n;
  for (const product of products) if (product > best) best = product;
  const stay = products.flatMap((product, k) => (product === best ? [k] : []));
  return {
    value: Number(best),
    points: stay.map((k) => found.points[k] as Float64Array),
    choices: stay.map((k) => found.choices[k] as Int32Array),
  };
}

function solution({ value, points, choices }: Argmax): Solution {
  const mean = new Float64Array(points[0]?.length ?? 0);
  for (const each of points)
    for (let role = 0; role < mean.length; role++)
      mean[role] = (mean[role] as number) + (each[role] as number) / points.length;
  return { value, points, choices, mean, ties: points.length };
}
