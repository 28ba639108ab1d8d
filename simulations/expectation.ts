// What a role can expect of a package picked at random, exactly: of all packages, or of the middle of every issue.
// Safe for the browser. Knows compiled cases; nothing of measures.
import type { CompiledCase } from './compiled.ts';

/**
 * Mean points per role where each issue takes one of the given options with equal chance, independently; null where a role's
 * points are capped, since a mean of capped sums is no sum of means.
 */
export function expectedPoints(compiled: CompiledCase, optionsOf: (issue: number) => number[]): Float64Array | null {
  if (compiled.caps.some((cap) => cap !== Number.POSITIVE_INFINITY)) return null;
  const options = Array.from(compiled.sizes.keys(), optionsOf);
  const means = Float64Array.from(compiled.tables, (table) =>
    table.reduce((sum, points, issue) => sum + meanOver(points, options[issue] as number[]), 0),
  );
  for (const { role, points, issues, holds } of compiled.interactions) {
    const chance = issues.reduce(
      (product, issue, k) => product * meanOver(holds[k] as Uint8Array, options[issue] as number[]),
      1,
    );
    means[role] = (means[role] as number) + points * chance;
  }
  return means;
}

/** All options of an issue. */
export function allOptions(compiled: CompiledCase): (issue: number) => number[] {
  return (issue) => Array.from({ length: compiled.sizes[issue] as number }, (_, option) => option);
}

/** The middle option of an issue in file order, or the two middle ones of an even number. */
export function middleOptions(compiled: CompiledCase): (issue: number) => number[] {
  return (issue) => {
    const last = (compiled.sizes[issue] as number) - 1;
    return [...new Set([Math.floor(last / 2), Math.ceil(last / 2)])];
  };
}

function meanOver(values: ArrayLike<number>, options: number[]): number {
  return options.reduce((sum, option) => sum + (values[option] as number), 0) / options.length;
}
