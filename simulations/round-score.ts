// The round score: one figure per role that rewards finding value and, less, claiming it. Off unless a facilitator wants it.
// Safe for the browser. Knows measures of one outcome, nothing of how they were computed.

/** What the score rests on. `surplus` null: no agreement. `atKalaiSmorodinsky`: surplus of each role there, null where R is empty. */
export type RoundOutcome = {
  roles: number;
  surplus: ArrayLike<number> | null;
  /** Whether each s ≥ 0, up to the case's tolerance. */
  above: readonly boolean[];
  /** Whether any package is in R. */
  rational: boolean;
  /** Whether nobody can gain: R is empty, or S* = 0. */
  nothingToFind: boolean;
  efficiency: number | null;
  created: number | null;
  atKalaiSmorodinsky: ArrayLike<number> | null;
  tolerance: number;
};

/** What finding value counts for, against claiming it. */
export const VALUE_WEIGHT = 0.6;

/**
 * Points from 0 to 100 per role, null where the case gives no measure: 100·(w·V + (1−w)·C). V is the efficiency for two roles,
 * the value created for more, within [0, 1]; C = min(1, s / s at KS), 1 where KS gives at most 0 and s ≥ 0.
 *
 * Promised: (a) two roles, on the frontier and in R: more own surplus never lowers one's score; (b) x in R: moving to a package
 * that dominates x lowers nobody's score; (c) own surplus at or above KS: lower V means a lower score. Not promised: that
 * lowering the joint value never pays anybody.
 */
export function roundScores(outcome: RoundOutcome, weight: number = VALUE_WEIGHT): (number | null)[] {
  const roles = Array.from({ length: outcome.roles }, (_, role) => role);
  const { surplus, nothingToFind } = outcome;
  if (surplus === null) return roles.map(() => (nothingToFind ? 100 : 0));
  if (!outcome.rational) return roles.map((role) => (outcome.above[role] ? null : 0));
  const inside = outcome.above.every(Boolean);
  const value = inside ? valueFound(outcome, nothingToFind) : 0;
  return roles.map((role) =>
    outcome.above[role] ? 100 * (weight * value + (1 - weight) * claim(outcome, surplus[role] as number, role)) : 0,
  );
}

function valueFound({ roles, efficiency, created }: RoundOutcome, nothingToFind: boolean): number {
  if (nothingToFind) return 1;
  const measure = roles === 2 ? efficiency : created;
  return Math.min(1, Math.max(0, measure ?? 0));
}

function claim({ atKalaiSmorodinsky, tolerance }: RoundOutcome, surplus: number, role: number): number {
  const reference = atKalaiSmorodinsky?.[role] ?? 0;
  return reference <= tolerance ? 1 : Math.min(1, Math.max(0, surplus) / reference);
}
