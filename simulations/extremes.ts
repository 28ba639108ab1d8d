// The least and the most that each role can get of any package, exactly.
// Safe for the browser. Knows compiled cases; nothing of measures.
import { branchAndBound } from './branch.ts';
import { planSearch } from './branch-plan.ts';
import { type CompiledCase, issueExtremes } from './compiled.ts';

const MOST_BRANCHES = 5_000_000;

/** Points per role; null where the interactions are too many for the search to end. */
export type Extremes = { min: number[] | null; max: number[] | null };

/** Additive points: the sum of each issue's ends. Interactions: one branch and bound per role and end. */
export function extremesOf(compiled: CompiledCase): Extremes {
  const roles = Array.from(compiled.tables.keys());
  const unbounded = compiled.caps.map(() => Number.POSITIVE_INFINITY);
  const turned: CompiledCase = {
    ...compiled,
    caps: unbounded,
    tables: compiled.tables.map((table) => table.map((points) => points.map((each) => -each))),
    interactions: compiled.interactions.map((interaction) => ({ ...interaction, points: -interaction.points })),
  };
  const most = roles.map((role) => mostOf(compiled, role));
  const least = roles.map((role) => mostOf(turned, role));
  return {
    max: complete(most),
    min: complete(least)?.map((points, role) => Math.min(0 - points, compiled.caps[role] as number)) ?? null,
  };
}

/** Whether some package of the case would be worth more than a role's cap. */
export function capsBind(compiled: CompiledCase): boolean {
  if (compiled.caps.every((cap) => cap === Number.POSITIVE_INFINITY)) return false;
  const free = { ...compiled, caps: compiled.caps.map(() => Number.POSITIVE_INFINITY) };
  return compiled.caps.some((cap, role) => (mostOf(free, role) ?? Number.POSITIVE_INFINITY) > cap + compiled.tolerance);
}

function complete(values: (number | null)[]): number[] | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === values.length ? known : null;
}

function mostOf(compiled: CompiledCase, role: number): number | null {
  if (!compiled.interactions.some((interaction) => interaction.role === role)) {
    const sum = (compiled.tables[role] as Float64Array[]).reduce(
      (total, _, issue) => total + issueExtremes(compiled, role, issue).most,
      0,
    );
    return Math.min(sum, compiled.caps[role] as number);
  }
  return searched(compiled, role);
}

function searched(compiled: CompiledCase, role: number): number | null {
  let best = Number.NEGATIVE_INFINITY;
  const alone = onlyRole(compiled, role);
  const wants = (bound: Float64Array) => (bound[0] as number) > best;
  const meets = (points: Float64Array) => {
    best = Math.max(best, points[0] as number);
  };
  return branchAndBound(planSearch(alone), { wants, meets }, MOST_BRANCHES) ? best : null;
}

/** The case as one role sees it: fewer options differ, so that far fewer need looking at. */
function onlyRole(compiled: CompiledCase, role: number): CompiledCase {
  return {
    ...compiled,
    roleIds: [compiled.roleIds[role] as string],
    tables: [compiled.tables[role] as Float64Array[]],
    caps: compiled.caps.slice(role, role + 1),
    reservation: compiled.reservation.slice(role, role + 1),
    interactions: compiled.interactions.flatMap((interaction) =>
      interaction.role === role ? [{ ...interaction, role: 0 }] : [],
    ),
  };
}
