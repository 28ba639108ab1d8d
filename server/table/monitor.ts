// What the facilitator's console shows of one table at work. Presence is the runtime's and is added there.
import type { MonitorRow } from '../protocol/summaries.ts';
import { stageOf } from './machine.ts';
import type { TableState } from './state.ts';

export function monitorRow(state: TableState): Omit<MonitorRow, 'connected'> {
  return {
    tableId: state.tableId,
    stage: stageOf(state.machine),
    ready: state.seats.filter((seat) => seat.ready).map((seat) => seat.role),
    offers: state.offers.length,
    messages: state.messages,
    lastMoveAt: state.lastMoveAt,
    signedBy: [...signedBy(state)],
    bargainingOver: state.bargainingOver,
    graceDeadline: state.outcome === null ? state.graceDeadline : null,
    onBreak: Object.keys(state.onBreak),
    calls: [...state.calls],
    reflected: Object.keys(state.reflections).length,
  };
}

/** Signatures of an agreement, of the offer being signed, or of a reported deal. */
function signedBy({ outcome, signing, result }: TableState): readonly string[] {
  if (outcome !== null) return outcome.agreed ? outcome.signedBy : [];
  if (signing !== null) return signing.signedBy;
  return result === null ? [] : [result.role, ...result.confirmedBy];
}
