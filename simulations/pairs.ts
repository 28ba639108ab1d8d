// Two roles whose frontier is too long to keep: the frontiers of two halves of the issues, and the best pair of their points.
// Safe for the browser, and plain. Knows points of two roles; what is maximised is the caller's affair.
import type { CompiledCase } from './compiled.ts';
import { stageTwoRoles } from './minkowski-two.ts';
import { traceChoices } from './stages.ts';

/** Pairs of stretches looked at before a search is given up. */
const MOST_STRETCHES = 1_000_000;

/** Frontier of some issues: first role descending, second ascending. `choices[k * issues + i]` is the option of `issues[i]`. */
type Half = { first: Float64Array; second: Float64Array; choices: Int32Array; issues: number[] };
export type Pairs = { left: Half; right: Half };

/** The best point by some figure and one package (option indices) that has it. */
export type Best = { value: number; points: Float64Array; choices: Int32Array };

/**
 * A figure that never falls when either role gets more; −Infinity for what is not wanted. For a stretch it is asked with the far
 * corner and the most that Σ `weights`·points reaches there, and may use that to answer lower.
 */
export type Figure = { weights: ArrayLike<number>; of: (first: number, second: number, sum: number) => number };

/** The figure, for points that reach a floor. */
export function atLeast(floor: ArrayLike<number>, { weights, of }: Figure): Figure {
  const [floor0, floor1] = [floor[0] as number, floor[1] as number];
  return {
    weights,
    of: (first, second, sum) => (first < floor0 || second < floor1 ? Number.NEGATIVE_INFINITY : of(first, second, sum)),
  };
}

/** Halves of a case with two roles and additive points; null where even a half is too long. */
export function pairsOf(compiled: CompiledCase, tolerance: number, most: number): Pairs | null {
  const issues = Array.from(compiled.sizes.keys());
  const left = halfOf(
    compiled,
    issues.filter((issue) => issue % 2 === 0),
    tolerance,
    most,
  );
  const right =
    left &&
    halfOf(
      compiled,
      issues.filter((issue) => issue % 2 === 1),
      tolerance,
      most,
    );
  return left && right && { left, right };
}

/**
 * The best pair by a figure: 'none' where nothing is wanted, null where the search did not end. Best first: a pair of stretches
 * is worth at most the figure at its far corner, so the first single pair that comes up is the best of all.
 */
export function bestPair({ left, right }: Pairs, figure: Figure): Best | 'none' | null {
  const heap = new Heap();
  const mostLeft = maximaOf(left, figure.weights);
  const mostRight = maximaOf(right, figure.weights);
  const offer = (a: Part, b: Part) => {
    const first = (left.first[a.from] as number) + (right.first[b.from] as number);
    const second = (left.second[a.to - 1] as number) + (right.second[b.to - 1] as number);
    const bound = figure.of(first, second, (mostLeft[a.node] as number) + (mostRight[b.node] as number));
    if (bound > Number.NEGATIVE_INFINITY) heap.push({ bound, size: a.to - a.from + b.to - b.from, a, b });
  };
  offer({ node: 1, from: 0, to: left.first.length }, { node: 1, from: 0, to: right.first.length });
  for (let looked = 0; looked < MOST_STRETCHES; looked++) {
    const top = heap.pop();
    if (top === null) return 'none';
    const { a, b } = top;
    if (a.to - a.from === 1 && b.to - b.from === 1) return bestOf(left, right, a.from, b.from, top.bound);
    if (extent(left, a) >= extent(right, b)) for (const half of cut(a)) offer(half, b);
    else for (const half of cut(b)) offer(a, half);
  }
  return null;
}

/** A stretch of a half; `node` numbers it among the stretches that halving brings about: 1 is all, 2n and 2n + 1 are n's halves. */
type Part = { node: number; from: number; to: number };

