// What one opened debrief step shows to one viewer. Steps that were not opened are never asked for.
// A single person's figures go to that person's seat only.
import type { z } from 'zod';
import type { Claim } from '../../simulations/claims.ts';
import { isRange } from '../../simulations/grid.ts';
import { pointsOf } from '../../simulations/payoff.ts';
import type { Role } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type {
  AllTables,
  betterSchema,
  interestsOfRoleSchema,
  OpenedStep,
  Share,
  TableOutcome,
  togetherSchema,
} from '../protocol/debrief-view.ts';
import type { TableViewer } from '../protocol/table-view.ts';
import { balancedPackage, bestSurplus, scoreAtTable } from './figures.ts';
import { interestView } from './project-case.ts';
import type { Outcome, TableState } from './state.ts';

type Opened = TableState['debrief'][number];

/** A table in debrief has ended: the step is opened together with its end. */
export function openedStep(
  state: TableState,
  caseFile: CaseFile,
  viewer: TableViewer,
  { step, allTables }: Opened,
): OpenedStep {
  const { outcome } = state;
  if (outcome === null) throw new Error('a debrief step was opened at a table that has not ended');
  switch (step) {
    case 'deals':
      return { step, outcome: tableOutcome(state, outcome) };
    case 'together':
      return { step, together: together(state, caseFile, outcome) };
    case 'interests':
      return { step, roles: caseFile.simulation.roles.map((role) => interestsOf(caseFile, role)) };
    case 'better':
      return { step, better: better(state, caseFile, outcome, viewer) };
    case 'share':
      return { step, share: viewer.kind === 'seat' ? shareOf(state, caseFile, outcome, viewer.role) : null };
    case 'allTables':
      return { step, allTables: allTables ?? nothingToCompare };
    default:
      return { step };
  }
}

const nothingToCompare: AllTables = { scoreboard: [], distribution: null, plane: null };

const tableOutcome = ({ tableId, label }: TableState, outcome: Outcome): TableOutcome =>
  outcome.agreed
    ? { tableId, label, agreed: true, why: 'signed', package: outcome.package }
    : { tableId, label, agreed: false, why: outcome.why, package: null };

/** Without agreement nothing was made, and all there was is still in it. */
function together(state: TableState, caseFile: CaseFile, outcome: Outcome): z.infer<typeof togetherSchema> {
  const best = bestSurplus(caseFile);
  if (!outcome.agreed)
    return { created: null, efficiency: null, stillInIt: best === null ? null : 1, whyNull: 'noAgreement' };
  const score = scoreAtTable(state, caseFile, outcome);
  const created = score?.created ?? null;
  const left = score?.leftOnTable ?? null;
  const stillInIt = left === null || best === null ? null : left / best;
  const noRoom = caseFile.analysis.solutions?.ideal === null;
  if (created === null) return { created, efficiency: null, stillInIt, whyNull: noRoom ? 'noRoom' : 'noSurplus' };
  const efficiency = score?.efficiency ?? null;
  const outside = score?.claimed.some((claim) => claim.belowReservation) ?? false;
  return {
    created,
    efficiency,
    stillInIt,
    whyNull: efficiency !== null ? null : outside ? 'outsideRoom' : 'noSurplus',
  };
}

function interestsOf({ numbers }: CaseFile, { id, interests, points }: Role): z.infer<typeof interestsOfRoleSchema> {
  const spread = numbers.issues.map((issue) => {
    const worth = points[issue.id];
    if (worth === undefined) return { id: issue.id, span: 0 };
    if (Array.isArray(worth)) return { id: issue.id, span: Math.max(...worth) - Math.min(...worth) };
    return { id: issue.id, span: isRange(issue) ? Math.abs(worth.perUnit) * (issue.max - issue.min) : 0 };
  });
  const priorities = spread.toSorted((left, right) => right.span - left.span).map((issue) => issue.id);
  return { role: id, interests: interests.map(interestView), priorities };
}

/** After an agreement: what leaves nobody worse off and gives most. Without: a package that shares well what was there. */
function better(
  state: TableState,
  caseFile: CaseFile,
  outcome: Outcome,
  viewer: TableViewer,
): z.infer<typeof betterSchema> {
  const score = outcome.agreed ? scoreAtTable(state, caseFile, outcome) : null;
  const settlement = outcome.agreed ? (score?.better ?? null) : balancedPackage(caseFile);
  if (settlement === null || viewer.kind !== 'seat') return { package: settlement, ownGainPoints: null };
  const { numbers } = caseFile;
  const role = numbers.roles.findIndex((candidate) => candidate.id === viewer.role);
  const had = score?.points?.[role] ?? numbers.roles[role]?.reservationPoints ?? 0;
  return { package: settlement, ownGainPoints: pointsOf(numbers, viewer.role, settlement) - had };
}

/** Without agreement everybody has their alternative: its points, and nothing above them. */
function shareOf(state: TableState, caseFile: CaseFile, outcome: Outcome, role: string): Share | null {
  const score = scoreAtTable(state, caseFile, outcome);
  const index = score?.claimed.findIndex((claim) => claim.role === role) ?? -1;
  const claim = score?.claimed[index];
  if (!score || !claim) return null;
  const reservation = caseFile.numbers.roles[index]?.reservationPoints ?? 0;
  const surplus = (of: Claim) => of.surplusPoints ?? 0;
  return {
    points: claim.points ?? reservation,
    surplusPoints: surplus(claim),
    share: claim.share,
    shareAtNash: claim.shareAtNash,
    shareAtKalaiSmorodinsky: claim.shareAtKalaiSmorodinsky,
    gainRatio: claim.gainRatio,
    belowReservation: claim.belowReservation,
    others: score.claimed.filter((of) => of.role !== role).map((of) => ({ role: of.role, surplusPoints: surplus(of) })),
    roundScore: state.roundScore ? (score.roundScore[index] ?? null) : null,
  };
}
