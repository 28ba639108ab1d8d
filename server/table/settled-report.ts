// What a table tells its session once, when it ends.
import type { Score } from '../../simulations/score.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Delivery, SettledReport } from '../protocol/delivery.ts';
import { scoreAtTable } from './figures.ts';
import type { TableState } from './state.ts';

export function settledReport(state: TableState, caseFile: CaseFile): Delivery {
  return { to: { session: state.sessionId }, command: { type: 'reportSettled', report: report(state, caseFile) } };
}

function report(state: TableState, caseFile: CaseFile): SettledReport {
  const { tableId, outcome } = state;
  if (outcome === null) throw new Error(`table ${tableId} has not ended`);
  const { agreed, at } = outcome;
  if (!agreed) return { tableId, agreed, why: outcome.why, at, package: null, ...none };
  return {
    tableId,
    agreed,
    why: 'signed',
    at,
    package: outcome.package,
    ...figures(scoreAtTable(state, caseFile, outcome)),
  };
}

const none = { created: null, surplusPoints: null, belowAlternative: false };

function figures(score: Score | null): typeof none | Pick<SettledReport, keyof typeof none> {
  if (!score) return none;
  return {
    created: score.created,
    surplusPoints: Object.fromEntries(score.claimed.map(({ role, surplusPoints }) => [role, surplusPoints ?? 0])),
    belowAlternative: score.claimed.some((claim) => claim.belowReservation),
  };
}
