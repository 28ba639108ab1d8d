// A few good packages found by climbing, so that branch and bound can rule out much from the start.
// Safe for the browser. Promises nothing about what it finds; exactness is the search's affair.

import type { Plan } from './branch-plan.ts';
import { type CompiledCase, pointsAt } from './compiled.ts';

/** Sweeps over all issues before a climb is given up. */
const MOST_SWEEPS = 20;
/** With more options than this a climb costs more than it saves. */
const MOST_OPTIONS = 5_000;

/** Packages (options in file order) that nearly maximise each of several weightings of the roles. Deterministic. */
export function goodPackages(compiled: CompiledCase, plan: Plan): Int32Array[] {
  const options = plan.levels.reduce((sum, level) => sum + level.options.length, 0);
  if (options > MOST_OPTIONS) return [];
  return weightings(compiled).flatMap((weights) =>
    startsFor(compiled, plan).map((start) => climb(compiled, plan, weights, start)),
  );
}

/** Every role nearly alone, all alike, and nine mixtures between every pair of neighbours. */
function weightings(compiled: CompiledCase): Float64Array[] {
  const roles = compiled.roleIds.length;
  const all = [new Float64Array(roles).fill(1)];
  for (let role = 0; role < roles; role++) {
    for (let share = 0; share <= 9; share++) {
      const weights = new Float64Array(roles).fill(0.05);
      weights[role] = share / 10 + 0.05;
      weights[(role + 1) % roles] = 1 - share / 10;
      all.push(weights);
    }
  }
  return all;
}

function startsFor(compiled: CompiledCase, plan: Plan): Int32Array[] {
  return [0, 0.5, 1].map((share) => {
    const start = new Int32Array(compiled.sizes.length);
    for (const { issue, options } of plan.levels)
      start[issue] = options[Math.round(share * (options.length - 1))] as number;
    return start;
  });
}

/** Changes one issue at a time for the better until no single change helps. */
function climb(compiled: CompiledCase, plan: Plan, weights: Float64Array, start: Int32Array): Int32Array {
  const options = start.slice();
  let best = weighed(compiled, weights, options);
  for (let sweep = 0, improved = true; improved && sweep < MOST_SWEEPS; sweep++) {
    improved = false;
    for (const level of plan.levels) {
      const previous = options[level.issue] as number;
      let choice = previous;
      for (const option of level.options) {
        options[level.issue] = option;
        const worth = weighed(compiled, weights, options);
        if (worth > best) {
          best = worth;
          choice = option;
        }
      }
      options[level.issue] = choice;
      improved ||= choice !== previous;
    }
  }
  return options;
}

function weighed(compiled: CompiledCase, weights: Float64Array, options: Int32Array): number {
  return pointsAt(compiled, options).reduce((sum, points, role) => sum + points * (weights[role] as number), 0);
}
