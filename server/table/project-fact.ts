// What one viewer sees of one fact: nothing, where it does not concern them. Exhaustive: a fact without an answer here does
// not compile. Private facts reach their owner only, as a change of what is their own.
import type { CaseFile } from '../protocol/case-file.ts';
import type { TableViewEvent, TableViewer } from '../protocol/table-view.ts';
import { shownRemainingMs } from './clock.ts';
import type { FactBody, FactOf } from './facts.ts';
import { stageOf } from './machine.ts';
import { instructionsFor } from './project-case.ts';
import { openedStep } from './project-debrief.ts';
import {
  entryView,
  isAway,
  lineView,
  observerViews,
  offerView,
  outcomeView,
  ownView,
  resultView,
  seatViews,
} from './project-state.ts';
import type { TableState } from './state.ts';

/** The states around the fact, and whose eyes. */
export type Scene = { before: TableState; after: TableState; caseFile: CaseFile; viewer: TableViewer };

/** View events of one fact after the first, in order. */
export function factEvents(scene: Scene, fact: Exclude<FactBody, FactOf<'tableOpened'>>): TableViewEvent[] {
  const { after, caseFile, viewer } = scene;
  switch (fact.type) {
    case 'peopleChanged':
      return [
        { type: 'peopleChanged', seats: seatViews(after), observers: observerViews(after) },
        ...ownChanges(scene),
      ];
    case 'talkChanged':
      return [{ type: 'talkChanged', talk: fact.talk }];
    case 'phaseStarted':
      return phaseStarted(scene);
    case 'clockPaused':
      return [{ type: 'clockPaused', remainingMs: shownRemainingMs(after) }];
    case 'clockResumed':
      return [{ type: 'clockResumed', ...deadlines(after) }];
    case 'timeAdded':
    case 'outageObserved':
      return [deadlineMoved(after)];
    case 'stepOpened':
      return after.debrief
        .slice(-1)
        .map((opened) => ({ type: 'stepOpened', opened: openedStep(after, caseFile, viewer, opened) }));
    case 'bargainingClosed':
      return bargainingClosed(after);
    case 'agreementReached':
    case 'endedWithoutAgreement':
      return after.outcome ? [{ type: 'tableEnded', outcome: outcomeView(after.outcome) }] : [];
    case 'readyDeclared':
      return [{ type: 'seatReady', role: fact.role }];
    case 'breakTaken':
    case 'breakEnded':
      return [...awayChanges(scene, fact.role), ...ownChanges(scene)];
    case 'callAnswered':
    case 'facilitatorAsked':
    case 'reflectionSubmitted':
    case 'wordWritten':
    case 'planeConsentGiven':
      return ownChanges(scene);
    default:
      return seenAlike(scene, fact);
  }
}

/** The latest move as everybody is about to see it: made and kept once, not once for each who looks. A cache of one. */
let latest: { fact: Move; after: TableState; events: TableViewEvent[] } | null = null;

function seenAlike(scene: Scene, fact: Move): TableViewEvent[] {
  if (latest?.fact !== fact || latest.after !== scene.after)
    latest = { fact, after: scene.after, events: projectMove(scene, fact) };
  return latest.events;
}

type Move = FactOf<
  | 'messageSent'
  | 'ideaFloated'
  | 'interestTold'
  | 'interestAsked'
  | 'offerMade'
  | 'offerWithdrawn'
  | 'offerAccepted'
  | 'signingStarted'
  | 'agreementSigned'
  | 'returnedToTable'
  | 'lineAdded'
  | 'lineRemoved'
  | 'seatStopped'
  | 'resultReported'
  | 'resultConfirmed'
  | 'resultDeclined'
>;

/** Moves at the table, which everybody there sees alike. */
function projectMove({ after, caseFile }: Scene, fact: Move): TableViewEvent[] {
  switch (fact.type) {
    case 'messageSent':
    case 'ideaFloated':
    case 'interestTold':
    case 'interestAsked':
      return after.conversation.slice(-1).map((entry) => ({ type: 'entryAdded', entry: entryView(entry, caseFile) }));
    case 'offerMade':
      return after.offers
        .slice(-1)
        .map((offer) => ({ type: 'offerMade', offer: offerView(offer), replaces: [...fact.replaces] }));
    case 'offerWithdrawn':
      return [{ type: 'offerWithdrawn', offerId: fact.offerId }];
    case 'offerAccepted':
      return [{ type: 'offerAccepted', offerId: fact.offerId, role: fact.role }];
    case 'signingStarted':
      return [{ type: 'signingStarted', offerId: fact.offerId }];
    case 'agreementSigned':
      return [{ type: 'signed', role: fact.role }];
    case 'returnedToTable':
      return [{ type: 'returnedToTable', role: fact.role }];
    case 'lineAdded':
    case 'lineRemoved':
      return [{ type: 'linesChanged', lines: after.lines.map(lineView) }];
    case 'seatStopped':
      return [{ type: 'seatStopped', role: fact.role }];
    case 'resultReported':
      return after.result ? [{ type: 'resultReported', result: resultView(after.result, after.graceDeadline) }] : [];
    case 'resultConfirmed':
      return [{ type: 'resultConfirmed', role: fact.role }];
    case 'resultDeclined':
      return [{ type: 'resultDeclined', role: fact.role }];
  }
}

const deadlines = ({ phase, graceDeadline }: TableState) => ({ deadline: phase?.deadline ?? null, graceDeadline });

const deadlineMoved = (after: TableState): TableViewEvent => ({
  type: 'deadlineMoved',
  ...deadlines(after),
  remainingMs: shownRemainingMs(after),
});

function phaseStarted({ before, after, caseFile, viewer }: Scene): TableViewEvent[] {
  if (after.phase === null) return [];
  const instructions = instructionsFor(after, caseFile, viewer);
  const started: TableViewEvent = {
    type: 'phaseStarted',
    phase: after.phase,
    instructions,
    stage: stageOf(after.machine),
  };
  return before.graceDeadline === after.graceDeadline ? [started] : [started, deadlineMoved(after)];
}

/** A stopped clock shows from now on what remains for signing. */
function bargainingClosed(after: TableState): TableViewEvent[] {
  const closed: TableViewEvent = { type: 'bargainingClosed', graceDeadline: after.graceDeadline };
  return after.paused ? [closed, { type: 'clockPaused', remainingMs: shownRemainingMs(after) }] : [closed];
}

/** A second holder's break changes nothing for others: the seat is away already. */
function awayChanges({ before, after }: Scene, role: string): TableViewEvent[] {
  const seat = after.seats.find((candidate) => candidate.role === role);
  if (!seat || isAway(before, seat) === isAway(after, seat)) return [];
  return [{ type: 'awayChanged', role, away: isAway(after, seat) }];
}

/** One's own part, where this fact changed it. */
function ownChanges({ before, after, viewer }: Scene): TableViewEvent[] {
  if (viewer.kind === 'facilitator') return [];
  const { person } = viewer;
  const same =
    before.onBreak[person] === after.onBreak[person] &&
    before.calls.includes(person) === after.calls.includes(person) &&
    before.reflections[person] === after.reflections[person] &&
    before.words[person] === after.words[person] &&
    before.planeConsent[person] === after.planeConsent[person];
  const own = same ? null : ownView(after, viewer);
  return own ? [{ type: 'ownChanged', own }] : [];
}
