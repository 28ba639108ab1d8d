// The frontier of a case: the packages that no other beats for everyone, as distinct payoff points.
// Safe for the browser. Chooses the method; knows nothing of solutions, scores or people.
import { branchFrontier } from './branch-frontier.ts';
import { type CompiledCase, isAdditive, pointsAt } from './compiled.ts';
import { enumerateFrontier } from './enumerated-frontier.ts';
import { stageManyRoles } from './minkowski-many.ts';
import { stageTwoRoles } from './minkowski-two.ts';
import { skylineOf } from './skyline.ts';
import { traceChoices } from './stages.ts';

/** More points than this are not kept. */
export const MOST_FRONTIER_POINTS = 200_000;
/** On the way a partial frontier may be this large: later issues can thin it out again. */
const MOST_PARTIAL_POINTS = 250_000;
/** Cases with interactions are enumerated up to this many packages, so that packages per point can be counted. */
export const MOST_ENUMERATED = 1_000_000;

export type Method = 'enumeration' | 'minkowski' | 'branchAndBound';

/** Distinct payoff points, ascending by the first role's points (then the second's, …). Plain: can be posted to a worker. */
export type Frontier = {
  roles: number;
  issues: number;
  count: number;
  /** `points[k * roles + role]`: equal to `pointsOf` the package of `choices`. */
  points: Float64Array;
  /** Number of packages with the points k; NaN beyond 2^53; null where they were not counted. */
  packages: Float64Array | null;
  /** `choices[k * issues + issue]`: the options of one such package. */
  choices: Int32Array;
};

export type FrontierAnswer =
  | { method: Method; frontier: Frontier; reason: null }
  | { method: Method; frontier: null; reason: string };

/**
 * The frontier of X, exact up to the case's tolerance (1e-9 of its largest payoff; 0 for integers).
 * Additive points: Minkowski sums. Interactions: enumeration up to a million packages, else branch and bound.
 * `frontier: null` with the reason where there are more than 200,000 points or the search would not end.
 * Payoff-space definition: Raiffa 1982, ch. 11; Lax & Sebenius 1986.
 */
export function frontierOf(compiled: CompiledCase): FrontierAnswer {
  const method = methodFor(compiled);
  const found = findBy[method](compiled);
  if (typeof found === 'string') return { method, frontier: null, reason: found };
  const frontier = settled(compiled, found.choices, found.packages);
  if (frontier.count > MOST_FRONTIER_POINTS) return { method, frontier: null, reason: tooMany() };
  return { method, frontier, reason: null };
}

/** How a case's frontier is found. */
export function methodFor(compiled: CompiledCase): Method {
  if (isAdditive(compiled)) return 'minkowski';
  return compiled.outcomes <= MOST_ENUMERATED ? 'enumeration' : 'branchAndBound';
}

/** Row k of the frontier. */
export function frontierPoint(frontier: Frontier, k: number): Float64Array {
  return frontier.points.subarray(k * frontier.roles, (k + 1) * frontier.roles);
}

/** Options of one package with the points of row k. */
export function frontierChoices(frontier: Frontier, k: number): Int32Array {
  return frontier.choices.subarray(k * frontier.issues, (k + 1) * frontier.issues);
}

/** Rounding differences are merged early, real ones decided at the end: a thousandth of the tolerance a stage. */
function stageTolerance(compiled: CompiledCase): number {
  return compiled.tolerance / 1000;
}

/** Choices with or without counts, before the last filter. */
type Found = { choices: Int32Array; packages: Float64Array | null };

const findBy: Record<Method, (compiled: CompiledCase) => Found | string> = {
  minkowski,
  enumeration: enumerated,
  branchAndBound: (compiled) => branchFrontier(compiled, stageTolerance(compiled), MOST_FRONTIER_POINTS),
};

function minkowski(compiled: CompiledCase): Found | string {
  const stage = compiled.roleIds.length === 2 ? stageTwoRoles : stageManyRoles;
  const staged = stage(compiled, stageTolerance(compiled), MOST_PARTIAL_POINTS);
  if (staged === null)
    return `partial frontiers pass ${MOST_PARTIAL_POINTS.toLocaleString('en')} points or take too long to compare`;
  if (staged.packages.length > 2 * MOST_FRONTIER_POINTS) return tooMany();
  return { choices: traceChoices(staged.stages, compiled.sizes.length), packages: staged.packages };
}

function enumerated(compiled: CompiledCase): Found | string {
  return enumerateFrontier(compiled, stageTolerance(compiled), 2 * MOST_FRONTIER_POINTS) ?? tooMany();
}

function tooMany(): string {
  return `more than ${MOST_FRONTIER_POINTS.toLocaleString('en')} points`;
}

/** Last filter at the full tolerance, with points as `pointsOf` adds them, in the promised order. */
function settled(compiled: CompiledCase, choices: Int32Array, packages: Float64Array | null): Frontier {
  const roles = compiled.roleIds.length;
  const issues = compiled.sizes.length;
  const count = issues === 0 ? 0 : choices.length / issues;
  const points = new Float64Array(count * roles);
  for (let k = 0; k < count; k++)
    points.set(pointsAt(compiled, choices.subarray(k * issues, (k + 1) * issues)), k * roles);
  const stay = skylineOf({ points, count, roles }, packages ?? new Float64Array(count).fill(1), compiled.tolerance);
  const order = Array.from(stay.kept.keys()).sort((left, right) =>
    compareRows(points, stay.kept[left] as number, stay.kept[right] as number, roles),
  );
  const sorted = { points: new Float64Array(order.length * roles), choices: new Int32Array(order.length * issues) };
  order.forEach((at, k) => {
    const row = stay.kept[at] as number;
    sorted.points.set(points.subarray(row * roles, (row + 1) * roles), k * roles);
    sorted.choices.set(choices.subarray(row * issues, (row + 1) * issues), k * issues);
  });
  const counted = packages && Float64Array.from(order, (at) => exactCount(stay.packages[at] as number));
  return { roles, issues, count: order.length, packages: counted, ...sorted };
}

function exactCount(packages: number): number {
  return packages <= Number.MAX_SAFE_INTEGER ? packages : Number.NaN;
}

function compareRows(points: Float64Array, left: number, right: number, roles: number): number {
  for (let role = 0; role < roles; role++) {
    const difference = (points[left * roles + role] as number) - (points[right * roles + role] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
