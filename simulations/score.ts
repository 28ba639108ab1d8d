// What one outcome of a case is worth: value created, left on the table and claimed, for all roles and for the signers.
// Safe for the browser. Knows an analysis and a package; nothing of people, tables or time.
import { type Claim, claimsOf, sharesOf } from './claims.ts';
import type { Fault } from './fault.ts';
import { type Joint, jointOf, noAgreement, noRational, searchUnfinished, unsolved } from './joint.ts';
import { allPoints, packageFaults } from './payoff.ts';
import { roundScores } from './round-score.ts';
import type { Package } from './schema.ts';
import { realisedPoints, signingFaults } from './signing.ts';
import { type Analysis, jointTolerance } from './solutions.ts';
import { countAround, indexOf } from './tally.ts';

/** The joint measures again, looking at the signers alone; S* stays that of all roles. `shares` in the order of `roles`. */
export type SignersScore = Omit<Joint, 'reasons' | 'better'> & { roles: string[]; shares: (number | null)[] };

/** Joint measures are in `unit`; null figures have their reason in `reasons`, by field name. */
export type Score = Omit<Joint, 'reasons'> & {
  agreed: boolean;
  signed: string[];
  unit: 'points' | 'gainRatios';
  /** What every role has in the end, in role order; null without agreement, which is kept apart from r. */
  points: number[] | null;
  /** Packages that dominate the outcome. */
  dominatedBy: number | null;
  trippSondak: number | null;
  claimed: Claim[];
  /** 0 to 100, in role order; shown only where a facilitator switched it on. */
  roundScore: (number | null)[];
  /** Null where everybody signed, or nobody. */
  signers: SignersScore | null;
  reasons: Record<string, string>;
};

export type Scored = { ok: true; score: Score } | { ok: false; faults: Fault[] };

/** `signed`: role ids, everybody unless given. `valueWeight`: w of the round score, 0 to 1. */
export type ScoreWish = { signed?: readonly string[]; valueWeight?: number };

/** Branches looked at to count packages better or worse than an agreement. */
const MOST_BRANCHES = 300_000;

/**
 * Scores a package, or `null` for no agreement. A package that is not one, and signers that break the case's rule, are
 * refused as faults. Show no joint measure alone: each confounds distribution somewhere (Clyman 1995).
 */
export function scoreAgreement(analysis: Analysis, settlement: Package | null, wish: ScoreWish = {}): Scored {
  const { numbers, compiled, tally, solutions } = analysis;
  if (settlement === null) return { ok: true, score: withoutAgreement(analysis, wish.valueWeight) };
  const signed = wish.signed ?? numbers.roles.map(({ id }) => id);
  const faults = [...packageFaults(numbers, settlement), ...signingFaults(numbers, signed)];
  if (faults.length > 0) return { ok: false, faults };
  const points = realisedPoints(numbers, allPoints(numbers, settlement), signed);
  const index = indexOf(compiled, tally, solutions?.weights ?? null);
  return {
    ok: true,
    score: scorePoints({ ...analysis, tally: { ...tally, index } }, points, signed, wish.valueWeight),
  };
}

function scorePoints(analysis: Analysis, points: Float64Array, signed: readonly string[], valueWeight?: number): Score {
  const { reasons, ...joint } = jointOf(analysis, points, () => true);
  const counted = countsAround(analysis, points);
  const claimed = claimsOf(analysis, points);
  Object.assign(reasons, counted.reasons, claimReasons(analysis, claimed, joint.jointSurplus));
  return {
    agreed: true,
    signed: analysis.compiled.roleIds.filter((id) => signed.includes(id)),
    unit: unitOf(analysis),
    points: Array.from(points),
    ...joint,
    dominatedBy: counted.dominatedBy,
    trippSondak: counted.trippSondak,
    claimed,
    roundScore: roundOf(analysis, claimed, joint, reasons, valueWeight),
    signers: signed.length === points.length ? null : signersOf(analysis, points, signed),
    reasons,
  };
}

function withoutAgreement(analysis: Analysis, valueWeight?: number): Score {
  const figures = [
    'points',
    'jointSurplus',
    'created',
    'efficiency',
    'leftOnTable',
    'better',
    'dominatedBy',
    'trippSondak',
    'share',
    'gainRatio',
  ];
  const reasons = Object.fromEntries(figures.map((figure) => [figure, noAgreement]));
  const claimed = claimsOf(analysis, null);
  const joint = { jointSurplus: null, created: null, efficiency: null, leftOnTable: null, better: null };
  return {
    agreed: false,
    signed: [],
    unit: unitOf(analysis),
    points: null,
    ...joint,
    dominatedBy: null,
    trippSondak: null,
    claimed,
    roundScore: roundOf(analysis, claimed, joint, reasons, valueWeight),
    signers: null,
    reasons,
  };
}

