// How value was shared: each role's surplus, gain ratio and share, beside the shares at the Nash and KS solutions.
// Safe for the browser. Knows an analysis and points; nothing of who signed.
import { type Analysis, gainsOf, jointTolerance, type Solution } from './solutions.ts';
import { weighed } from './weighed.ts';

/** What one role took away. Null figures are explained in the score's `reasons`. */
export type Claim = {
  role: string;
  points: number | null;
  surplusPoints: number | null;
  /** Of the joint surplus; may exceed 1 where somebody else stayed below the reservation points. */
  share: number | null;
  /** s/(ideal − r); null where the role's ideal is its reservation value, or R is empty. */
  gainRatio: number | null;
  shareAtNash: number | null;
  shareAtKalaiSmorodinsky: number | null;
  belowReservation: boolean;
};

/** Claims of every role, in role order; `points` null for no agreement. */
export function claimsOf({ compiled, solutions }: Analysis, points: Float64Array | null): Claim[] {
  const weights = solutions?.weights ?? null;
  const surplusOf = (at: ArrayLike<number>) =>
    compiled.reservation.map((reservation, role) => (at[role] as number) - reservation);
  const surplus = points && surplusOf(points);
  const shares = (at: Float64Array | null) => (at && weights ? sharesOf(at, weights, jointTolerance(compiled)) : null);
  const ideal = solutions?.ideal ?? null;
  const gains = ideal && gainsOf(compiled, ideal);
  const own = shares(surplus);
  const atMean = (solution: Solution | null | undefined) => shares(solution ? surplusOf(solution.mean) : null);
  const atNash = atMean(solutions?.nash);
  const atBalanced = atMean(solutions?.kalaiSmorodinsky);
  return compiled.roleIds.map((role, index) => {
    const gain = gains?.[index] ?? 0;
    const surplusPoints = surplus ? (surplus[index] as number) : null;
    return {
      role,
      points: points ? (points[index] as number) : null,
      surplusPoints,
      share: own?.[index] ?? null,
      gainRatio: surplusPoints !== null && gain > compiled.tolerance ? surplusPoints / gain : null,
      shareAtNash: atNash?.[index] ?? null,
      shareAtKalaiSmorodinsky: atBalanced?.[index] ?? null,
      belowReservation: surplusPoints !== null && surplusPoints < -compiled.tolerance,
    };
  });
}

/** Each role's part of Σ w·s; null unless that sum is above 0. A role of weight 0 has no share. */
export function sharesOf(surplus: Float64Array, weights: Float64Array, tolerance: number): (number | null)[] | null {
  const sum = weighed(surplus, weights);
  if (sum <= tolerance) return null;
  return Array.from(surplus, (points, role) =>
    weights[role] === 0 ? null : (points * (weights[role] as number)) / sum,
  );
}

/**
 * Percentile of each surplus among the same role at other tables: the per cent of the others who got less, ties counting
 * half. Null for everybody where fewer than two tables are compared; null entries (no agreement) are left out.
 */
export function percentiles(surplusPoints: readonly (number | null)[]): (number | null)[] {
  const known = surplusPoints.filter((points): points is number => points !== null);
  return surplusPoints.map((own) => {
    if (own === null || known.length < 2) return null;
    const below = known.filter((points) => points < own).length;
    const equal = known.filter((points) => points === own).length - 1;
    return (100 * (below + equal / 2)) / (known.length - 1);
  });
}
