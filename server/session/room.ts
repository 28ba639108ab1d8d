// The session room as the runtime runs it: reading, folding, projecting, bound to the cases it keeps.
// Knows no store, socket or clock.
import type { SessionView, SessionViewEvent, SessionViewer } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import { type SessionFact, upcast } from './facts.ts';
import { fold } from './fold.ts';
import { projectSession } from './project.ts';
import { projectSessionFact, whoSees } from './project-fact.ts';
import type { SessionState } from './state.ts';

export type SessionRoom = {
  upcast(stored: unknown): SessionFact;
  fold(state: SessionState | null, fact: SessionFact): SessionState;
  /** Two viewers with the same key see the same. */
  viewerKey(viewer: SessionViewer): string;
  /** The keys of all viewers who may see anything of a fact; null where anybody may. */
  seenBy(fact: SessionFact): readonly string[] | null;
  project(state: SessionState, viewer: SessionViewer): SessionView;
  projectFact(
    before: SessionState | null,
    after: SessionState,
    fact: SessionFact,
    viewer: SessionViewer,
  ): SessionViewEvent[];
};

const viewerKey = (viewer: SessionViewer): string =>
  viewer.kind === 'person' ? `person:${viewer.person}` : viewer.kind;

export function sessionRoom(cases: Cases): SessionRoom {
  return {
    upcast,
    fold,
    viewerKey,
    seenBy: (fact) => whoSees(fact)?.map(viewerKey) ?? null,
    project: (state, viewer) => projectSession(state, cases, viewer),
    projectFact: (before, after, fact, viewer) => projectSessionFact(before, after, fact, cases, viewer),
  };
}
