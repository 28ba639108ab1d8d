// A growing set of points that answers "does one of you reach at least this far, in every role?".
// Safe for the browser. Knows points and a tolerance, nothing of packages or cases.

const LEAF = 16;
const BUFFER = 128;

/** A k-d tree over fixed points; every node keeps the corner that none of its points exceeds. */
type Tree = { points: Float64Array; ids: Int32Array; corners: Float64Array; count: number };

/**
 * Points of `roles` coordinates with an id each. Adding costs O(log² n) on average (the logarithmic method:
 * Bentley & Saxe 1980, trees of doubling size), asking visits only boxes whose far corner covers the question.
 */
export class CoverIndex {
  readonly #roles: number;
  readonly #tolerance: number;
  readonly #buffer: Float64Array;
  readonly #bufferIds: Int32Array;
  #buffered = 0;
  #trees: (Tree | null)[] = [];
  readonly #lastCover: Float64Array;
  #lastCoverId = -1;
  #steps = 0;

  /** `tolerance`: a coordinate that is short by no more than this still covers. */
  constructor(roles: number, tolerance: number) {
    this.#roles = roles;
    this.#tolerance = tolerance;
    this.#buffer = new Float64Array(BUFFER * roles);
    this.#bufferIds = new Int32Array(BUFFER);
    this.#lastCover = new Float64Array(roles);
  }

  /** How much was looked at so far: boxes, and points in leaves. */
  get steps(): number {
    return this.#steps;
  }

  /** Takes in the point that starts at `points[from]`. */
  add(points: Float64Array, from: number, id: number): void {
    const roles = this.#roles;
    for (let role = 0; role < roles; role++)
      this.#buffer[this.#buffered * roles + role] = points[from + role] as number;
    this.#bufferIds[this.#buffered] = id;
    this.#buffered++;
    if (this.#buffered === BUFFER) this.#spill();
  }

  /** The id of a point that is at least `points[from…]` in every role, or -1. */
  coverOf(points: Float64Array, from: number): number {
    if (this.#lastCoverId >= 0 && covers(this.#lastCover, 0, points, from, this.#roles, this.#tolerance))
      return this.#lastCoverId;
    this.#steps += this.#buffered;
    for (let k = this.#buffered - 1; k >= 0; k--) {
      if (covers(this.#buffer, k * this.#roles, points, from, this.#roles, this.#tolerance)) {
        return this.#remember(this.#buffer, k * this.#roles, this.#bufferIds[k] as number);
      }
    }
    for (let level = this.#trees.length - 1; level >= 0; level--) {
      const tree = this.#trees[level];
      const at = tree ? this.#search(tree, 1, 0, tree.count, points, from) : -1;
      if (tree && at >= 0) return this.#remember(tree.points, at * this.#roles, tree.ids[at] as number);
    }
    return -1;
  }

  /** Neighbours in a sweep are mostly covered by the same point, so the last answer is asked first. */
  #remember(points: Float64Array, from: number, id: number): number {
    for (let role = 0; role < this.#roles; role++) this.#lastCover[role] = points[from + role] as number;
    this.#lastCoverId = id;
    return id;
  }

  #search(tree: Tree, node: number, low: number, high: number, points: Float64Array, from: number): number {
    const roles = this.#roles;
    this.#steps += high - low <= LEAF ? LEAF : 1;
    if (!covers(tree.corners, node * roles, points, from, roles, this.#tolerance)) return -1;
    if (high - low <= LEAF) {
      for (let k = low; k < high; k++)
        if (covers(tree.points, k * roles, points, from, roles, this.#tolerance)) return k;
      return -1;
    }
    const middle = (low + high) >> 1;
    const left = this.#search(tree, 2 * node, low, middle, points, from);
    return left >= 0 ? left : this.#search(tree, 2 * node + 1, middle, high, points, from);
  }

  #spill(): void {
    let points = this.#buffer.slice();
    let ids = this.#bufferIds.slice();
    let level = 0;
    for (let tree = this.#trees[level]; tree; tree = this.#trees[++level]) {
      points = joined(tree.points, points);
      ids = Int32Array.from([...tree.ids, ...ids]);
      this.#trees[level] = null;
    }
    this.#trees[level] = buildTree(points, ids, this.#roles);
    this.#buffered = 0;
  }
}

/** Whether `left` reaches `right` in every role, up to the tolerance. */
export function covers(
  left: Float64Array,
  leftFrom: number,
  right: Float64Array,
  rightFrom: number,
  roles: number,
  tolerance: number,
): boolean {
  for (let role = 0; role < roles; role++) {
    if ((left[leftFrom + role] as number) < (right[rightFrom + role] as number) - tolerance) return false;
  }
  return true;
}

function joined(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const both = new Float64Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function buildTree(points: Float64Array, ids: Int32Array, roles: number): Tree {
  const count = ids.length;
  const order = Int32Array.from({ length: count }, (_, k) => k);
  const nodes = 4 * Math.max(1, Math.ceil(count / LEAF)) + 2;
  const corners = new Float64Array(nodes * roles).fill(Number.NEGATIVE_INFINITY);
  split(points, order, corners, roles, { node: 1, low: 0, high: count });
  const sorted = new Float64Array(points.length);
  for (let k = 0; k < count; k++) {
    for (let role = 0; role < roles; role++)
      sorted[k * roles + role] = points[(order[k] as number) * roles + role] as number;
  }
  return { points: sorted, ids: order.map((k) => ids[k] as number), corners, count };
}

function split(
  points: Float64Array,
  order: Int32Array,
  corners: Float64Array,
  roles: number,
  { node, low, high }: { node: number; low: number; high: number },
): void {
  let widest = 0;
  let width = -1;
  for (let role = 0; role < roles; role++) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = low; k < high; k++) {
      const value = points[(order[k] as number) * roles + role] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    corners[node * roles + role] = most;
    if (most - least > width) {
      width = most - least;
      widest = role;
    }
  }
  if (high - low <= LEAF) return;
  const middle = (low + high) >> 1;
  selectMiddle(points, order, roles, widest, low, high - 1, middle);
  split(points, order, corners, roles, { node: 2 * node, low, high: middle });
  split(points, order, corners, roles, { node: 2 * node + 1, low: middle, high });
}

/** Quickselect (Hoare 1961) on one coordinate, descending: the larger half comes first. */
function selectMiddle(
  points: Float64Array,
  order: Int32Array,
  roles: number,
  role: number,
  low: number,
  high: number,
  middle: number,
): void {
  let left = low;
  let right = high;
  while (left < right) {
    const pivot = points[(order[(left + right) >> 1] as number) * roles + role] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((points[(order[i] as number) * roles + role] as number) > pivot) i++;
      while ((points[(order[j] as number) * roles + role] as number) < pivot) j--;
      if (i > j) break;
      const swap = order[i] as number;
      order[i++] = order[j] as number;
      order[j--] = swap;
    }
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}
