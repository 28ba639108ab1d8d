// Opens a session. Knows no secret: the runtime hashes before it asks.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { Setup } from '../protocol/session-commands.ts';
import type { Cases } from './cases.ts';
import type { SessionFact } from './facts.ts';

/** `credentialHash`: the facilitator's first. Claims `code`; where that is taken the runtime tries another code. */
export type Hosting = { sessionId: string; code: string; credentialHash: string };

export function decideHost(setup: Setup, hosting: Hosting, cases: Cases, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${setup} ${hosting} ${cases} ${stamp}`);
}
