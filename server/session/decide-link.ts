// Links that bring somebody back on another device. Knows hashes only, never a secret.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { Holder, LinkKind, SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

/** Makes a link. `by` is the live holder who asks: a facilitator for 'facilitator' and 'screen', a person for their own 'move' and 'keep'. */
export function decideLink(state: SessionState, link: { hash: string; kind: LinkKind }, by: Holder, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${link} ${by} ${stamp}`);
}

/** Exchanges a link for a credential; afterwards `holderOf(state, credentialHash)` says whose. */
export function decideExchange(state: SessionState, exchange: { linkHash: string; credentialHash: string }, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${exchange} ${stamp}`);
}

/** A new facilitator link; old facilitator and screen links end, and so do all such credentials but the asker's own. */
export function decideRevoke(state: SessionState, revoking: { credentialHash: string; linkHash: string }, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${revoking} ${stamp}`);
}
