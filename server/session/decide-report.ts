// What tables tell their session. Comes from our own store; late and repeated reports are harmless.
import { accept, type Decision, type Stamp } from '../protocol/decision.ts';
import type { SessionDelivery } from '../protocol/delivery.ts';
import { unchanged } from './admit.ts';
import { factAt, type SessionFact } from './facts.ts';
import { findTable, openRound } from './queries.ts';
import type { SessionState } from './state.ts';

/** A table that was seated anew, or is settled already, changes nothing. */
export function decideTableReport(state: SessionState, delivery: SessionDelivery, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  if (delivery.type === 'reportSettled') {
    const table = findTable(round, delivery.report.tableId);
    if (table === null || table.settled !== null) return unchanged;
    return accept<SessionFact>({ facts: [factAt(stamp.now, { type: 'tableSettled', report: delivery.report })] });
  }
  const { tableId, person, agree } = delivery;
  const table = findTable(round, tableId);
  const holds = table?.seats.some(({ holders }) => holders.includes(person)) ?? false;
  if (table === null || !holds || table.planeConsents.includes(person) === agree) return unchanged;
  return accept<SessionFact>({ facts: [factAt(stamp.now, { type: 'planeConsentGiven', tableId, person, agree })] });
}
