// Somebody joins by code, or is added by the facilitator.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { Language, Place } from '../protocol/words.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export type Joining = {
  /** A new id, made by the runtime. */
  person: string;
  name: string;
  department: string | null;
  language: Language;
  place: Place;
  /** Null for somebody without a device. */
  credentialHash: string | null;
};

/** Accepted with the person's id. */
export function decideJoin(state: SessionState, joining: Joining, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${joining} ${stamp}`);
}
