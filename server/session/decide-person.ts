// What a person asks of the session for themselves.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { PersonCommand } from '../protocol/session-commands.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function decidePerson(state: SessionState, command: PersonCommand, person: string, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${command} ${person} ${stamp}`);
}

/** Ends what the session keeps of a person; the runtime then erases their texts and documents. A second time changes nothing. */
export function decideErase(state: SessionState, person: string, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${person} ${stamp}`);
}
