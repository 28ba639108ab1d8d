// Folds one fact into a table's state: deliveries, clock and deal here, people's moves in the files beside it.
// Total and trusting: deciders have checked; shares structure, reads no case and no clock.
import { lengthenedBy, movedBy, pausedAt, pausedInGrace, resumedAt } from './clock.ts';
import type { FactBody, FactOf, SeatOpened, TableFact } from './facts.ts';
import { type BargainingFact, foldBargaining } from './fold-bargaining.ts';
import { foldOwn, type OwnFact } from './fold-own.ts';
import { openingSnapshot, step } from './machine.ts';
import type { Seat, TableState } from './state.ts';

/** What a decision folded to see whether it may happen, until it is folded again, on the same state, once it is kept. */
const ahead = new WeakMap<TableFact, { before: TableState; after: TableState }>();

/** As `fold`, for a fact that will come again if it is kept. */
export function foldAhead(before: TableState, fact: TableFact): TableState {
  const after = fold(before, fact);
  ahead.set(fact, { before, after });
  return after;
}

/** The state after a fact; null before the first, which opens the table. */
export function fold(state: TableState | null, fact: TableFact): TableState {
  const known = ahead.get(fact);
  if (known === undefined) return folded(state, fact);
  // Not kept any longer than that: facts live on, and would hold every state there was.
  ahead.delete(fact);
  return known.before === state ? known.after : folded(state, fact);
}

function folded(state: TableState | null, fact: TableFact): TableState {
  if (fact.type === 'tableOpened') return opened(fact);
  if (state === null) throw new Error(`the first fact of a table must open it, not ${fact.type}`);
  const machine = step(state.machine, fact);
  const next = foldOpened(state, fact);
  if ('order' in fact && fact.order) return { ...next, machine, lastOrder: fact.order };
  return machine === state.machine ? next : { ...next, machine };
}

function opened(fact: FactOf<'tableOpened'>): TableState {
  const { tableId, sessionId, label, round, simulation, talk, ownPoints, roundScore, graceMs, order } = fact;
  return {
    ...{ tableId, sessionId, label, round, simulation, talk, ownPoints, roundScore, graceMs },
    seats: fact.seats.map((seat) => ({ ...seat, ready: false, stopped: false })),
    observers: fact.observers,
    lastOrder: order,
    machine: openingSnapshot(),
    ...{ phase: null, paused: null, bargainingOver: false, graceDeadline: null },
    ...{ conversation: [], offers: [], lines: [], signing: null, result: null, outcome: null },
    ...{ onBreak: {}, calls: [], reflections: {}, words: {}, planeConsent: {}, debrief: [] },
    ...{ messages: 0, lastMoveAt: null },
  };
}

type OpenedFact = Exclude<FactBody, FactOf<'tableOpened'>>;

function foldOpened(state: TableState, fact: OpenedFact): TableState {
  switch (fact.type) {
    case 'peopleChanged':
      return peopleChanged(state, fact);
    case 'talkChanged':
      return { ...state, talk: fact.talk };
    case 'phaseStarted':
      return phaseStarted(state, fact);
    case 'clockPaused':
      return { ...state, paused: pausedAt(state, fact.effectiveAt) };
    case 'clockResumed':
      return { ...state, ...resumedAt(state, fact.effectiveAt) };
    case 'timeAdded':
      return { ...state, ...lengthenedBy(state, fact.ms, fact.effectiveAt) };
    case 'outageObserved':
      return { ...state, ...movedBy(state, fact.ms, fact.effectiveAt - fact.ms) };
    case 'callAnswered':
      return { ...state, calls: state.calls.filter((person) => person !== fact.person) };
    case 'stepOpened':
      return { ...state, debrief: [...state.debrief, { step: fact.step, allTables: fact.allTables }] };
    case 'bargainingClosed':
      return bargainingClosed(state, fact);
    case 'agreementReached': {
      const { package: agreed, effectiveAt, signedBy } = fact;
      return { ...state, outcome: { agreed: true, package: agreed, at: effectiveAt, signedBy } };
    }
    case 'endedWithoutAgreement':
      return { ...state, outcome: { agreed: false, why: fact.why, at: fact.effectiveAt } };
    default:
      return foldPerson(state, fact);
  }
}

const foldPerson = (state: TableState, fact: BargainingFact | OwnFact): TableState =>
  isOwn(fact) ? foldOwn(state, fact) : foldBargaining({ ...state, lastMoveAt: fact.at }, fact);

const ownTypes: Record<OwnFact['type'], true> = {
  readyDeclared: true,
  breakTaken: true,
  breakEnded: true,
  facilitatorAsked: true,
  reflectionSubmitted: true,
  wordWritten: true,
  planeConsentGiven: true,
};
const isOwn = (fact: BargainingFact | OwnFact): fact is OwnFact => Object.hasOwn(ownTypes, fact.type);

function bargainingClosed(state: TableState, { graceDeadline, effectiveAt }: FactOf<'bargainingClosed'>): TableState {
  const paused = pausedInGrace(state, graceDeadline === null ? null : graceDeadline - effectiveAt);
  return { ...state, bargainingOver: true, graceDeadline, paused };
}

/** A new phase starts with a running clock and nobody ready; signing as a phase brings its own end. */
function phaseStarted(state: TableState, fact: FactOf<'phaseStarted'>): TableState {
  const { index, kind, deadline, effectiveAt } = fact;
  const { graceDeadline } = resumedAt(state, effectiveAt);
  return {
    ...state,
    phase: { index, kind, startedAt: effectiveAt, deadline },
    paused: null,
    graceDeadline: kind === 'sign' && graceDeadline !== null && deadline !== null ? deadline : graceDeadline,
    seats: state.seats.map((seat) => ({ ...seat, ready: false })),
  };
}

/** Who keeps a chair keeps what the chair had done; who left is no longer away or calling. */
function peopleChanged(state: TableState, fact: FactOf<'peopleChanged'>): TableState {
  const seats = fact.seats.map((seat) => keptSeat(state, seat));
  const seated = seats.flatMap((seat) => seat.holders.map((holder) => holder.person));
  const here = new Set([...seated, ...fact.observers.map(({ person }) => person)]);
  return {
    ...state,
    seats,
    observers: fact.observers,
    onBreak: Object.fromEntries(Object.entries(state.onBreak).filter(([person]) => here.has(person))),
    calls: state.calls.filter((person) => here.has(person)),
  };
}

function keptSeat(state: TableState, seat: SeatOpened): Seat {
  const before = state.seats.find((candidate) => candidate.role === seat.role);
  return { ...seat, ready: before?.ready ?? false, stopped: before?.stopped ?? false };
}
