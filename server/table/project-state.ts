// The whole of a table as one viewer may see it, and the parts of it that view events carry too.
// Field by field: what is not named here cannot leave; knows no texts, only their references.
import type { CaseFile } from '../protocol/case-file.ts';
import type {
  ConversationEntry,
  LineView,
  OfferView,
  OutcomeView,
  OwnView,
  ResultView,
  SeatView,
  SigningView,
  TableView,
  TableViewer,
} from '../protocol/table-view.ts';
import type { NamedPerson } from '../protocol/words.ts';
import { shownRemainingMs } from './clock.ts';
import { stageOf } from './machine.ts';
import { instructionsFor, publicPart, roleOf } from './project-case.ts';
import { openedStep } from './project-debrief.ts';
import type { Entry, Line, Offer, Outcome, Result, Seat, Signing, TableState } from './state.ts';
import { holds } from './viewer.ts';

/** The whole view of one viewer. */
export function viewOf(state: TableState, caseFile: CaseFile, viewer: TableViewer): TableView {
  const { tableId, label, round, talk, ownPoints, roundScore, graceDeadline } = state;
  return {
    ...{ tableId, label, round },
    viewer: viewerView(viewer),
    case: publicPart(caseFile),
    instructions: instructionsFor(state, caseFile, viewer),
    ...{ talk, ownPoints, roundScore },
    seats: seatViews(state),
    observers: observerViews(state),
    phase: state.phase,
    clock: state.paused ? { paused: true, remainingMs: shownRemainingMs(state) } : { paused: false },
    stage: stageOf(state.machine),
    bargainingOver: state.bargainingOver,
    conversation: state.conversation.map((entry) => entryView(entry, caseFile)),
    offers: state.offers.map(offerView),
    lines: state.lines.map(lineView),
    signing: state.signing && signingView(state.signing, graceDeadline),
    result: state.result && resultView(state.result, graceDeadline),
    outcome: state.outcome && outcomeView(state.outcome),
    own: ownView(state, viewer),
    debrief: state.debrief.map((opened) => openedStep(state, caseFile, viewer, opened)),
  };
}

function viewerView(viewer: TableViewer): TableViewer {
  switch (viewer.kind) {
    case 'seat':
      return { kind: 'seat', person: viewer.person, role: viewer.role };
    case 'observer':
      return { kind: 'observer', person: viewer.person };
    case 'facilitator':
      return { kind: 'facilitator' };
  }
}

const personView = ({ person, name, device }: NamedPerson): NamedPerson => ({
  person,
  name: { ref: name.ref },
  device,
});

/** Whether somebody of a seat asked for a moment; who, only the facilitator's console says. */
export const isAway = (state: TableState, seat: Seat): boolean =>
  Object.keys(state.onBreak).some((person) => holds(seat, person));

export const seatViews = (state: TableState): SeatView[] =>
  state.seats.map((seat) => ({
    role: seat.role,
    holders: seat.holders.map(personView),
    ready: seat.ready,
    away: isAway(state, seat),
    stopped: seat.stopped,
  }));
export const observerViews = (state: TableState): NamedPerson[] => state.observers.map(personView);

export function entryView(entry: Entry, caseFile: CaseFile): ConversationEntry {
  const { id, role, at } = entry;
  switch (entry.kind) {
    case 'message':
      return { kind: 'message', id, role, at, person: entry.person, words: { ref: entry.ref } };
    case 'idea':
      return { kind: 'idea', id, role, at, package: entry.package };
    case 'offer':
      return { kind: 'offer', id, role, at };
    case 'told': {
      const told = roleOf(caseFile, role).interests.find((interest) => interest.id === entry.interest);
      if (!told) throw new Error(`role ${role} has no interest ${entry.interest}`);
      return { kind: 'told', id, role, at, interest: told.id, text: told.text };
    }
    case 'asked':
      return { kind: 'asked', id, role, at };
  }
}

export const offerView = ({ id, role, package: offered, at, standing, acceptedBy }: Offer): OfferView => ({
  ...{ id, role, package: offered, at, standing },
  acceptedBy: [...acceptedBy],
});
export const lineView = ({ id, role, ref }: Line): LineView => ({ id, role, words: { ref } });
const signingView = ({ offerId, signedBy }: Signing, graceDeadline: number | null): SigningView => ({
  offerId,
  signedBy: [...signedBy],
  graceDeadline,
});
export const resultView = (result: Result, graceDeadline: number | null): ResultView => ({
  id: result.id,
  role: result.role,
  package: result.package,
  confirmedBy: [...result.confirmedBy],
  graceDeadline,
});
export const outcomeView = (outcome: Outcome): OutcomeView =>
  outcome.agreed
    ? { agreed: true, package: outcome.package, at: outcome.at, signedBy: [...outcome.signedBy] }
    : { agreed: false, why: outcome.why, at: outcome.at };

/** What is a person's own alone. */
export function ownView(state: TableState, viewer: TableViewer): OwnView | null {
  if (viewer.kind === 'facilitator') return null;
  const { person } = viewer;
  const sent = state.reflections[person];
  const note = sent?.noteRef ?? null;
  return {
    onBreak: Object.hasOwn(state.onBreak, person),
    calledFacilitator: state.calls.includes(person),
    reflection: sent
      ? { scales: sent.scales, guess: [...sent.guess], note: note === null ? null : { ref: note } }
      : null,
    words: (state.words[person] ?? []).map(({ step, ref }) => ({ step, words: { ref } })),
    agreedToPlane: state.planeConsent[person] ?? null,
  };
}
