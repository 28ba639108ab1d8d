// Branch and bound over packages: decides issue after issue and drops every branch whose bound is not wanted.
// Safe for the browser. Knows a plan and two questions put by the caller, nothing of frontiers or solutions.
import type { Level, Plan } from './branch-plan.ts';

/** What the caller looks for. All arrays are reused between calls: read them, never keep them. */
export type Quest = {
  /** Whether packages worth at most `bound` to each role are of interest. Asked at every branch. */
  wants: (bound: Float64Array) => boolean;
  /** One whole package that nothing ruled out, with its points and its options in file order. */
  meets: (points: Float64Array, options: Int32Array) => void;
};

/** More than any interaction has conditions, so that a failed one never counts down to zero. */
const FAILED = 1_000;

/**
 * Searches all packages; false when `budget` branches did not suffice, in which case nothing is proved.
 * Bound per role: what is decided, plus for every open issue its best option, counting a paying interaction where its last
 * open issue meets it and a costing one only where nothing but that issue is open. Land & Doig 1960.
 */
export function branchAndBound(plan: Plan, quest: Quest, budget: number): boolean {
  return new Search(plan, quest, budget).run();
}

class Search {
  readonly #plan: Plan;
  readonly #quest: Quest;
  readonly #depths: number;
  readonly #roles: number;
  #budget: number;
  /** Per depth: points decided so far, and the best that every level can still add. */
  readonly #decided: Float64Array[];
  readonly #best: Float64Array[];
  /** Conditions still open, per interaction; -1 and less once one has failed. */
  readonly #open: Int32Array;
  readonly #bound: Float64Array;
  readonly #sum: Float64Array;
  readonly #options: Int32Array;

  constructor(plan: Plan, quest: Quest, budget: number) {
    this.#plan = plan;
    this.#quest = quest;
    this.#budget = budget;
    this.#depths = plan.levels.length;
    this.#roles = plan.roles;
    this.#decided = Array.from({ length: this.#depths + 1 }, () => new Float64Array(plan.roles));
    this.#best = Array.from({ length: this.#depths + 1 }, () => new Float64Array(plan.roles * this.#depths));
    this.#open = plan.conditions.slice();
    this.#bound = new Float64Array(plan.roles);
    this.#sum = new Float64Array(plan.roles);
    this.#options = new Int32Array(this.#depths);
  }

  run(): boolean {
    for (let depth = 0; depth < this.#depths; depth++) this.#bestOf(depth, this.#best[0] as Float64Array);
    return this.#descend(0);
  }

  #descend(depth: number): boolean {
    if (this.#budget < 0) return false;
    if (depth === this.#depths) {
      this.#boundAt(depth);
      this.#quest.meets(this.#bound, this.#options);
      return true;
    }
    const level = this.#plan.levels[depth] as Level;
    for (const k of this.#promising(level, depth)) {
      this.#enter(level, depth, k);
      this.#boundAt(depth + 1);
      const done = !this.#quest.wants(this.#bound) || this.#descend(depth + 1);
      this.#leave(level, k);
      if (!done) return false;
    }
    return true;
  }

  /** Classes of a level that the caller wants, the most promising first: good packages found early rule out more. */
  #promising(level: Level, depth: number): number[] {
    const classes: { k: number; promise: number }[] = [];
    this.#budget -= level.options.length;
    for (let k = 0; k < level.options.length; k++) {
      this.#enter(level, depth, k);
      this.#boundAt(depth + 1);
      this.#leave(level, k);
      if (this.#quest.wants(this.#bound))
        classes.push({ k, promise: this.#bound.reduce((sum, points) => sum + points, 0) });
    }
    return classes.sort((left, right) => right.promise - left.promise).map(({ k }) => k);
  }

  #enter(level: Level, depth: number, k: number): void {
    const before = this.#decided[depth] as Float64Array;
    const after = this.#decided[depth + 1] as Float64Array;
    for (let role = 0; role < this.#roles; role++)
      after[role] = (before[role] as number) + (level.points[k * this.#roles + role] as number);
    for (const { interaction, holds } of level.involved) {
      const open = (this.#open[interaction] as number) - (holds[k] === 1 ? 1 : FAILED);
      this.#open[interaction] = open;
      if (open === 0) this.#addInteraction(after, interaction);
    }
    this.#options[level.issue] = level.options[k] as number;
    const best = this.#best[depth + 1] as Float64Array;
    best.set(this.#best[depth] as Float64Array);
    for (const later of level.affects) this.#bestOf(later, best);
  }

  #leave(level: Level, k: number): void {
    for (const { interaction, holds } of level.involved)
      this.#open[interaction] = (this.#open[interaction] as number) + (holds[k] === 1 ? 1 : FAILED);
  }

  #addInteraction(points: Float64Array, interaction: number): void {
    const extra = this.#plan.interactions[interaction];
    if (extra) points[extra.role] = (points[extra.role] as number) + extra.points;
  }

  /** The best each role can get from one open level, as things stand. */
  #bestOf(depth: number, best: Float64Array): void {
    const level = this.#plan.levels[depth] as Level;
    const from = depth * this.#roles;
    best.fill(Number.NEGATIVE_INFINITY, from, from + this.#roles);
    const sum = this.#sum;
    for (let k = 0; k < level.options.length; k++) {
      sum.set(level.points.subarray(k * this.#roles, (k + 1) * this.#roles));
      for (const { interaction, holds } of level.closing) {
        const open = this.#open[interaction] as number;
        const extra = this.#plan.interactions[interaction];
        if (extra && holds[k] === 1 && open > 0 && (extra.points > 0 || open === 1))
          sum[extra.role] = (sum[extra.role] as number) + extra.points;
      }
      for (let role = 0; role < this.#roles; role++)
        best[from + role] = Math.max(best[from + role] as number, sum[role] as number);
    }
  }

  #boundAt(depth: number): void {
    const decided = this.#decided[depth] as Float64Array;
    const best = this.#best[depth] as Float64Array;
    for (let role = 0; role < this.#roles; role++) {
      let sum = decided[role] as number;
      for (let later = depth; later < this.#depths; later++) sum += best[later * this.#roles + role] as number;
      this.#bound[role] = Math.min(sum, this.#plan.caps[role] as number);
    }
  }
}
