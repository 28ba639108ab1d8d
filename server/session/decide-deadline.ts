// The session's own clock: a due time was reached, or nothing ran for a while.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

/** The one due time of a session. */
export const phaseDeadline = 'phase';

/** Accepted without facts where the deadline moved, was paused, or was noted before. */
export function decideDeadline(state: SessionState, id: string, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${id} ${stamp}`);
}

/** Nothing ran for `lastedMs` until now: open deadlines move by it, and the tables are told. */
export function decideOutage(state: SessionState, lastedMs: number, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${lastedMs} ${stamp}`);
}
