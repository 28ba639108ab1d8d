// What the facilitator asks, handed to the decider of its kind.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { FacilitatorCommand } from '../protocol/session-commands.ts';
import type { Cases } from './cases.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function decideFacilitator(state: SessionState, cases: Cases, command: FacilitatorCommand, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${cases} ${command} ${stamp}`);
}
