// Questions to an index of all packages: how many lie around an outcome, and which of those above it is worth most.
// Safe for the browser. Knows points and tolerances; nothing of measures.
import { between, type PackageIndex, reaching, rowAbove, topRow, wordsOf } from './package-index.ts';
import { weighed } from './weighed.ts';

/** Packages that dominate an outcome; worth more to everybody; worth less to everybody. Null: not counted. */
export type Around = { dominating: number | null; better: number | null; worse: number | null };

/** Cost: packages/32 steps a role, and one look at each package that is worth the same to the role where those are fewest. */
export function countIndexed(index: PackageIndex, points: Float64Array, tolerance: number): Around {
  const { roles, count } = index;
  const floor = points.map((own) => own - tolerance);
  const asGood = Array.from(floor, (mark, role) => reaching(index, role, mark));
  const above = Array.from(points, (own, role) => reaching(index, role, own + tolerance, true));
  const covering = allOf(index, asGood, floor);
  const dominating = bitsOf(covering) - alike(index, covering, asGood, above);
  if (roles !== 2) return { dominating, better: null, worse: null };
  const reached = asGood.map((top, role) => rowOf(index, role, top));
  let either = 0;
  const [one, other] = reached as [Uint32Array, Uint32Array];
  for (let word = 0; word < one.length; word++) either += ones((one[word] as number) | (other[word] as number));
  return { dominating, better: bitsOf(allOf(index, above, floor)), worse: count - either };
}

/**
 * The package with the most Σ weights·points among those that reach a floor in every role, −Infinity asking nothing; null where
 * none does. With the weights of the index it is the first that does.
 */
export function bestAbove(
  index: PackageIndex,
  floor: Float64Array,
  weights: Float64Array,
  tolerance: number,
): { k: number; worth: number } | null {
  const { roles, points } = index;
  const reach = floor.map((mark) => mark - tolerance);
  const tops = Array.from(reach, (mark, role) => reaching(index, role, mark));
  const row = allOf(index, tops, reach);
  const inOrder = weights.every((weight, role) => weight === index.weights[role]);
  let best: { k: number; worth: number } | null = null;
  for (let word = 0; word < row.length; word++) {
    for (let bits = row[word] as number; bits !== 0; bits &= bits - 1) {
      const k = 32 * word + (31 - Math.clz32(bits & -bits));
      const worth = weighed(points.subarray(k * roles, (k + 1) * roles), weights);
      if (best === null || worth > best.worth) best = { k, worth };
      if (inOrder) return best;
    }
  }
  return best;
}

/** What is above an outcome is asked for twice: for the best of it, and for how much of it there is. Rows are only read. */
const latest = new WeakMap<PackageIndex, { tops: readonly number[]; row: Uint32Array }>();

/** The packages among each role's top ones, which all reach the floor. Words at the end, where there are none, may be missing. */
function allOf(index: PackageIndex, tops: readonly number[], floor: Float64Array): Uint32Array {
  const known = latest.get(index);
  if (known?.tops.every((top, role) => top === tops[role])) return known.row;
  const row = rowOfAll(index, tops, floor);
  latest.set(index, { tops, row });
  return row;
}

function rowOfAll(index: PackageIndex, tops: readonly number[], floor: Float64Array): Uint32Array {
  const few = tops.indexOf(Math.min(...tops));
  const row = rowAbove(index, floor);
  topRow(index, few, tops[few] as number, row);
  const other = new Uint32Array(row.length);
  for (let role = 0; role < tops.length; role++) {
    const top = tops[role] as number;
    if (role === few || top === index.count) continue;
    topRow(index, role, top, other);
    for (let word = 0; word < other.length; word++) row[word] = (row[word] as number) & (other[word] as number);
  }
  return row;
}

function rowOf(index: PackageIndex, role: number, top: number): Uint32Array {
  const row = new Uint32Array(wordsOf(index));
  topRow(index, role, top, row);
  return row;
}

/** Packages of a row that give nobody more: they lie where every role gets as good and not above. */
function alike(index: PackageIndex, row: Uint32Array, asGood: readonly number[], above: readonly number[]): number {
  const width = (role: number) => (asGood[role] as number) - (above[role] as number);
  const roles = Array.from(asGood.keys());
  const narrow = roles.reduce((best, role) => (width(role) < width(best) ? role : best));
  const most = roles.map((role) => highest(index, role, above[role] as number));
  let same = 0;
  for (const k of between(index, narrow, above[narrow] as number, asGood[narrow] as number)) {
    if (k >>> 5 >= row.length || (((row[k >>> 5] as number) >>> (k & 31)) & 1) === 0) continue;
    if (roles.every((role) => (index.points[k * index.roles + role] as number) < (most[role] as number))) same++;
  }
  return same;
}

/** The least points above a mark: what gives less is no more than the mark. */
function highest({ points, roles, lines }: PackageIndex, role: number, above: number): number {
  if (above === 0) return Number.POSITIVE_INFINITY;
  const k = lines[role]?.order[above - 1] as number;
  return points[k * roles + role] as number;
}

function bitsOf(row: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < row.length; word++) count += ones(row[word] as number);
  return count;
}

/** Bits that are set in 32 (Wegner 1960 counts them one by one; here in parallel sums). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
