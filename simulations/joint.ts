// What everybody made together: joint surplus, value created, left on the table, efficiency.
// Safe for the browser. Knows an analysis and points; nothing of shares, signatures or scores.
import { packageAt } from './compiled.ts';
import { improvementOver } from './improvement.ts';
import type { Package } from './schema.ts';
import { type Analysis, jointTolerance } from './solutions.ts';
import { weighed } from './weighed.ts';

/** In points, or in summed gain ratios where points cannot be compared. `reasons` says why a figure is null. */
export type Joint = {
  jointSurplus: number | null;
  created: number | null;
  leftOnTable: number | null;
  better: Package | null;
  efficiency: number | null;
  reasons: Record<string, string>;
};

/** Why nothing can be said: the words that reports show. */
export const noRational = 'no package is worth at least the reservation points to every role';
export const unsolved = 'the case is too large to solve exactly';
export const noAgreement = 'no agreement';
export const searchUnfinished = 'the search did not end within its limit';

/**
 * Measures of one outcome for the roles that `counts` names (all of them, or the signers): S = Σ w·s; created = S/S*, raw;
 * L = max Σ w·(u(y) − u(x)) with none of them worse off; E = S/(S + L), null unless S > 0. Weights: 1, or 1/(ideal − r).
 * Lax & Sebenius 1986 for creating and claiming; Raiffa 1982 for the frontier that L is measured to.
 */
export function jointOf(analysis: Analysis, points: Float64Array, counts: (role: number) => boolean): Joint {
  const { compiled, solutions } = analysis;
  const given = solutions ? solutions.weights : compiled.comparable ? new Float64Array(points.length).fill(1) : null;
  if (given === null) return nothing(solutions ? noRational : unsolved);
  const weights = given.map((weight, role) => (counts(role) ? weight : 0));
  const surplus = points.map((each, role) => each - (compiled.reservation[role] as number));
  const jointSurplus = weighed(surplus, weights);
  const reasons: Record<string, string> = {};
  const created = createdOf(analysis, jointSurplus, reasons);
  const floor = points.map((each, role) => (counts(role) ? each : Number.NEGATIVE_INFINITY));
  const improvement = improvementOver(compiled, { ...analysis, index: analysis.tally.index }, floor, weights);
  if (improvement === null) reasons['leftOnTable'] = searchUnfinished;
  else if (improvement.choices === null) reasons['better'] = 'no package gives more without taking from anybody';
  const leftOnTable = improvement?.gain ?? null;
  return {
    jointSurplus,
    created,
    leftOnTable,
    better: improvement?.choices ? packageAt(analysis.numbers, improvement.choices) : null,
    efficiency: efficiencyOf(jointSurplus, leftOnTable, jointTolerance(compiled), reasons),
    reasons,
  };
}

function nothing(reason: string): Joint {
  const reasons = { jointSurplus: reason, created: reason, leftOnTable: reason, efficiency: reason };
  return { jointSurplus: null, created: null, leftOnTable: null, better: null, efficiency: null, reasons };
}

function createdOf(
  { solutions, compiled }: Analysis,
  jointSurplus: number,
  reasons: Record<string, string>,
): number | null {
  const best = solutions?.bestSurplus ?? null;
  if (best !== null && best > jointTolerance(compiled)) return jointSurplus / best;
  const why = best === null ? unsolved : 'no package leaves anybody more than the reservation points';
  reasons['created'] = solutions?.ideal === null ? noRational : why;
  return null;
}

function efficiencyOf(
  jointSurplus: number,
  leftOnTable: number | null,
  tolerance: number,
  reasons: Record<string, string>,
): number | null {
  if (leftOnTable === null) reasons['efficiency'] = searchUnfinished;
  else if (jointSurplus <= tolerance) reasons['efficiency'] = 'the joint surplus is not above 0';
  else return jointSurplus / (jointSurplus + leftOnTable);
  return null;
}
