// The projector's view: counts, phase, clock, debrief. No names, and no table by its people.
import { publicCase } from '../protocol/public-case.ts';
import type { ScreenView } from '../protocol/session-view.ts';
import { type Cases, keptCase } from './cases.ts';
import { screenSteps } from './project-debrief.ts';
import { peopleOf } from './queries.ts';
import type { RoundState, SessionState } from './state.ts';

export function projectScreen(state: SessionState, cases: Cases): ScreenView {
  const last = state.rounds.at(-1);
  return {
    kind: 'screen',
    sessionId: state.sessionId,
    code: state.code,
    people: peopleOf(state).length,
    round: last === undefined ? null : screenRound(last, cases),
  };
}

function screenRound(round: RoundState, cases: Cases): NonNullable<ScreenView['round']> {
  const caseFile = keptCase(cases, round.caseHash);
  const { number, phase, bargainingOver, clock, tables, closed, setup } = round;
  return {
    number,
    case: publicCase(caseFile.simulation),
    phase,
    bargainingOver,
    clock,
    debrief: screenSteps(round, caseFile),
    closed,
    tables: tables.length,
    settled: tables.filter(({ settled }) => settled !== null).length,
    phases: setup.phases,
  };
}
