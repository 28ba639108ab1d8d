// Folds a round: its tables, phases, clock and debrief. Clocks follow `at` and the deadlines in the facts.
import type { FactOf } from './facts.ts';
import { withoutOffers, withRound, withTable } from './rows.ts';
import type { RoundState, SessionState, TableState } from './state.ts';

type TableFact = FactOf<'talkSet' | 'tablePaused' | 'tableResumed' | 'tableSettled' | 'planeConsentGiven'>;
type ClockFact = FactOf<'everythingPaused' | 'everythingResumed' | 'timeAdded' | 'outageObserved' | 'phaseTimeUp'>;
type StageFact = FactOf<
  'phaseStarted' | 'bargainingClosed' | 'signingClosed' | 'debriefStepOpened' | 'callAnswered' | 'resultRecorded'
>;
type RoundFact = TableFact | ClockFact | StageFact | FactOf<'roundOpened' | 'roundClosed'>;

export function foldRound(state: SessionState, fact: RoundFact): SessionState {
  switch (fact.type) {
    case 'roundOpened':
      return opened(state, fact);
    case 'roundClosed':
      return withRound(withoutOffers(state, null), (round) => ({ ...round, closed: true }));
    case 'talkSet':
      return withTable(state, fact.tableId, (table) => ({ ...table, talk: fact.talk }));
    case 'tablePaused':
      return withTable(state, fact.tableId, (table) => ({ ...table, paused: true }));
    case 'tableResumed':
      return withTable(state, fact.tableId, (table) => ({ ...table, paused: false }));
    case 'tableSettled':
      return withTable(withoutOffers(state, fact.report.tableId), fact.report.tableId, (table) => ({
        ...table,
        settled: fact.report,
      }));
    case 'planeConsentGiven':
      return withTable(state, fact.tableId, (table) => withConsent(table, fact));
    case 'phaseStarted':
    case 'bargainingClosed':
    case 'signingClosed':
    case 'debriefStepOpened':
    case 'callAnswered':
    case 'resultRecorded':
      return withRound(state, (round) => foldStage(round, fact));
    default:
      return withRound(state, (round) => foldClock(round, fact));
  }
}

function opened(state: SessionState, fact: FactOf<'roundOpened'>): SessionState {
  const { round: number, setup, caseHash } = fact;
  const again = state.rounds.at(-1)?.number === number;
  const earlier = again ? state.rounds.slice(0, -1) : state.rounds;
  const fallen = again ? (state.rounds.at(-1)?.tables.map(({ tableId }) => tableId) ?? []) : [];
  const tables = fact.tables.map((table) => ({ ...table, paused: false, settled: null, planeConsents: [] }));
  const round: RoundState = {
    number,
    setup,
    caseHash,
    phase: null,
    clock: { paused: false },
    timeUp: false,
    bargainingOver: false,
    signingOver: false,
    tables,
    steps: [],
    debriefed: false,
    closed: false,
  };
  const rounds = [...earlier, round];
  return { ...withoutOffers(state, null), rounds, voidTables: [...state.voidTables, ...fallen] };
}

function withConsent(table: TableState, { person, agree }: FactOf<'planeConsentGiven'>): TableState {
  const others = table.planeConsents.filter((other) => other !== person);
  return { ...table, planeConsents: agree ? [...others, person] : others };
}

function foldStage(round: RoundState, fact: StageFact): RoundState {
  switch (fact.type) {
    case 'phaseStarted': {
      const { index, kind, deadline, at: startedAt } = fact;
      const debriefed = round.debriefed || kind === 'debrief';
      return { ...running(round), phase: { index, kind, startedAt, deadline }, timeUp: false, debriefed };
    }
    case 'bargainingClosed': {
      const closing = { ...withDeadline(round, fact.deadline), bargainingOver: true, timeUp: false };
      return round.clock.paused
        ? { ...closing, clock: { paused: true, remainingMs: Math.max(0, fact.deadline - fact.at) } }
        : closing;
    }
    case 'signingClosed':
      return { ...withDeadline(round, null), clock: unmeasured(round), signingOver: true };
    case 'debriefStepOpened':
      return { ...round, steps: [...round.steps, { step: fact.step, plane: fact.plane }] };
    case 'callAnswered':
    case 'resultRecorded':
      return round;
  }
}

function foldClock(round: RoundState, fact: ClockFact): RoundState {
  switch (fact.type) {
    case 'everythingPaused':
      return { ...round, clock: { paused: true, remainingMs: fact.remainingMs }, tables: allPaused(round, true) };
    case 'everythingResumed':
      return running(withDeadline(round, fact.deadline));
    case 'timeAdded':
      return {
        ...withDeadline(round, fact.deadline),
        clock: round.clock.paused ? { paused: true, remainingMs: fact.remainingMs } : round.clock,
        timeUp: false,
      };
    case 'outageObserved':
      return withDeadline(round, fact.deadline);
    case 'phaseTimeUp':
      return { ...round, timeUp: true };
  }
}

/** A running clock, for everybody. */
function running(round: RoundState): RoundState {
  return { ...round, clock: { paused: false }, tables: allPaused(round, false) };
}

function allPaused({ tables }: RoundState, paused: boolean): readonly TableState[] {
  return tables.every((table) => table.paused === paused) ? tables : tables.map((table) => ({ ...table, paused }));
}

const unmeasured = ({ clock }: RoundState): RoundState['clock'] =>
  clock.paused ? { paused: true, remainingMs: null } : clock;

function withDeadline(round: RoundState, deadline: number | null): RoundState {
  return round.phase === null ? round : { ...round, phase: { ...round.phase, deadline } };
}
