// The points of all packages of a small case side by side, to count around an outcome by one look at each.
// Safe for the browser, and plain. Knows points; nothing of options.
import type { CompiledCase } from './compiled.ts';
import { visitPackages } from './enumeration.ts';

/** Packages that dominate an outcome; worth more to everybody; worth less to everybody. Null: not counted. */
export type Around = { dominating: number | null; better: number | null; worse: number | null };

/** Figures kept at most: packages times roles. */
const MOST_FIGURES = 400_000;

/** `points[k * roles + role]` of every package, descending by the first role, or null where that is too much to keep. */
export function everyPointOf(compiled: CompiledCase): Float64Array | null {
  const roles = compiled.roleIds.length;
  if (compiled.outcomes * roles > MOST_FIGURES) return null;
  const all = new Float64Array(compiled.outcomes * roles);
  let at = 0;
  visitPackages(compiled, (points) => {
    all.set(points, at);
    at += roles;
  });
  const order = Int32Array.from({ length: compiled.outcomes }, (_, k) => k * roles);
  order.sort((left, right) => (all[right] as number) - (all[left] as number));
  const sorted = new Float64Array(all.length);
  for (const [k, from] of order.entries()) sorted.set(all.subarray(from, from + roles), k * roles);
  return sorted;
}

/** Packages around `points`: those that dominate it and, for two roles, those worth more and less to both. */
export function countEvery(all: Float64Array, points: Float64Array, tolerance: number): Around {
  const roles = points.length;
  const floor = points.map((own) => own - tolerance);
  let from = 0;
  let dominating = 0;
  let better = 0;
  for (; from < all.length && (all[from] as number) >= (floor[0] as number); from += roles) {
    let role = 1;
    while (role < roles && (all[from + role] as number) >= (floor[role] as number)) role++;
    if (role < roles) continue;
    const more = rolesAbove(all, from, points, tolerance);
    if (more > 0) dominating++;
    if (more === roles) better++;
  }
  if (roles !== 2) return { dominating, better: null, worse: null };
  let worse = 0;
  for (; from < all.length; from += 2) if ((all[from + 1] as number) < (floor[1] as number)) worse++;
  return { dominating, better, worse };
}

/** How many roles get more. */
function rolesAbove(all: Float64Array, from: number, points: Float64Array, tolerance: number): number {
  let more = 0;
  for (let role = 0; role < points.length; role++) {
    if ((all[from + role] as number) > (points[role] as number) + tolerance) more++;
  }
  return more;
}
