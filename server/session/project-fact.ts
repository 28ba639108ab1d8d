// What one fact changes in a viewer's view, as view events. A fact without a projection does not compile.
import type { SessionViewEvent, SessionViewer } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function projectSessionFact(
  before: SessionState | null,
  after: SessionState,
  fact: SessionFact,
  cases: Cases,
  viewer: SessionViewer,
): SessionViewEvent[] {
  throw new Error(`not written yet ${before} ${after} ${fact} ${cases} ${viewer}`);
}
