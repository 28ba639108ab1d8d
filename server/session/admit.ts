// The last step of every decision: the machine is asked about each fact, in order, before any is accepted.
import { type Accepted, accept, type Decision, refuse } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import type { SessionFact } from './facts.ts';
import { fold } from './fold.ts';
import { can, live } from './machine.ts';
import type { SessionState } from './state.ts';

/** Accepts, or refuses with `wrongPhase` where a fact may not happen in this moment of the round. */
export function admit(state: SessionState, accepted: Accepted<SessionFact>): Decision<SessionFact> {
  let life = state.life;
  for (const fact of accepted.facts) {
    if (!can(life, fact)) return refuse(reject('wrongPhase', 'The round is not at this point.'));
    life = live(life, fact);
  }
  return accept(accepted);
}

/** Nothing to do, and nothing wrong. */
export const unchanged: Decision<SessionFact> = accept<SessionFact>({ facts: [] });

/** The state as it will be. */
export function after(state: SessionState, facts: readonly SessionFact[]): SessionState {
  return facts.reduce<SessionState>((folded, fact) => fold(folded, fact), state);
}
