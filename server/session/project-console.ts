// The facilitator's view: everybody by reference, every table's people and end, nothing said or offered at a table.
import { publicCase } from '../protocol/public-case.ts';
import type { ConsoleView, RoundView } from '../protocol/session-view.ts';
import { type Cases, keptCase } from './cases.ts';
import { screenSteps } from './project-debrief.ts';
import { personRow, tableRow } from './project-rows.ts';
import type { RoundState, SessionState } from './state.ts';

export function projectConsole(state: SessionState, cases: Cases): ConsoleView {
  return {
    kind: 'console',
    sessionId: state.sessionId,
    code: state.code,
    createdAt: state.createdAt,
    setup: state.setup,
    people: state.people.map(personRow),
    rounds: state.rounds.map((round) => roundView(round, cases)),
    outages: state.outages.map(({ at, lastedMs }) => ({ at, lastedMs })),
  };
}

export function roundView(round: RoundState, cases: Cases): RoundView {
  const caseFile = keptCase(cases, round.caseHash);
  const { number, setup, phase, bargainingOver, clock, tables, closed } = round;
  return {
    number,
    setup,
    case: publicCase(caseFile.simulation),
    phase,
    bargainingOver,
    clock,
    tables: tables.map(tableRow),
    debrief: screenSteps(round, caseFile),
    closed,
  };
}
