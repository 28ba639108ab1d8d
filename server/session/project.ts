// A session through the eyes of a facilitator, a person or the screen. The one choke point of what leaves this room.
import type { SessionView, SessionViewer } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import { projectConsole } from './project-console.ts';
import { projectLobby } from './project-lobby.ts';
import { projectScreen } from './project-screen.ts';
import type { SessionState } from './state.ts';

/** Throws for a person who never joined: nobody may ask for such a view. */
export function projectSession(state: SessionState, cases: Cases, viewer: SessionViewer): SessionView {
  switch (viewer.kind) {
    case 'facilitator':
      return projectConsole(state, cases);
    case 'person':
      return projectLobby(state, cases, viewer.person);
    case 'screen':
      return projectScreen(state, cases);
  }
}
