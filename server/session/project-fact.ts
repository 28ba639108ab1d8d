// What one fact changes in a viewer's view, as view events. A fact without an entry below does not compile.
// Each entry says where a fact may show; what did not change there is not sent, so that unseen facts leave no trace.
import type { SessionViewEvent, SessionViewer } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import type { FactOf, SessionFact } from './facts.ts';
import { projectSession } from './project.ts';
import { consoleEvents } from './project-fact-console.ts';
import { lobbyEvents, screenEvents } from './project-fact-parts.ts';
import type { SessionState } from './state.ts';

/** What a fact may touch in the console, in a person's lobby (all, or one's own), on the screen. */
type Reach = { console: boolean; lobby: 'nobody' | 'everybody' | 'oneself'; screen: boolean };

const unseen: Reach = { console: false, lobby: 'nobody', screen: false };
const everywhere: Reach = { console: true, lobby: 'everybody', screen: true };
const onePerson: Reach = { console: true, lobby: 'oneself', screen: true };
const consoleOnly: Reach = { console: true, lobby: 'nobody', screen: false };
const clocks: Reach = { console: true, lobby: 'nobody', screen: true };

const reaches: Record<SessionFact['type'], Reach> = {
  sessionOpened: everywhere,
  setupChanged: { console: true, lobby: 'everybody', screen: false },
  outageObserved: clocks,
  personJoined: onePerson,
  personRenamed: { console: true, lobby: 'oneself', screen: false },
  rulesCleared: onePerson,
  personChanged: onePerson,
  personRemoved: onePerson,
  personErased: onePerson,
  roundOpened: everywhere,
  roundClosed: everywhere,
  talkSet: consoleOnly,
  chairOffered: onePerson,
  chairTaken: onePerson,
  phaseStarted: clocks,
  phaseTimeUp: unseen,
  bargainingClosed: clocks,
  signingClosed: clocks,
  everythingPaused: clocks,
  everythingResumed: clocks,
  tablePaused: consoleOnly,
  tableResumed: consoleOnly,
  timeAdded: clocks,
  callAnswered: unseen,
  resultRecorded: unseen,
  tableSettled: everywhere,
  planeConsentGiven: unseen,
  debriefStepOpened: clocks,
  credentialIssued: unseen,
  credentialRevoked: unseen,
  linkMade: unseen,
  linkUsed: unseen,
  linkRevoked: unseen,
};

/** The kinds of viewers, and the person, who may see anything of a fact; null: everybody may. */
export function whoSees(fact: SessionFact): readonly SessionViewer[] | null {
  const reach = reaches[fact.type];
  if (reach.lobby === 'everybody') return null;
  const viewers: SessionViewer[] = [];
  if (reach.console) viewers.push({ kind: 'facilitator' });
  if (reach.screen) viewers.push({ kind: 'screen' });
  if (reach.lobby === 'oneself' && 'person' in fact && fact.person !== null)
    viewers.push({ kind: 'person', person: fact.person });
  return viewers;
}

/** In order; empty where the viewer sees nothing of it. A person's first event is their joining. */
export function projectSessionFact(
  before: SessionState | null,
  after: SessionState,
  fact: SessionFact,
  cases: Cases,
  viewer: SessionViewer,
): SessionViewEvent[] {
  const first = viewer.kind === 'person' ? isJoining(fact, viewer.person) : fact.type === 'sessionOpened';
  if (first) return [{ type: 'sessionOpened', view: projectSession(after, cases, viewer) }];
  if (before === null) return [];
  const reach = reaches[fact.type];
  switch (viewer.kind) {
    case 'facilitator':
      return reach.console ? consoleEvents(before, after, fact, cases) : [];
    case 'person':
      return sees(reach, fact, viewer.person) ? lobbyEvents(before, after, fact, cases, viewer.person) : [];
    case 'screen':
      return reach.screen ? screenEvents(before, after, cases) : [];
  }
}

function isJoining(fact: SessionFact, person: string): fact is FactOf<'personJoined'> {
  return fact.type === 'personJoined' && fact.person === person;
}

function sees({ lobby }: Reach, fact: SessionFact, person: string): boolean {
  return lobby === 'everybody' || (lobby === 'oneself' && 'person' in fact && fact.person === person);
}
