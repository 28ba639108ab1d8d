// Ends a session for good; the runtime then deletes its streams with all that belongs to them.
import { accept, type Decision, type Stamp } from '../protocol/decision.ts';
import { unchanged } from './admit.ts';
import { phaseDeadline } from './decide-clock.ts';
import { factAt, type SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

/** Nothing opens an ended session: no credential, link or code. A second time changes nothing. */
export function endSession(state: SessionState, stamp: Stamp): Decision<SessionFact> {
  if (state.ended) return unchanged;
  return accept<SessionFact>({
    facts: [factAt(stamp.now, { type: 'sessionEnded' })],
    dueTimes: [{ id: phaseDeadline, at: null }],
    unique: {
      release: [
        { kind: 'code', key: state.code },
        ...[...state.credentials.keys()].map((key) => ({ kind: 'credential', key })),
        ...[...state.links.keys()].map((key) => ({ kind: 'link', key })),
      ],
    },
  });
}
