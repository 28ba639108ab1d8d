// A case as arrays of numbers, for the loops that look at millions of packages.
// Safe for the browser, and plain: a compiled case can be posted to a worker. Knows nothing of measures.
import { settlementAt, settlementCount, settlements } from './grid.ts';
import { conditionHolds, issuePoints } from './payoff.ts';
import type { AgreementRule, Interaction, Numbers, Package } from './schema.ts';

/** One interaction: `holds[k][option]` is 1 where the option of issue `issues[k]` meets the condition. */
export type CompiledInteraction = { role: number; points: number; issues: number[]; holds: Uint8Array[] };

/** Issues, roles and options are indices in file order everywhere. */
export type CompiledCase = {
  roleIds: string[];
  issueIds: string[];
  /** Options per issue; a range without steps counts 1,001. */
  sizes: Int32Array;
  /** `tables[role][issue][option]`, points. */
  tables: Float64Array[][];
  interactions: CompiledInteraction[];
  /** Most points a package may be worth, per role; Infinity where the case names no cap. */
  caps: Float64Array;
  /** Reservation points r, per role. */
  reservation: Float64Array;
  /** Number of packages; inexact beyond 2^53, where `outcomesExact` is still right. */
  outcomes: number;
  outcomesExact: bigint;
  /** Every figure is an integer, so that sums and comparisons are exact. */
  integral: boolean;
  /** Two payoffs nearer than this are the same: 0 for integers, else 1e-9 times `scale`. */
  tolerance: number;
  /** The largest absolute payoff that any role can reach (with interactions: a bound on it). */
  scale: number;
  comparable: boolean;
  agreement: AgreementRule;
  /** Ranges without steps, which analysis looks at in 1,001 steps. */
  steppedIssues: string[];
};

/** Compiles a case without faults (`shapeFaults`). Cost: one pass over all options and interactions. */
export function compileCase(numbers: Numbers): CompiledCase {
  const sizes = Int32Array.from(numbers.issues, settlementCount);
  const tables = numbers.roles.map((role) =>
    numbers.issues.map((issue) =>
      Float64Array.from(settlements(issue), (choice) => issuePoints(issue, role.points[issue.id], choice)),
    ),
  );
  const interactions = numbers.interactions.map((interaction) => compileInteraction(numbers, interaction));
  const caps = Float64Array.from(numbers.roles, (role) => role.capPoints ?? Number.POSITIVE_INFINITY);
  const reservation = Float64Array.from(numbers.roles, (role) => role.reservationPoints);
  const bare = { sizes, tables, interactions, caps };
  const scale = Math.max(...numbers.roles.map((_, role) => largestPayoff(bare, role)));
  const integral = allIntegers(bare, reservation) && scale * numbers.roles.length <= Number.MAX_SAFE_INTEGER;
  const outcomesExact = sizes.reduce((product, size) => product * BigInt(size), 1n);
  return {
    ...bare,
    reservation,
    roleIds: numbers.roles.map((role) => role.id),
    issueIds: numbers.issues.map((issue) => issue.id),
    outcomesExact,
    outcomes: Number(outcomesExact),
    integral,
    scale,
    tolerance: integral ? 0 : 1e-9 * scale,
    comparable: numbers.comparablePoints,
    agreement: numbers.agreement,
    steppedIssues: numbers.issues
      .filter((issue) => 'min' in issue && issue.step === undefined && issue.min !== issue.max)
      .map((issue) => issue.id),
  };
}

/** Whether payoffs are sums of table entries and nothing else, so that Minkowski sums apply. */
export function isAdditive(compiled: CompiledCase): boolean {
  return compiled.interactions.length === 0 && compiled.caps.every((cap) => cap === Number.POSITIVE_INFINITY);
}

/** Points of every role for one package given as option indices, added in issue order as `pointsOf` adds them. */
export function pointsAt(compiled: CompiledCase, options: ArrayLike<number>): Float64Array {
  const points = new Float64Array(compiled.roleIds.length);
  for (let role = 0; role < points.length; role++) {
    const table = compiled.tables[role] as Float64Array[];
    let sum = 0;
    for (let issue = 0; issue < table.length; issue++)
      sum += (table[issue] as Float64Array)[options[issue] as number] as number;
    points[role] = sum;
  }
  for (const { role, points: extra, issues, holds } of compiled.interactions) {
    const all = issues.every((issue, k) => (holds[k] as Uint8Array)[options[issue] as number] === 1);
    if (all) points[role] = (points[role] as number) + extra;
  }
  return points.map((sum, role) => Math.min(sum, compiled.caps[role] as number));
}

/** A package given as option indices, written with the case's own issue ids and choices. */
export function packageAt(numbers: Pick<Numbers, 'issues'>, options: ArrayLike<number>): Package {
  return Object.fromEntries(
    numbers.issues.map((issue, index) => [issue.id, settlementAt(issue, options[index] as number)]),
  );
}

/** Least and most additive points of a role on one issue. */
export function issueExtremes(
  compiled: Pick<CompiledCase, 'tables'>,
  role: number,
  issue: number,
): { least: number; most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const points of (compiled.tables[role] as Float64Array[])[issue] as Float64Array) {
    if (points < least) least = points;
    if (points > most) most = points;
  }
  return { least, most };
}

type Bare = Pick<CompiledCase, 'sizes' | 'tables' | 'interactions' | 'caps'>;

function compileInteraction(numbers: Numbers, interaction: Interaction): CompiledInteraction {
  const conditions = Object.entries(interaction.when).map(([issueId, condition]) => {
    const issue = numbers.issues.findIndex((candidate) => candidate.id === issueId);
    const described = numbers.issues[issue];
    if (!described) throw new RangeError(`interaction on unknown issue ${issueId}`);
    return {
      issue,
      holds: Uint8Array.from(settlements(described), (choice) =>
        conditionHolds(described, condition, choice) ? 1 : 0,
      ),
    };
  });
  return {
    role: numbers.roles.findIndex((role) => role.id === interaction.role),
    points: interaction.points,
    issues: conditions.map(({ issue }) => issue),
    holds: conditions.map(({ holds }) => holds),
  };
}

function largestPayoff(bare: Bare, role: number): number {
  let least = 0;
  let most = 0;
  for (let issue = 0; issue < bare.sizes.length; issue++) {
    const extremes = issueExtremes(bare, role, issue);
    least += extremes.least;
    most += extremes.most;
  }
  for (const interaction of bare.interactions) {
    if (interaction.role !== role) continue;
    if (interaction.points < 0) least += interaction.points;
    else most += interaction.points;
  }
  return Math.max(Math.abs(least), Math.abs(Math.min(most, bare.caps[role] as number)));
}

function allIntegers(bare: Bare, reservation: Float64Array): boolean {
  const tablesWhole = bare.tables.every((table) => table.every((points) => points.every(Number.isSafeInteger)));
  const capsWhole = bare.caps.every((cap) => cap === Number.POSITIVE_INFINITY || Number.isSafeInteger(cap));
  return (
    tablesWhole &&
    capsWhole &&
    reservation.every(Number.isSafeInteger) &&
    bare.interactions.every(({ points }) => Number.isSafeInteger(points))
  );
}
