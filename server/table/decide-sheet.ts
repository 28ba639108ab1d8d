// The results sheet of a table that talks by voice: the deal or none, reported by one role and confirmed by the others.
import { accept, refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { FactBody } from './facts.ts';
import { confirmers, isConfirmed } from './needed.ts';
import { inOrder, packageRefusal } from './packages.ts';
import type { Result, TableState } from './state.ts';
import { byChat, type CommandOf, done, facts, halted, no, notBargaining, type Turn, type Verdict } from './turn.ts';

/** How a confirmed sheet ends the table; nothing while somebody has yet to confirm. */
export function sheetEnd(state: TableState, result: Result, at: number): FactBody[] {
  if (!isConfirmed(state, result)) return [];
  if (result.package === null) return [{ type: 'endedWithoutAgreement', why: 'stopped', effectiveAt: at }];
  const signedBy = state.seats.map((seat) => seat.role);
  return [{ type: 'agreementReached', package: result.package, signedBy, effectiveAt: at }];
}

export function reportResult(turn: Turn, { package: reported }: CommandOf<'reportResult'>): Verdict {
  const { numbers } = turn.caseFile;
  const refusal = byChat(turn) ?? notBargaining(turn) ?? (reported && packageRefusal(numbers, reported));
  if (refusal) return refuse(refusal);
  const id = turn.stamp.freshId;
  const settlement = reported && inOrder(numbers, reported);
  const report: FactBody = { type: 'resultReported', id, package: settlement, ...done(turn) };
  const result: Result = { id, role: turn.role, package: settlement, confirmedBy: [] };
  return accept({ facts: [report, ...sheetEnd(turn.state, result, turn.stamp.now)], id });
}

/** The sheet under this id, if it is not one's own report; else why not. */
function othersResult(turn: Turn, resultId: string): { result: Result } | { refusal: Rejection } {
  const refusal = byChat(turn) ?? halted(turn.state);
  if (refusal) return { refusal };
  const { result } = turn.state;
  if (result?.id === resultId) return { result };
  return { refusal: reject('unknownResult', 'This result is not on the sheet (any more).', 'resultId') };
}

export function confirmResult(turn: Turn, { resultId }: CommandOf<'confirmResult'>): Verdict {
  const found = othersResult(turn, resultId);
  if ('refusal' in found) return refuse(found.refusal);
  const { result } = found;
  if (result.role === turn.role)
    return no('ownOffer', 'Your own result needs the confirmation of the other side.', 'resultId');
  if (result.confirmedBy.includes(turn.role))
    return no('alreadySigned', 'You confirmed this result already.', 'resultId');
  const confirmed = { ...result, confirmedBy: [...result.confirmedBy, turn.role] };
  return facts({ type: 'resultConfirmed', ...done(turn) }, ...sheetEnd(turn.state, confirmed, turn.stamp.now));
}

/** Clears the sheet. Whoever reported may take it back in the same way. */
export function declineResult(turn: Turn, { resultId }: CommandOf<'declineResult'>): Verdict {
  const found = othersResult(turn, resultId);
  if ('refusal' in found) return refuse(found.refusal);
  return facts({ type: 'resultDeclined', ...done(turn) });
}

/** Whether a sheet that waits is confirmed by everybody who can, after people changed. */
export const waitingSheetEnd = (state: TableState, at: number): FactBody[] =>
  state.result !== null && state.outcome === null && confirmers(state, state.result.role).length > 0
    ? sheetEnd(state, state.result, at)
    : [];
