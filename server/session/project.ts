// A session through the eyes of a facilitator, a person or the screen. The one choke point of what leaves this room.
import type { SessionView, SessionViewer } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import type { SessionState } from './state.ts';

/** Throws for a person who never joined: nobody may ask for such a view. */
export function projectSession(state: SessionState, cases: Cases, viewer: SessionViewer): SessionView {
  throw new Error(`not written yet ${state} ${cases} ${viewer}`);
}
