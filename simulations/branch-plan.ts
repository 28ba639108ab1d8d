// Prepares branch and bound: which options need looking at, in which order, and what each interaction still waits for.
// Safe for the browser. Knows compiled cases; nothing of what is searched for.
import type { CompiledCase, CompiledInteraction } from './compiled.ts';
import { issueExtremes } from './compiled.ts';

/** An interaction seen from one issue: its number and, per class of options, whether its condition there holds. */
type Involved = { interaction: number; holds: Uint8Array };

/** One issue at its depth in the search. */
export type Level = {
  issue: number;
  /** One option standing for each class, in file order. */
  options: Int32Array;
  /** `points[class * roles + role]`. */
  points: Float64Array;
  involved: Involved[];
  /** Interactions whose last issue in search order this is; only here do they enter the bound. */
  closing: Involved[];
  /** Later depths whose bound changes when this one is decided. */
  affects: number[];
};

export type Plan = {
  roles: number;
  levels: Level[];
  interactions: CompiledInteraction[];
  conditions: Int32Array;
  caps: Float64Array;
};

/**
 * Issues with most at stake first. Options that nobody can tell apart are one class; an option is left out where another one
 * is at least as good for every role and meets every condition that pays and no condition that costs more than it does, since
 * exchanging the two never hurts anybody.
 */
export function planSearch(compiled: CompiledCase): Plan {
  const roles = compiled.roleIds.length;
  const order = Array.from(compiled.sizes.keys()).sort(
    (left, right) => stakes(compiled, right) - stakes(compiled, left) || left - right,
  );
  const depthOf = new Map(order.map((issue, depth) => [issue, depth]));
  const closesAt = compiled.interactions.map(({ issues }) =>
    Math.max(...issues.map((issue) => depthOf.get(issue) as number)),
  );
  const levels = order.map((issue, depth): Level => {
    const options = neededOptions(compiled, issue);
    const involved = involvedIn(compiled, issue, options);
    return {
      issue,
      options,
      points: Float64Array.from({ length: options.length * roles }, (_, k) =>
        pointsOn(compiled, k % roles, issue, options[Math.floor(k / roles)] as number),
      ),
      involved,
      closing: involved.filter(({ interaction }) => closesAt[interaction] === depth),
      affects: [...new Set(involved.map(({ interaction }) => closesAt[interaction] as number))].filter(
        (later) => later > depth,
      ),
    };
  });
  const conditions = Int32Array.from(compiled.interactions, ({ issues }) => issues.length);
  return { roles, levels, interactions: compiled.interactions, conditions, caps: compiled.caps };
}

function pointsOn(compiled: CompiledCase, role: number, issue: number, option: number): number {
  return ((compiled.tables[role] as Float64Array[])[issue] as Float64Array)[option] as number;
}

/** How much of the case hangs on an issue: its own spread and its part of every interaction, for all roles. */
function stakes(compiled: CompiledCase, issue: number): number {
  let sum = 0;
  for (let role = 0; role < compiled.roleIds.length; role++) {
    const { least, most } = issueExtremes(compiled, role, issue);
    sum += most - least;
  }
  for (const { issues, points } of compiled.interactions) if (issues.includes(issue)) sum += Math.abs(points);
  return sum;
}

/** Comparing all options with all would cost more than it saves beyond this. */
const MOST_COMPARED = 2_000;

function neededOptions(compiled: CompiledCase, issue: number): Int32Array {
  const size = compiled.sizes[issue] as number;
  if (size > MOST_COMPARED) return Int32Array.from({ length: size }, (_, option) => option);
  const conditions = compiled.interactions.flatMap(({ issues, holds, points }) =>
    issues.flatMap((at, k) => (at === issue ? [{ holds: holds[k] as Uint8Array, pays: points > 0 }] : [])),
  );
  const tables = compiled.tables.map((table) => table[issue] as Float64Array);
  const asGood = (better: number, worse: number) =>
    tables.every((points) => (points[better] as number) >= (points[worse] as number)) &&
    conditions.every(({ holds, pays }) =>
      pays
        ? (holds[better] as number) >= (holds[worse] as number)
        : (holds[better] as number) <= (holds[worse] as number),
    );
  const needed: number[] = [];
  for (let option = 0; option < size; option++) {
    if (needed.some((other) => asGood(other, option))) continue;
    const stay = needed.filter((other) => !asGood(option, other));
    needed.length = 0;
    needed.push(...stay, option);
  }
  return Int32Array.from(needed);
}

function involvedIn(compiled: CompiledCase, issue: number, options: Int32Array): Involved[] {
  return compiled.interactions.flatMap(({ issues, holds }, interaction) => {
    const k = issues.indexOf(issue);
    return k < 0
      ? []
      : [{ interaction, holds: Uint8Array.from(options, (option) => (holds[k] as Uint8Array)[option] as number) }];
  });
}
