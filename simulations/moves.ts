// How the offers of one table moved: first offers, concessions, kinds of steps, packages or single issues, time.
// Safe for the browser. Knows an analysis and a list of offers; nothing of messages or people.
import { allPoints } from './payoff.ts';
import type { Package } from './schema.ts';
import { type Analysis, gainsOf } from './solutions.ts';

/** One offer; `atMs` counts from the start of bargaining. */
export type OfferMade = { role: string; settlement: Package; atMs: number };

/** What a step from a role's previous offer to its next did, to itself and to the others. */
export const stepKinds = ['fortunate', 'selfish', 'concession', 'unfortunate', 'nice', 'silent'] as const;
export type StepKind = (typeof stepKinds)[number];

/** A smaller change of a gain ratio than this counts as none (Hindriks et al. 2007). */
export const STEP_THRESHOLD = 0.03;

/** Offers of one role in order. `own` and `others` are gain ratios of each offer: to its maker, and on average to the rest. */
export type RoleMoves = {
  role: string;
  offers: number;
  firstOffer: { settlement: Package; points: number[]; atMs: number } | null;
  /** Null with fewer than two offers, or where gain ratios are not defined. */
  concessionCurve: { atMs: number; own: number; others: number }[] | null;
  steps: Record<StepKind, number> | null;
  /** Steps that changed two issues or more, and one issue. */
  packageSteps: number | null;
  singleIssueSteps: number | null;
};

export type Moves = { roles: RoleMoves[]; timeToAgreementMs: number | null };

/**
 * Reads the moves of a table off its offers, in any order; packages must have no faults. Offers of roles that the case does not
 * know are left out. `agreedAtMs` null: no agreement.
 */
export function movesOf(analysis: Analysis, offers: readonly OfferMade[], agreedAtMs: number | null): Moves {
  const inOrder = [...offers].sort((left, right) => left.atMs - right.atMs);
  const roles = analysis.compiled.roleIds.map((role) =>
    movesOfRole(
      analysis,
      role,
      inOrder.filter((offer) => offer.role === role),
    ),
  );
  return { roles, timeToAgreementMs: agreedAtMs };
}

/**
 * Kind of a step by the change to its maker and to the others, each beyond the threshold or none. Fortunate: both gain;
 * selfish: the maker gains, the others do not; concession: the maker loses, the others do not; unfortunate: the others lose
 * and the maker does not gain; nice: only the others gain; silent: nothing changes. Hindriks, Jonker & Tykhonov 2007.
 */
export function stepKind(own: number, others: number, threshold: number = STEP_THRESHOLD): StepKind {
  const mine = Math.abs(own) < threshold ? 0 : Math.sign(own);
  const theirs = Math.abs(others) < threshold ? 0 : Math.sign(others);
  if (mine > 0) return theirs > 0 ? 'fortunate' : 'selfish';
  if (theirs < 0) return 'unfortunate';
  if (mine < 0) return 'concession';
  return theirs > 0 ? 'nice' : 'silent';
}

function movesOfRole(analysis: Analysis, role: string, offers: readonly OfferMade[]): RoleMoves {
  const [first] = offers;
  const firstOffer = first
    ? { settlement: first.settlement, points: allPoints(analysis.numbers, first.settlement), atMs: first.atMs }
    : null;
  const few = {
    role,
    offers: offers.length,
    firstOffer,
    concessionCurve: null,
    steps: null,
    packageSteps: null,
    singleIssueSteps: null,
  };
  if (offers.length < 2) return few;
  const changes = offers.slice(1).map((offer, k) => changedIssues(offers[k]?.settlement ?? {}, offer.settlement));
  const counted = {
    packageSteps: changes.filter((issues) => issues > 1).length,
    singleIssueSteps: changes.filter((issues) => issues === 1).length,
  };
  const curve = curveOf(analysis, role, offers);
  return { ...few, ...counted, concessionCurve: curve, steps: curve && stepsOf(curve) };
}

function curveOf(
  { numbers, compiled, solutions }: Analysis,
  role: string,
  offers: readonly OfferMade[],
): RoleMoves['concessionCurve'] {
  const ideal = solutions?.ideal;
  if (!ideal) return null;
  const gains = gainsOf(compiled, ideal);
  const maker = compiled.roleIds.indexOf(role);
  const rest = Array.from(gains.keys()).filter(
    (other) => other !== maker && (gains[other] as number) > compiled.tolerance,
  );
  if ((gains[maker] as number) <= compiled.tolerance || rest.length === 0) return null;
  return offers.map(({ settlement, atMs }) => {
    const points = allPoints(numbers, settlement);
    const ratio = (who: number) =>
      ((points[who] as number) - (compiled.reservation[who] as number)) / (gains[who] as number);
    return { atMs, own: ratio(maker), others: rest.reduce((sum, other) => sum + ratio(other), 0) / rest.length };
  });
}

function stepsOf(curve: readonly { own: number; others: number }[]): Record<StepKind, number> {
  const counts: Record<StepKind, number> = {
    fortunate: 0,
    selfish: 0,
    concession: 0,
    unfortunate: 0,
    nice: 0,
    silent: 0,
  };
  for (const [k, { own, others }] of curve.slice(1).entries()) {
    const before = curve[k] as { own: number; others: number };
    counts[stepKind(own - before.own, others - before.others)]++;
  }
  return counts;
}

function changedIssues(before: Package, after: Package): number {
  return Object.keys(after).filter((issue) => before[issue] !== after[issue]).length;
}
