// What a branch of packages can still be worth at most, to each role and by weighted sums of the roles' points.
// Safe for the browser. Knows compiled cases; what the bounds rule out is the caller's affair.
import { type CompiledCase, issueExtremes } from './compiled.ts';
import { weighed } from './weighed.ts';

/**
 * Says of a branch whether it is worth visiting: its packages are worth at most `most` to each role and at most `sums[k]` by
 * `weightings[k]` (no weight below 0). Both arrays are reused.
 */
export type Interest = {
  weightings: readonly Float64Array[];
  wants: (most: Float64Array, sums: Float64Array) => boolean;
};

/** Sums that are added in another order differ by less than this share of what they are sums of. */
const ROUNDING = 1e-12;

/** Bounds of every branch: what is decided plus the best of every open issue, never too low by rounding. */
export class BranchRest {
  readonly #interest: Interest;
  readonly #caps: Float64Array;
  /** Per depth: what the issues from there on can add at most, with all that may be lost to rounding. */
  readonly #most: Float64Array[];
  readonly #sums: Float64Array[];
  readonly #bound: Float64Array;
  readonly #boundSums: Float64Array;

  constructor(compiled: CompiledCase, interest: Interest) {
    const { weightings } = interest;
    this.#interest = interest;
    this.#caps = compiled.caps;
    this.#bound = new Float64Array(compiled.roleIds.length);
    this.#boundSums = new Float64Array(weightings.length);
    const slack = compiled.tolerance + ROUNDING * magnitude(compiled);
    const ends = compiled.roleIds.map(() => (compiled.integral ? 0 : slack));
    this.#most = [Float64Array.from(ends)];
    this.#sums = [Float64Array.from(weightings, (weights) => slack * weights.reduce((sum, weight) => sum + weight, 0))];
    for (let issue = compiled.sizes.length - 1; issue >= 0; issue--) {
      this.#most.unshift((this.#most[0] as Float64Array).map((rest, role) => rest + roleMost(compiled, issue, role)));
      this.#sums.unshift(
        (this.#sums[0] as Float64Array).map(
          (rest, k) => rest + sumMost(compiled, issue, weightings[k] as Float64Array),
        ),
      );
    }
  }

  /** Whether packages are of interest that have `decided` so far, with the issues from `depth` on still open. */
  wants(decided: Float64Array, depth: number): boolean {
    const { weightings, wants } = this.#interest;
    const bound = this.#bound;
    const most = this.#most[depth] as Float64Array;
    const sums = this.#sums[depth] as Float64Array;
    for (let role = 0; role < bound.length; role++)
      bound[role] = Math.min((decided[role] as number) + (most[role] as number), this.#caps[role] as number);
    for (let k = 0; k < sums.length; k++)
      this.#boundSums[k] = weighed(decided, weightings[k] as Float64Array) + (sums[k] as number);
    return wants(bound, this.#boundSums);
  }
}

function roleMost(compiled: CompiledCase, issue: number, role: number): number {
  return issueExtremes(compiled, role, issue).most + extras(compiled, issue, role);
}

function sumMost(compiled: CompiledCase, issue: number, weights: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let option = 0; option < (compiled.sizes[issue] as number); option++) {
    let sum = 0;
    for (let role = 0; role < weights.length; role++)
      sum +=
        (weights[role] as number) *
        (((compiled.tables[role] as Float64Array[])[issue] as Float64Array)[option] as number);
    if (sum > most) most = sum;
  }
  return weights.reduce((sum, weight, role) => sum + weight * extras(compiled, issue, role), most);
}

/** What interactions can pay a role that the issue decides, being the last that they depend on. */
function extras({ interactions }: CompiledCase, issue: number, role: number): number {
  let sum = 0;
  for (const interaction of interactions) {
    if (interaction.role === role && interaction.points > 0 && Math.max(...interaction.issues) === issue)
      sum += interaction.points;
  }
  return sum;
}

/** No sum of a role's points, on the way or in the end, is larger. */
function magnitude(compiled: CompiledCase): number {
  return Math.max(
    ...compiled.tables.map((table, role) => {
      let sum = Math.abs(compiled.reservation[role] as number);
      for (let issue = 0; issue < table.length; issue++) {
        const { least, most } = issueExtremes(compiled, role, issue);
        sum += Math.max(Math.abs(least), Math.abs(most));
      }
      for (const interaction of compiled.interactions)
        if (interaction.role === role) sum += Math.abs(interaction.points);
      return sum;
    }),
  );
}
