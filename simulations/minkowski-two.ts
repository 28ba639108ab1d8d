// The frontier of two roles with additive points, issue by issue: merge shifted frontiers, drop what is dominated.
// Safe for the browser. Knows lists of points in two roles; needs no interactions and no caps.
import type { CompiledCase } from './compiled.ts';
import { skylineOf } from './skyline.ts';
import { optionPoints, type Stage } from './stages.ts';

/** Moved points of one stage beyond this are refused: merging them would take longer than anybody waits. */
const MOST_MOVED = 25_000_000;

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
/** The same with the points themselves: first role descending, second ascending. */
type StagedLine = { stages: Stage[]; packages: Float64Array; points: { first: Float64Array; second: Float64Array } };

/**
 * Frontier of X as the Minkowski sum of the issues' own frontiers: a package with a dominated part is dominated, so
 * dropping early is exact. Cost O(Σ over issues of F·m·log m), F the size of the partial frontier and m the issue's
 * undominated options; never the number of packages. (Raiffa 1982 draws this frontier by adding trades by hand;
 * the divide-and-conquer over options is that of Kung, Luccio & Preparata 1975 for one more coordinate.)
 */
export function stageTwoRoles(compiled: CompiledCase, tolerance: number, most: number): StagedLine | null {
  const stages: Stage[] = [];
  let line: Line = single();
  for (let issue = 0; issue < compiled.sizes.length; issue++) {
    const options = optionLine(compiled, issue, tolerance);
    // The longer of the two is moved as a whole, once for each point of the shorter.
    const [base, movers] = line.count >= options.count ? [line, options] : [options, line];
    if (base.count * movers.count > MOST_MOVED) return null;
    const grown = mergeMoved({ base, movers, baseIsPartial: base === line, tolerance, most }, 0, movers.count);
    if (grown === null) return null;
    line = grown;
    stages.push({ issue, parents: line.parents, options: line.options });
  }
  return { stages, packages: line.packages, points: { first: line.first, second: line.second } };
}

function single(): Line {
  const one = () => new Float64Array(1);
  return {
    first: one(),
    second: one(),
    packages: Float64Array.of(1),
    parents: new Int32Array(1),
    options: new Int32Array(1),
    count: 1,
  };
}

/** An issue's own frontier as a line: alike options are one point that stands for several. */
function optionLine(compiled: CompiledCase, issue: number, tolerance: number): Line {
  const points = optionPoints(compiled, issue);
  const size = compiled.sizes[issue] as number;
  const { kept, packages } = skylineOf({ points, count: size, roles: 2 }, new Float64Array(size).fill(1), tolerance);
  return {
    first: Float64Array.from(kept, (option) => points[2 * option] as number),
    second: Float64Array.from(kept, (option) => points[2 * option + 1] as number),
    packages,
    parents: new Int32Array(kept.length),
    options: kept,
    count: kept.length,
  };
}

type Merge = { base: Line; movers: Line; baseIsPartial: boolean; tolerance: number; most: number };

/** The union of the base moved by each of the movers `from…to-1`, without what is dominated. */
function mergeMoved(merge: Merge, from: number, to: number): Line | null {
  if (to - from === 1) return moved(merge, from);
  const middle = (from + to) >> 1;
  const left = mergeMoved(merge, from, middle);
  const right = left && mergeMoved(merge, middle, to);
  const both = left && right && mergeLines(left, right, merge.tolerance);
  return both && both.count <= merge.most ? both : null;
}

function moved({ base, movers, baseIsPartial }: Merge, mover: number): Line {
  const { count } = base;
  const byFirst = movers.first[mover] as number;
  const bySecond = movers.second[mover] as number;
  const multiplicity = movers.packages[mover] as number;
  const line: Line = {
    first: base.first.map((points) => points + byFirst),
    second: base.second.map((points) => points + bySecond),
    packages: base.packages.map((packages) => packages * multiplicity),
    parents: new Int32Array(count),
    options: new Int32Array(count),
    count,
  };
  for (let k = 0; k < count; k++) {
    line.parents[k] = baseIsPartial ? k : mover;
    line.options[k] = baseIsPartial ? (movers.options[mover] as number) : (base.options[k] as number);
  }
  return line;
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
