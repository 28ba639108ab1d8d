// How many packages are worth at least so much to both roles, by meeting in the middle: two roles, any additive points.
// Safe for the browser, and plain. Knows compiled tables; nothing of what is asked.
import { type CompiledCase, isAdditive } from './compiled.ts';

/** Partial packages kept per half; more would cost more than counting otherwise. */
const MOST_PARTS = 1_000_000;

/** Partial packages of half the issues each: the first ascending by the first role, the second descending. */
export type Halves = { rising: Part; falling: Part; ranks: Float64Array; rankOf: Int32Array };
type Part = { first: Float64Array; second: Float64Array };

/**
 * Splits a case with two roles and additive points into two halves of about √packages partial packages each, or null where
 * it does not apply or a half would be too large. (Meet in the middle: Horowitz & Sahni 1974.)
 */
export function halvesOf(compiled: CompiledCase): Halves | null {
  if (compiled.tables.length !== 2 || !isAdditive(compiled) || compiled.outcomes > Number.MAX_SAFE_INTEGER) return null;
  const [left, right] = balancedSplit(compiled);
  if (productOf(compiled, left) > MOST_PARTS || productOf(compiled, right) > MOST_PARTS) return null;
  const rising = sorted(partsOf(compiled, left), 1);
  const falling = sorted(partsOf(compiled, right), -1);
  const ranks = falling.second.slice().sort();
  return { rising, falling, ranks, rankOf: Int32Array.from(falling.second, (value) => firstAtLeast(ranks, value)) };
}

/** Packages worth at least these points to the two roles. Cost O(√packages · log packages). */
export function countInHalves({ rising, falling, ranks, rankOf }: Halves, first: number, second: number): number {
  const size = ranks.length;
  const tree = new Int32Array(size + 1);
  let inserted = 0;
  let total = 0;
  for (let k = 0; k < rising.first.length; k++) {
    const own = rising.first[k] as number;
    while (inserted < size && own + (falling.first[inserted] as number) >= first) {
      for (let at = (rankOf[inserted] as number) + 1; at <= size; at += at & -at) tree[at] = (tree[at] as number) + 1;
      inserted++;
    }
    let below = 0;
    for (let at = firstAtLeast(ranks, second - (rising.second[k] as number)); at > 0; at -= at & -at)
      below += tree[at] as number;
    total += inserted - below;
  }
  return total;
}

/** Issues in two groups with products as equal as going from the largest down makes them. */
function balancedSplit({ sizes }: CompiledCase): [number[], number[]] {
  const left: number[] = [];
  const right: number[] = [];
  let balance = 0;
  for (const issue of Array.from(sizes.keys()).sort((a, b) => (sizes[b] as number) - (sizes[a] as number))) {
    const weight = Math.log(sizes[issue] as number);
    (balance <= 0 ? left : right).push(issue);
    balance += balance <= 0 ? weight : -weight;
  }
  return [left, right];
}

function productOf({ sizes }: CompiledCase, issues: number[]): number {
  return issues.reduce((product, issue) => product * (sizes[issue] as number), 1);
}

function partsOf(compiled: CompiledCase, issues: number[]): Part {
  let first = new Float64Array(1);
  let second = new Float64Array(1);
  for (const issue of issues) {
    first = summed(first, (compiled.tables[0] as Float64Array[])[issue] as Float64Array);
    second = summed(second, (compiled.tables[1] as Float64Array[])[issue] as Float64Array);
  }
  return { first, second };
}

function summed(sums: Float64Array, points: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    { length: sums.length * points.length },
    (_, k) => (sums[Math.floor(k / points.length)] as number) + (points[k % points.length] as number),
  );
}

function sorted({ first, second }: Part, direction: 1 | -1): Part {
  const order = Int32Array.from(first.keys()).sort((a, b) => direction * ((first[a] as number) - (first[b] as number)));
  return {
    first: Float64Array.from(order, (k) => first[k] as number),
    second: Float64Array.from(order, (k) => second[k] as number),
  };
}

/** Index of the first of ascending values that is at least `mark`. */
function firstAtLeast(values: Float64Array, mark: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < mark) low = middle + 1;
    else high = middle;
  }
  return low;
}
