// Completes a verdict: each fact checked with the machine in turn and stamped, deadlines kept as due times, the end reported.
// The one way from deciders to the journal; knows no rule of bargaining.
import type { CaseFile } from '../protocol/case-file.ts';
import { type Accepted, accept, type Decision, refuse } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import { deadlineIds, openDeadlines } from './clock.ts';
import { type FactBody, stampFact, type TableFact } from './facts.ts';
import { fold, foldAhead } from './fold.ts';
import { mayHappen } from './machine.ts';
import { settledReport } from './settled-report.ts';
import type { TableState } from './state.ts';

/** Said only where a decider and the machine disagree, which tests rule out. */
export const impossible = 'This cannot happen at this table now.';

/** The facts with all that goes into the same append. */
export function conclude(before: TableState, caseFile: CaseFile, verdict: Accepted<FactBody>): Decision<TableFact> {
  const facts = verdict.facts.map(stampFact);
  let after = before;
  for (const fact of facts) {
    // A machine ignores in silence what cannot happen; a journal must not hold it.
    if (!mayHappen(after.machine, fact)) return refuse(reject('wrongPhase', impossible));
    after = foldAhead(after, fact);
  }
  const report = before.outcome === null && after.outcome !== null ? [settledReport(after, caseFile)] : [];
  const dueTimes = changedDueTimes(before, after);
  const outbox = [...(verdict.outbox ?? []), ...report];
  return accept({
    ...verdict,
    facts,
    ...(dueTimes.length > 0 ? { dueTimes } : {}),
    ...(outbox.length > 0 ? { outbox } : {}),
  });
}

function changedDueTimes(before: TableState, after: TableState): { id: string; at: number | null }[] {
  const was = openDeadlines(before);
  const is = openDeadlines(after);
  return deadlineIds.filter((id) => was[id] !== is[id]).map((id) => ({ id, at: is[id] }));
}

/** The state as the clock has made it by now, before anybody wrote so. */
export const caughtUp = (state: TableState, due: readonly FactBody[]): TableState =>
  due.reduce((current: TableState, fact) => fold(current, stampFact(fact)), state);
