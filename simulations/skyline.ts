// Which of many points are dominated by none: the filter behind every frontier.
// Safe for the browser. Knows points, counts and a tolerance, nothing of packages or cases.
import { CoverIndex } from './cover-index.ts';

/** Points side by side: `points[k * roles + role]`. */
export type PointList = { points: Float64Array; count: number; roles: number };

/** Indices of the points that stay, and how many packages have each of them. */
export type Survivors = { kept: Int32Array; packages: Float64Array };

/**
 * The points that no other point dominates (≥ for every role and > for one, up to `tolerance`), each distinct point once.
 * `packages[k]` says how many packages point k stands for; points that are equal add theirs up.
 * Cost for two roles O(n log n); for more, n questions to a k-d tree of the survivors.
 */
export function skylineOf(list: PointList, packages: Float64Array, tolerance: number): Survivors {
  return skylineWithin({ steps: Number.POSITIVE_INFINITY }, list, packages, tolerance) as Survivors;
}

/** The same, taking the steps it needs from a budget; null where that does not suffice. Two roles need none. */
export function skylineWithin(
  budget: { steps: number },
  list: PointList,
  packages: Float64Array,
  tolerance: number,
): Survivors | null {
  return list.roles === 2 ? sweepTwo(list, packages, tolerance) : sweepMany(budget, list, packages, tolerance);
}

/** Whether two points are the same up to the tolerance. */
function samePoint(points: Float64Array, left: number, right: number, roles: number, tolerance: number): boolean {
  for (let role = 0; role < roles; role++) {
    if (Math.abs((points[left * roles + role] as number) - (points[right * roles + role] as number)) > tolerance)
      return false;
  }
  return true;
}

/** Descending by the first role; within one value of the first role, the best of the second role decides. */
function sweepTwo({ points, count }: PointList, packages: Float64Array, tolerance: number): Survivors {
  const order = descending(count, (k) => points[2 * k] as number);
  const kept: number[] = [];
  const totals: number[] = [];
  for (const k of order) {
    const last = kept.at(-1);
    const gain =
      last === undefined ? Number.POSITIVE_INFINITY : (points[2 * k + 1] as number) - (points[2 * last + 1] as number);
    const sameFirst = last !== undefined && (points[2 * last] as number) - (points[2 * k] as number) <= tolerance;
    if (gain > tolerance) {
      if (sameFirst) {
        kept.pop();
        totals.pop();
      }
      kept.push(k);
      totals.push(packages[k] as number);
    } else if (sameFirst && gain >= -tolerance) {
      totals[totals.length - 1] = (totals.at(-1) as number) + (packages[k] as number);
    }
  }
  return { kept: Int32Array.from(kept), packages: Float64Array.from(totals) };
}

/** Descending by the sum, so that whatever dominates a point has come before it. */
function sweepMany(
  budget: { steps: number },
  { points, count, roles }: PointList,
  packages: Float64Array,
  tolerance: number,
): Survivors | null {
  const sumOf = (k: number) => {
    let sum = 0;
    for (let role = 0; role < roles; role++) sum += points[k * roles + role] as number;
    return sum;
  };
  const index = new CoverIndex(roles, tolerance);
  const kept: number[] = [];
  const totals: number[] = [];
  for (const k of descending(count, sumOf)) {
    const cover = index.coverOf(points, k * roles);
    if (index.steps > budget.steps) return null;
    if (cover < 0) {
      index.add(points, k * roles, kept.length);
      kept.push(k);
      totals.push(packages[k] as number);
    } else if (samePoint(points, kept[cover] as number, k, roles, tolerance)) {
      totals[cover] = (totals[cover] as number) + (packages[k] as number);
    }
  }
  budget.steps -= index.steps;
  return { kept: Int32Array.from(kept), packages: Float64Array.from(totals) };
}

/**
 * Indices 0…count-1 by descending key, in input order where keys are equal. Typed arrays sort far faster than a comparator
 * over indices, so each key is written into the high bits of a double and its index into the low ones where that is
 * exact; otherwise the comparator does it.
 */
function descending(count: number, keyOf: (k: number) => number): Int32Array {
  const keys = new Float64Array(count);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let k = 0; k < count; k++) {
    const key = keyOf(k);
    keys[k] = key;
    if (key < least) least = key;
    if (key > most) most = key;
    whole &&= Number.isInteger(key);
  }
  if (whole && (most - least + 1) * count <= Number.MAX_SAFE_INTEGER) {
    for (let k = 0; k < count; k++) keys[k] = (most - (keys[k] as number)) * count + k;
    keys.sort();
    return Int32Array.from(keys, (packed) => packed % count);
  }
  const order = Int32Array.from({ length: count }, (_, k) => k);
  return order.sort((left, right) => (keys[right] as number) - (keys[left] as number) || left - right);
}
