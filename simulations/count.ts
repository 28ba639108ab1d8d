// How many packages meet a test on points, without looking at each: whole branches are counted or dropped by their range.
// Safe for the browser. Knows compiled cases; the test is the caller's.
import { type CompiledCase, type CompiledInteraction, issueExtremes } from './compiled.ts';

/** What a test can say of all packages whose points lie between two corners. */
export type Verdict = 'all' | 'none' | 'some';
/** For one package both corners are its points, and the answer must not be 'some'. The arrays are reused. */
export type RangeTest = (least: Float64Array, most: Float64Array) => Verdict;

/**
 * Number of packages that pass, exact up to 2^53, or null where more than `budget` branches would have to be looked at.
 * Cost: the branches whose range straddles the test, far fewer than the packages.
 */
export function countPackages(compiled: CompiledCase, test: RangeTest, budget: number): number | null {
  return new Count(compiled, test, budget).run();
}

class Count {
  readonly #case: CompiledCase;
  readonly #test: RangeTest;
  readonly #roles: number;
  readonly #issues: number;
  #budget: number;
  #total = 0;
  /** Per depth: points decided; and what the issues from that depth on can add at least and at most. */
  readonly #decided: Float64Array[];
  readonly #restLeast: Float64Array[];
  readonly #restMost: Float64Array[];
  readonly #packagesBelow: number[];
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #options: Int32Array;

  constructor(compiled: CompiledCase, test: RangeTest, budget: number) {
    this.#case = compiled;
    this.#test = test;
    this.#budget = budget;
    this.#roles = compiled.roleIds.length;
    this.#issues = compiled.sizes.length;
    const rows = () => Array.from({ length: this.#issues + 1 }, () => new Float64Array(this.#roles));
    this.#decided = rows();
    this.#restLeast = rows();
    this.#restMost = rows();
    this.#packagesBelow = new Array<number>(this.#issues + 1).fill(1);
    for (let issue = this.#issues - 1; issue >= 0; issue--) this.#foldIssue(issue);
    this.#least = new Float64Array(this.#roles);
    this.#most = new Float64Array(this.#roles);
    this.#options = new Int32Array(this.#issues);
  }

  run(): number | null {
    return this.#descend(0) ? this.#total : null;
  }

  #foldIssue(issue: number): void {
    this.#packagesBelow[issue] = (this.#packagesBelow[issue + 1] as number) * (this.#case.sizes[issue] as number);
    for (let role = 0; role < this.#roles; role++) {
      const { least, most } = issueExtremes(this.#case, role, issue);
      (this.#restLeast[issue] as Float64Array)[role] =
        least + ((this.#restLeast[issue + 1] as Float64Array)[role] as number);
      (this.#restMost[issue] as Float64Array)[role] =
        most + ((this.#restMost[issue + 1] as Float64Array)[role] as number);
    }
  }

  #descend(depth: number): boolean {
    if (--this.#budget < 0) return false;
    this.#range(depth);
    const verdict = this.#test(this.#least, this.#most);
    if (verdict === 'all') this.#total += this.#packagesBelow[depth] as number;
    if (verdict !== 'some') return true;
    if (depth === this.#issues) throw new RangeError('a test must decide on a single package');
    const before = this.#decided[depth] as Float64Array;
    const after = this.#decided[depth + 1] as Float64Array;
    for (let option = 0; option < (this.#case.sizes[depth] as number); option++) {
      this.#options[depth] = option;
      for (let role = 0; role < this.#roles; role++) {
        const table = (this.#case.tables[role] as Float64Array[])[depth] as Float64Array;
        after[role] = (before[role] as number) + (table[option] as number);
      }
      if (!this.#descend(depth + 1)) return false;
    }
    return true;
  }

  #range(depth: number): void {
    const decided = this.#decided[depth] as Float64Array;
    for (let role = 0; role < this.#roles; role++) {
      this.#least[role] = (decided[role] as number) + ((this.#restLeast[depth] as Float64Array)[role] as number);
      this.#most[role] = (decided[role] as number) + ((this.#restMost[depth] as Float64Array)[role] as number);
    }
    for (const interaction of this.#case.interactions) this.#widen(interaction, depth);
    for (let role = 0; role < this.#roles; role++) {
      const cap = this.#case.caps[role] as number;
      this.#least[role] = Math.min(this.#least[role] as number, cap);
      this.#most[role] = Math.min(this.#most[role] as number, cap);
    }
  }

  /** An interaction counts fully once decided; while it is open it may or may not come. */
  #widen({ role, points, issues, holds }: CompiledInteraction, depth: number): void {
    let open = false;
    for (let k = 0; k < issues.length; k++) {
      const issue = issues[k] as number;
      if (issue >= depth) open = true;
      else if ((holds[k] as Uint8Array)[this.#options[issue] as number] === 0) return;
    }
    if (!open || points < 0) this.#least[role] = (this.#least[role] as number) + points;
    if (!open || points > 0) this.#most[role] = (this.#most[role] as number) + points;
  }
}