function unitOf({ compiled }: Analysis): Score['unit'] {
  return compiled.comparable ? 'points' : 'gainRatios';
}

/** Packages that dominate the outcome, and for two roles Tripp & Sondak's (1992) 1 − better/(better + worse). */
function countsAround(
  { compiled, tally }: Analysis,
  points: Float64Array,
): Pick<Score, 'dominatedBy' | 'trippSondak' | 'reasons'> {
  const reasons: Record<string, string> = {};
  const { dominating, better, worse } = countAround(compiled, tally, points, MOST_BRANCHES);
  if (dominating === null) reasons['dominatedBy'] = searchUnfinished;
  const defined = points.length === 2 && better !== null && worse !== null && better + worse > 0;
  if (points.length !== 2) reasons['trippSondak'] = 'defined for two roles';
  else if (better === null || worse === null) reasons['trippSondak'] = searchUnfinished;
  else if (!defined) reasons['trippSondak'] = 'no package is better or worse for both';
  return { dominatedBy: dominating, trippSondak: defined ? 1 - better / (better + worse) : null, reasons };
}

function claimReasons(
  { solutions }: Analysis,
  claimed: readonly Claim[],
  jointSurplus: number | null,
): Record<string, string> {
  const reasons: Record<string, string> = {};
  const why = solutions === null ? unsolved : noRational;
  if (claimed.some(({ share }) => share === null))
    reasons['share'] = jointSurplus === null ? why : 'the joint surplus is not above 0';
  const ideal = solutions?.ideal ?? null;
  if (claimed.some(({ gainRatio }) => gainRatio === null))
    reasons['gainRatio'] = ideal === null ? why : "a role's ideal is its reservation value";
  for (const figure of ['shareAtNash', 'shareAtKalaiSmorodinsky'] as const) {
    if (claimed.some((claim) => claim[figure] === null))
      reasons[figure] = ideal === null ? why : 'no surplus to share there';
  }
  return reasons;
}

function signersOf(analysis: Analysis, points: Float64Array, signed: readonly string[]): SignersScore {
  const { roleIds, reservation } = analysis.compiled;
  const counts = (role: number) => signed.includes(roleIds[role] as string);
  const { jointSurplus, created, leftOnTable, efficiency } = jointOf(analysis, points, counts);
  const roles = roleIds.filter((_, role) => counts(role));
  const weights = analysis.solutions?.weights?.map((weight, role) => (counts(role) ? weight : 0)) ?? null;
  const shares =
    weights &&
    sharesOf(
      points.map((each, role) => each - (reservation[role] as number)),
      weights,
      jointTolerance(analysis.compiled),
    );
  return {
    roles,
    jointSurplus,
    created,
    leftOnTable,
    efficiency,
    shares: roles.map((id) => shares?.[roleIds.indexOf(id)] ?? null),
  };
}

type Found = Pick<Score, 'efficiency' | 'created' | 'leftOnTable'>;

function roundOf(
  { compiled, solutions }: Analysis,
  claimed: readonly Claim[],
  found: Found,
  reasons: Record<string, string>,
  valueWeight?: number,
): (number | null)[] {
  const surplus = claimed.map(({ surplusPoints }) => surplusPoints);
  const agreed = surplus.every((points) => points !== null);
  const rational = solutions !== null && solutions.ideal !== null;
  const balanced = solutions?.kalaiSmorodinsky ?? null;
  const best = solutions?.bestSurplus ?? null;
  // Where a search did not end, null means unknown and must not be taken for 0.
  const unknown = solutions === null || (rational && (balanced === null || best === null));
  if (unknown || (agreed && found.leftOnTable === null && rational)) {
    reasons['roundScore'] = unknown ? unsolved : searchUnfinished;
    return claimed.map(() => null);
  }
  const scores = roundScores(
    {
      roles: claimed.length,
      surplus: agreed ? (surplus as number[]) : null,
      above: claimed.map(({ belowReservation }) => !belowReservation),
      rational,
      nothingToFind: !rational || (best ?? 0) <= jointTolerance(compiled),
      efficiency: found.efficiency,
      created: found.created,
      atKalaiSmorodinsky: balanced?.mean.map((points, role) => points - (compiled.reservation[role] as number)) ?? null,
      tolerance: compiled.tolerance,
    },
    valueWeight,
  );
  if (scores.includes(null)) reasons['roundScore'] = noRational;
  return scores;
}
