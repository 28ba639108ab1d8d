// How far the interests stand apart: the least distance of any package to everybody's ideal at once.
// Safe for the browser. Knows an analysis; nothing of agreements.
import type { CompiledCase } from './compiled.ts';
import { countPackages, type RangeTest } from './count.ts';
import { type Analysis, gainsOf } from './solutions.ts';
import { visitFrontier } from './source.ts';

const MOST_BRANCHES = 5_000_000;

/**
 * min over packages of the Euclidean distance to (1, …, 1) in gain ratios s/(ideal − r), leaving out roles whose ideal = r
 * (Baarslag et al. 2014, there on utilities from 0 to 1). Null where R is empty or the search did not end. Starts from the
 * frontier points of R, then rules out whole branches by the nearest their range could come.
 */
export function oppositionOf({ compiled, frontier, solutions }: Analysis): number | null {
  const ideal = solutions?.ideal;
  if (!ideal) return null;
  const gains = gainsOf(compiled, ideal);
  let nearest = Number.POSITIVE_INFINITY;
  if (frontier) {
    visitFrontier(frontier, (points) => {
      nearest = Math.min(nearest, squaredDistance(compiled, gains, points, points));
    });
  }
  const test: RangeTest = (least, most) => {
    const distance = squaredDistance(compiled, gains, least, most);
    if (distance >= nearest) return 'none';
    if (!least.every((points, role) => points === most[role])) return 'some';
    nearest = distance;
    return 'none';
  };
  // With two roles no package outside R comes nearer than one in R: some ratio there is below 0, so it lies beyond 1.
  const settled = compiled.roleIds.length === 2 && frontier !== null;
  const finished = settled || countPackages(compiled, test, MOST_BRANCHES) !== null;
  return finished ? Math.sqrt(nearest) : null;
}

/** Least squared distance to (1, …, 1) of anything whose points lie between the two corners. */
function squaredDistance(
  { reservation, tolerance }: CompiledCase,
  gains: Float64Array,
  least: Float64Array,
  most: Float64Array,
): number {
  let sum = 0;
  for (let role = 0; role < gains.length; role++) {
    const gain = gains[role] as number;
    if (gain <= tolerance) continue;
    const low = ((least[role] as number) - (reservation[role] as number)) / gain;
    const high = ((most[role] as number) - (reservation[role] as number)) / gain;
    const off = high < 1 ? 1 - high : Math.max(0, low - 1);
    sum += off * off;
  }
  return sum;
}
