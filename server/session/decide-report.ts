// What tables tell their session. Comes from our own store; late and repeated reports are harmless.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { SessionDelivery } from '../protocol/delivery.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function decideTableReport(state: SessionState, delivery: SessionDelivery, stamp: Stamp): Decision<SessionFact> {
  throw new Error(`not written yet ${state} ${delivery} ${stamp}`);
}
