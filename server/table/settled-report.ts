// What a table tells its session once, when it ends.
import type { CaseFile } from '../protocol/case-file.ts';
import type { Delivery, SettledReport } from '../protocol/delivery.ts';
import { scoreOf } from './figures.ts';
import type { Outcome, TableState } from './state.ts';

export function settledReport(state: TableState, caseFile: CaseFile): Delivery {
  return { to: { session: state.sessionId }, command: { type: 'reportSettled', report: report(state, caseFile) } };
}

function report({ tableId, outcome }: TableState, caseFile: CaseFile): SettledReport {
  if (outcome === null) throw new Error(`table ${tableId} has not ended`);
  const { agreed, at } = outcome;
  if (!agreed) return { tableId, agreed, why: outcome.why, at, package: null, ...none };
  return { tableId, agreed, why: 'signed', at, package: outcome.package, ...figures(outcome, caseFile) };
}

const none = { created: null, surplusPoints: null, belowAlternative: false };

function figures(outcome: Outcome, caseFile: CaseFile): typeof none | Pick<SettledReport, keyof typeof none> {
  const score = scoreOf(caseFile, outcome, null);
  if (!score) return none;
  return {
    created: score.created,
    surplusPoints: Object.fromEntries(score.claimed.map(({ role, surplusPoints }) => [role, surplusPoints ?? 0])),
    belowAlternative: score.claimed.some((claim) => claim.belowReservation),
  };
}
