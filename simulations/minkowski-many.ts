// The frontier of three to seven roles with additive points, issue by issue.
// Safe for the browser. Knows lists of points; needs no interactions and no caps.
import type { CompiledCase } from './compiled.ts';
import type { StagedFrontier } from './minkowski-two.ts';
import { skylineOf, skylineWithin } from './skyline.ts';
import { optionPoints, type Stage } from './stages.ts';

/** Candidates of one stage beyond this are refused: they would not fit in memory beside each other. */
const MOST_CANDIDATES = 8_000_000;
/** Boxes and points looked at in all stages together: two or three seconds' worth. */
const MOST_STEPS = 120_000_000;

/**
 * The same sum as for two roles; the union of the moved frontiers is filtered as a whole. Cost per issue: F·m candidates,
 * each one question to a k-d tree of the survivors, F the size of the partial frontier. Null where a stage outgrew `most`,
 * or all of them the steps that anybody can be expected to wait for.
 */
export function stageManyRoles(compiled: CompiledCase, tolerance: number, most: number): StagedFrontier {
  const roles = compiled.roleIds.length;
  const stages: Stage[] = [];
  const budget = { steps: MOST_STEPS };
  let points = new Float64Array(roles);
  let packages = Float64Array.of(1);
  for (let issue = 0; issue < compiled.sizes.length; issue++) {
    const own = optionPoints(compiled, issue);
    const size = compiled.sizes[issue] as number;
    const options = skylineOf({ points: own, count: size, roles }, new Float64Array(size).fill(1), tolerance);
    const width = options.kept.length;
    const count = packages.length * width;
    if (count > MOST_CANDIDATES) return null;
    const sums = sumsOf(points, own, options.kept, roles);
    const products = Float64Array.from(
      { length: count },
      (_, k) => (packages[Math.floor(k / width)] as number) * (options.packages[k % width] as number),
    );
    const stay = skylineWithin(budget, { points: sums, count, roles }, products, tolerance);
    if (stay === null || stay.kept.length > most) return null;
    stages.push({
      issue,
      parents: stay.kept.map((k) => Math.floor(k / width)),
      options: stay.kept.map((k) => options.kept[k % width] as number),
    });
    points = gathered(sums, stay.kept, roles);
    packages = stay.packages as Float64Array<ArrayBuffer>;
  }
  return { stages, packages };
}

/** Every partial package with every option: candidate `k * kept.length + o` is partial package k with option kept[o]. */
function sumsOf(points: Float64Array, own: Float64Array, kept: Int32Array, roles: number): Float64Array {
  const count = points.length / roles;
  const sums = new Float64Array(points.length * kept.length);
  let at = 0;
  for (let k = 0; k < count; k++) {
    for (const option of kept) {
      for (let role = 0; role < roles; role++)
        sums[at++] = (points[k * roles + role] as number) + (own[option * roles + role] as number);
    }
  }
  return sums;
}

function gathered(points: Float64Array, kept: Int32Array, roles: number): Float64Array<ArrayBuffer> {
  const few = new Float64Array(kept.length * roles);
  kept.forEach((k, at) => {
    for (let role = 0; role < roles; role++) few[at * roles + role] = points[k * roles + role] as number;
  });
  return few;
}
