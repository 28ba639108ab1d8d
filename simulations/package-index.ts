// All packages of a case by joint worth, and per role which of them reach a mark: so that sets of packages are rows of bits.
// Safe for the browser, and plain. Knows points and marks; nothing of what is counted or why.
import type { CompiledCase } from './compiled.ts';
import { visitPackages } from './enumeration.ts';
import { weighed } from './weighed.ts';

/** Rows of bits kept per role. In between, packages are added or taken away one by one. */
const MARKS = 64;
/** Integers spread wider than this are sorted like other numbers. */
const WIDEST_TABLE = 4_000_000;

/** Packages stand in descending order of Σ `weights`·points; bit k of a row is package k. */
export type PackageIndex = {
  roles: number;
  count: number;
  weights: Float64Array;
  /** Σ weights·points of each, descending. */
  worth: Float64Array;
  /** `points[k * roles + role]`. */
  points: Float64Array;
  /** The number of package k, as `visitPackages` counts them: the last issue fastest. */
  numbers: Int32Array;
  /** Per role. */
  lines: Line[];
};

/** Packages in descending order of one figure. `values` ascend without repeats; `reaching[i]` packages reach `values[i]`. */
type Line = { values: Float64Array; reaching: Int32Array; order: Int32Array; spacing: number; marks: Uint32Array };

/** Memory: packages × (12 × roles + 12) bytes, and 64 rows of bits for each role. */
export function packageIndexOf(compiled: CompiledCase, weights: Float64Array): PackageIndex {
  const roles = compiled.roleIds.length;
  const count = compiled.outcomes;
  const all = new Float64Array(count * roles);
  const worth = new Float64Array(count);
  let at = 0;
  visitPackages(compiled, (points) => {
    for (let role = 0; role < roles; role++) all[at * roles + role] = points[role] as number;
    worth[at++] = weighed(points, weights);
  });
  const numbers = descending(worth).order;
  const points = new Float64Array(all.length);
  for (let k = 0; k < count; k++)
    for (let role = 0; role < roles; role++)
      points[k * roles + role] = all[(numbers[k] as number) * roles + role] as number;
  const figures = new Float64Array(count);
  const lines = Array.from({ length: roles }, (_, role) => {
    for (let k = 0; k < count; k++) figures[k] = points[k * roles + role] as number;
    return lineOf(figures);
  });
  const sorted = new Float64Array(count);
  for (let k = 0; k < count; k++) sorted[k] = worth[numbers[k] as number] as number;
  return { roles, count, weights, worth: sorted, points, numbers, lines };
}

/** Options of package k, by issue. */
export function choicesAt({ numbers }: PackageIndex, { sizes }: CompiledCase, k: number): Int32Array {
  const choices = new Int32Array(sizes.length);
  let rest = numbers[k] as number;
  for (let issue = sizes.length - 1; issue >= 0; issue--) {
    const size = sizes[issue] as number;
    choices[issue] = rest % size;
    rest = Math.floor(rest / size);
  }
  return choices;
}

/** How many packages give the role at least `mark` (or, on `strictly`, more). */
export function reaching({ lines, count }: PackageIndex, role: number, mark: number, strictly = false): number {
  const { values, reaching: reached } = lines[role] as Line;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle] as number;
    if (value > mark || (!strictly && value === mark)) high = middle;
    else low = middle + 1;
  }
  return low === values.length ? 0 : low === 0 ? count : (reached[low] as number);
}

/** A row, still empty, long enough for every package that reaches a floor in every role: what is worth less than the floor does not. */
export function rowAbove({ weights, worth }: PackageIndex, floor: ArrayLike<number>): Uint32Array {
  const least = weighed(floor, weights);
  let low = 0;
  let high = worth.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((worth[middle] as number) >= least) low = middle + 1;
    else high = middle;
  }
  return new Uint32Array(Math.ceil(low / 32));
}