function cut({ node, from, to }: Part): [Part, Part] {
  const middle = (from + to) >> 1;
  return [
    { node: 2 * node, from, to: middle },
    { node: 2 * node + 1, from: middle, to },
  ];
}

/** Maxima are asked for again and again with the same few weights. */
const kept = new WeakMap<Half, Map<string, Float64Array>>();

/** The most that Σ weights·points reaches on each stretch, by its number. */
function maximaOf(half: Half, weights: ArrayLike<number>): Float64Array {
  const key = `${weights[0]} ${weights[1]}`;
  const known = kept.get(half) ?? new Map<string, Float64Array>();
  kept.set(half, known);
  const maxima = known.get(key) ?? maximaOn(half, weights);
  known.set(key, maxima);
  return maxima;
}

function maximaOn({ first, second }: Half, weights: ArrayLike<number>): Float64Array {
  const [weight0, weight1] = [weights[0] as number, weights[1] as number];
  const maxima = new Float64Array(4 * first.length).fill(Number.NEGATIVE_INFINITY);
  const fill = (node: number, from: number, to: number): number => {
    const middle = (from + to) >> 1;
    const most =
      to - from === 1
        ? weight0 * (first[from] as number) + weight1 * (second[from] as number)
        : Math.max(fill(2 * node, from, middle), fill(2 * node + 1, middle, to));
    maxima[node] = most;
    return most;
  };
  fill(1, 0, first.length);
  return maxima;
}

function bestOf(left: Half, right: Half, a: number, b: number, value: number): Best {
  const choices = new Int32Array(left.issues.length + right.issues.length);
  for (const [half, k] of [[left, a] as const, [right, b] as const]) {
    for (const [i, issue] of half.issues.entries()) choices[issue] = half.choices[k * half.issues.length + i] as number;
  }
  const points = Float64Array.of(
    (left.first[a] as number) + (right.first[b] as number),
    (left.second[a] as number) + (right.second[b] as number),
  );
  return { value, points, choices };
}

/** How much of both roles' points a stretch spans; a single point cannot be cut. */
function extent({ first, second }: Half, { from, to }: Part): number {
  if (to - from === 1) return -1;
  return (first[from] as number) - (first[to - 1] as number) + (second[to - 1] as number) - (second[from] as number);
}

function halfOf(compiled: CompiledCase, issues: number[], tolerance: number, most: number): Half | null {
  const part = {
    ...compiled,
    sizes: Int32Array.from(issues, (issue) => compiled.sizes[issue] as number),
    tables: compiled.tables.map((table) => issues.map((issue) => table[issue] as Float64Array)),
  };
  const staged = stageTwoRoles(part, tolerance, most);
  if (staged === null) return null;
  const { first, second } = staged.points;
  return { first, second, choices: traceChoices(staged.stages, issues.length), issues };
}

/** `size` breaks ties: the smaller stretch is nearer to an answer. */
type Stretch = { bound: number; size: number; a: Part; b: Part };

/** A binary heap with the largest bound on top (Williams 1964). */
class Heap {
  readonly #stretches: Stretch[] = [];

  push(stretch: Stretch): void {
    const all = this.#stretches;
    let at = all.push(stretch) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(stretch, all[above] as Stretch)) break;
      all[at] = all[above] as Stretch;
      at = above;
    }
    all[at] = stretch;
  }

  pop(): Stretch | null {
    const all = this.#stretches;
    const top = all[0] ?? null;
    const last = all.pop();
    if (top === null || last === undefined || all.length === 0) return top;
    let at = 0;
    for (let below = 1; below < all.length; below = 2 * at + 1) {
      if (below + 1 < all.length && before(all[below + 1] as Stretch, all[below] as Stretch)) below++;
      if (!before(all[below] as Stretch, last)) break;
      all[at] = all[below] as Stretch;
      at = below;
    }
    all[at] = last;
    return top;
  }
}

function before(one: Stretch, other: Stretch): boolean {
  return one.bound > other.bound || (one.bound === other.bound && one.size < other.size);
}
