// For many outcomes of one case: the best joint worth of any package that leaves nobody worse off.
// Safe for the browser. Knows a frontier and weights; the answer alone, not the package.
import { covers } from './cover-index.ts';
import { type Frontier, frontierPoint } from './frontier.ts';
import { weighed } from './weighed.ts';

/** Asks for max Σ w·u(y) over frontier points y ≥ points; −Infinity where there is none. */
export type Ceiling = (points: Float64Array) => number;

/** Two roles: binary search and a table of maxima, O(log n) a question. More: down the list by Σ w·u until one covers. */
export function ceilingOf(frontier: Frontier, weights: Float64Array, tolerance: number): Ceiling {
  return frontier.roles === 2 ? overLine(frontier, weights, tolerance) : downTheList(frontier, weights, tolerance);
}

function downTheList(frontier: Frontier, weights: Float64Array, tolerance: number): Ceiling {
  const { roles, count } = frontier;
  const worth = Float64Array.from({ length: count }, (_, k) => weighed(frontierPoint(frontier, k), weights));
  const order = Int32Array.from(worth.keys()).sort((left, right) => (worth[right] as number) - (worth[left] as number));
  const points = new Float64Array(count * roles);
  for (const [at, k] of order.entries()) points.set(frontierPoint(frontier, k), at * roles);
  return (asked) => {
    for (let at = 0; at < count; at++) {
      if (covers(points, at * roles, asked, 0, roles, tolerance)) return worth[order[at] as number] as number;
    }
    return Number.NEGATIVE_INFINITY;
  };
}

/** Ascending by the first role, the frontier descends by the second: what covers a point is one stretch of it. */
function overLine(frontier: Frontier, weights: Float64Array, tolerance: number): Ceiling {
  const { count, points } = frontier;
  const levels = [Float64Array.from({ length: count }, (_, k) => weighed(frontierPoint(frontier, k), weights))];
  for (let width = 1; 2 * width <= count; width *= 2) {
    const below = levels.at(-1) as Float64Array;
    levels.push(
      Float64Array.from({ length: count - 2 * width + 1 }, (_, k) =>
        Math.max(below[k] as number, below[k + width] as number),
      ),
    );
  }
  return (asked) => {
    const from = firstReaching(points, count, (asked[0] as number) - tolerance);
    const to = firstBelow(points, count, (asked[1] as number) - tolerance);
    if (from >= to) return Number.NEGATIVE_INFINITY;
    const level = 31 - Math.clz32(to - from);
    const maxima = levels[level] as Float64Array;
    return Math.max(maxima[from] as number, maxima[to - (1 << level)] as number);
  };
}

/** Index of the first point whose first coordinate reaches the mark; they ascend. */
function firstReaching(points: Float64Array, count: number, mark: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[2 * middle] as number) >= mark) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the first point whose second coordinate falls below the mark; they descend. */
function firstBelow(points: Float64Array, count: number, mark: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[2 * middle + 1] as number) < mark) high = middle;
    else low = middle + 1;
  }
  return low;
}