/** Writes the row of the `top` packages that give the role most, or as much of it as there is room for. */
export function topRow(index: PackageIndex, role: number, top: number, into: Uint32Array): void {
  const { order, spacing, marks } = index.lines[role] as Line;
  const words = wordsOf(index);
  const mark = Math.min(Math.round(top / spacing), marks.length / words - 1);
  into.set(marks.subarray(mark * words, mark * words + into.length));
  const last = Math.min(mark * spacing, order.length);
  const to = Math.max(top, last);
  const room = 32 * into.length;
  for (let at = Math.min(top, last); at < to; at++) {
    const k = order[at] as number;
    if (k < room) flip(into, k);
  }
}

/** The packages that the role gets between the two numbers of top packages. */
export function between({ lines }: PackageIndex, role: number, from: number, to: number): Int32Array {
  return (lines[role] as Line).order.subarray(from, to);
}

export const wordsOf = ({ count }: PackageIndex): number => Math.ceil(count / 32);

function flip(row: Uint32Array, k: number): void {
  row[k >>> 5] = (row[k >>> 5] as number) ^ (1 << (k & 31));
}

function lineOf(figures: Float64Array): Line {
  const line = descending(figures);
  const words = Math.ceil(figures.length / 32);
  const spacing = Math.ceil(figures.length / MARKS);
  const marks = new Uint32Array((Math.ceil(figures.length / spacing) + 1) * words);
  const row = new Uint32Array(words);
  for (let at = 0, mark = 0; mark * words < marks.length; mark++) {
    for (; at < mark * spacing && at < figures.length; at++) flip(row, line.order[at] as number);
    marks.set(row, mark * words);
  }
  return { ...line, spacing, marks };
}

/** Counting sort over the distinct figures, which are few where figures are sums of a few tables. */
function descending(figures: Float64Array): Pick<Line, 'values' | 'reaching' | 'order'> {
  const { values, ranks } = ranked(figures);
  const reached = new Int32Array(values.length + 1);
  for (let k = 0; k < ranks.length; k++) {
    const rank = ranks[k] as number;
    reached[rank] = (reached[rank] as number) + 1;
  }
  for (let rank = values.length - 1; rank >= 0; rank--)
    reached[rank] = (reached[rank] as number) + (reached[rank + 1] as number);
  const next = reached.slice(1);
  const order = new Int32Array(figures.length);
  for (let k = 0; k < ranks.length; k++) {
    const rank = ranks[k] as number;
    order[next[rank] as number] = k;
    next[rank] = (next[rank] as number) + 1;
  }
  return { values, reaching: reached.subarray(0, values.length), order };
}

/** Distinct figures, ascending, and the place of each figure among them. */
type Ranked = { values: Float64Array; ranks: Int32Array };

function ranked(figures: Float64Array): Ranked {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let k = 0; k < figures.length; k++) {
    const figure = figures[k] as number;
    least = Math.min(least, figure);
    most = Math.max(most, figure);
    whole &&= Number.isInteger(figure);
  }
  return whole && most - least <= WIDEST_TABLE ? rankedByTable(figures, least, most) : rankedBySorting(figures);
}

/** Integers near each other are looked up. */
function rankedByTable(figures: Float64Array, least: number, most: number): Ranked {
  const rankOf = new Int32Array(most - least + 1);
  for (let k = 0; k < figures.length; k++) rankOf[(figures[k] as number) - least] = 1;
  const values: number[] = [];
  for (let at = 0; at < rankOf.length; at++) if (rankOf[at] === 1) rankOf[at] = values.push(at + least) - 1;
  const ranks = new Int32Array(figures.length);
  for (let k = 0; k < figures.length; k++) ranks[k] = rankOf[(figures[k] as number) - least] as number;
  return { values: Float64Array.from(values), ranks };
}

function rankedBySorting(figures: Float64Array): Ranked {
  const sorted = figures.slice().sort();
  let count = 0;
  for (let k = 0; k < sorted.length; k++)
    if (k === 0 || sorted[k] !== sorted[count - 1]) sorted[count++] = sorted[k] as number;
  const values = sorted.slice(0, count);
  const ranks = new Int32Array(figures.length);
  for (let k = 0; k < figures.length; k++) ranks[k] = firstAtLeast(values, figures[k] as number);
  return { values, ranks };
}

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
