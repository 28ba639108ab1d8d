// Ends a session for good; the runtime then deletes its streams.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function endSession(state: SessionState, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${stamp}`);
}
