// How much a lazy compromise costs: what the middle of every issue loses of the best joint surplus.
// Safe for the browser. Knows an analysis; nothing of agreements.
import { expectedPoints, middleOptions } from './expectation.ts';
import { type Analysis, jointTolerance } from './solutions.ts';
import { weighed } from './weighed.ts';

/**
 * (S* − S(middle))/S*, in weighted surplus; an issue with two middle options takes either with equal chance. Null where S* is
 * null or 0, or points are capped. A case worth negotiating loses much here: the middle leaves the trades out
 * (Raiffa 1982; Lax & Sebenius 1986).
 */
export function conflictOf({ compiled, solutions }: Analysis): number | null {
  const best = solutions?.bestSurplus ?? null;
  const weights = solutions?.weights ?? null;
  const middle = expectedPoints(compiled, middleOptions(compiled));
  if (best === null || weights === null || middle === null || best <= jointTolerance(compiled)) return null;
  const surplus = middle.map((points, role) => points - (compiled.reservation[role] as number));
  return (best - weighed(surplus, weights)) / best;
}
