// The frontier of two roles with additive points, issue by issue: merge shifted frontiers, drop what is dominated.
// Safe for the browser. Knows lists of points in two roles; needs no interactions and no caps.
import type { CompiledCase } from './compiled.ts';
import { skylineOf } from './skyline.ts';
import { optionPoints, type Stage } from './stages.ts';

/** Partial frontier: first role descending, second ascending; `parents` and `options` say how each point came about. */
type Line = {
  first: Float64Array;
  second: Float64Array;
  packages: Float64Array;
  parents: Int32Array;
  options: Int32Array;
  count: number;
};

/** Every stage of the way, and how many packages share each frontier point of the last; null where a stage outgrew `most`. */
export type StagedFrontier = { stages: Stage[]; packages: Float64Array } | null;

/**
 * Frontier of X as the Minkowski sum of the issues' own frontiers: a package with a dominated part is dominated, so
 * dropping early is exact. Cost O(Σ over issues of F·m·log m), F the size of the partial frontier and m the issue's
 * undominated options; never the number of packages. (Raiffa 1982 draws this frontier by adding trades by hand;
 * the divide-and-conquer over options is that of Kung, Luccio & Preparata 1975 for one more coordinate.)
 */
export function stageTwoRoles(compiled: CompiledCase, tolerance: number, most: number): StagedFrontier {
  const stages: Stage[] = [];
  let line: Line = {
    first: new Float64Array(1),
    second: new Float64Array(1),
    packages: Float64Array.of(1),
    parents: new Int32Array(1),
    options: new Int32Array(1),
    count: 1,
  };
  for (let issue = 0; issue < compiled.sizes.length; issue++) {
    const points = optionPoints(compiled, issue);
    const size = compiled.sizes[issue] as number;
    const own = skylineOf({ points, count: size, roles: 2 }, new Float64Array(size).fill(1), tolerance);
    const grown = mergeOptions(line, points, own, tolerance, most, 0, own.kept.length);
    if (grown === null) return null;
    line = grown;
    stages.push({ issue, parents: line.parents, options: line.options });
  }
  return { stages, packages: line.packages };
}

type Options = { kept: Int32Array; packages: Float64Array };

/** The union of `line` moved by each of the options `from…to-1`, without what is dominated. */
function mergeOptions(
  line: Line,
  points: Float64Array,
  own: Options,
  tolerance: number,
  most: number,
  from: number,
  to: number,
): Line | null {
  if (to - from === 1) return moved(line, points, own.kept[from] as number, own.packages[from] as number);
  const middle = (from + to) >> 1;
  const left = mergeOptions(line, points, own, tolerance, most, from, middle);
  const right = left && mergeOptions(line, points, own, tolerance, most, middle, to);
  const both = left && right && mergeLines(left, right, tolerance);
  return both && both.count <= most ? both : null;
}

function moved(line: Line, points: Float64Array, option: number, multiplicity: number): Line {
  const { count } = line;
  const first = new Float64Array(count);
  const second = new Float64Array(count);
  const packages = new Float64Array(count);
  const parents = new Int32Array(count);
  const byFirst = points[2 * option] as number;
  const bySecond = points[2 * option + 1] as number;
  for (let k = 0; k < count; k++) {
    first[k] = (line.first[k] as number) + byFirst;
    second[k] = (line.second[k] as number) + bySecond;
    packages[k] = (line.packages[k] as number) * multiplicity;
    parents[k] = k;
  }
  return { first, second, packages, parents, options: new Int32Array(count).fill(option), count };
}

/** Walks both lines from the first role's best end; each next point must offer the second role more than the last one did. */
function mergeLines(left: Line, right: Line, tolerance: number): Line {
  const room = left.count + right.count;
  const merged: Line = {
    first: new Float64Array(room),
    second: new Float64Array(room),
    packages: new Float64Array(room),
    parents: new Int32Array(room),
    options: new Int32Array(room),
    count: 0,
  };
  let i = 0;
  let j = 0;
  while (i < left.count || j < right.count) {
    if (takesLeft(left, i, right, j)) take(merged, left, i++, tolerance);
    else take(merged, right, j++, tolerance);
  }
  return trimmed(merged);
}

function takesLeft(left: Line, i: number, right: Line, j: number): boolean {
  if (j === right.count) return true;
  if (i === left.count) return false;
  const difference = (left.first[i] as number) - (right.first[j] as number);
  return difference > 0 || (difference === 0 && (left.second[i] as number) >= (right.second[j] as number));
}

function take(merged: Line, from: Line, k: number, tolerance: number): void {
  const last = merged.count - 1;
  const gain = last < 0 ? Number.POSITIVE_INFINITY : (from.second[k] as number) - (merged.second[last] as number);
  const sameFirst = last >= 0 && (merged.first[last] as number) - (from.first[k] as number) <= tolerance;
  if (gain > tolerance) write(merged, sameFirst ? last : merged.count++, from, k);
  else if (sameFirst && gain >= -tolerance)
    merged.packages[last] = (merged.packages[last] as number) + (from.packages[k] as number);
}

function write(merged: Line, at: number, from: Line, k: number): void {
  merged.first[at] = from.first[k] as number;
  merged.second[at] = from.second[k] as number;
  merged.packages[at] = from.packages[k] as number;
  merged.parents[at] = from.parents[k] as number;
  merged.options[at] = from.options[k] as number;
}

function trimmed(line: Line): Line {
  return {
    first: line.first.subarray(0, line.count),
    second: line.second.subarray(0, line.count),
    packages: line.packages.subarray(0, line.count),
    parents: line.parents.subarray(0, line.count),
    options: line.options.subarray(0, line.count),
    count: line.count,
  };
}
