// Opens one step of the debrief for everybody. Steps may be skipped, none goes back, none comes before the debrief.
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { type DebriefStep, debriefSteps } from '../protocol/phases.ts';
import { reject } from '../protocol/rejection.ts';
import { admit } from './admit.ts';
import { allTablesOf, maySeePlane } from './all-tables.ts';
import { type Cases, keptCase } from './cases.ts';
import { toAllTables } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { openRound } from './queries.ts';
import type { SessionState } from './state.ts';

export function openDebriefStep(
  state: SessionState,
  cases: Cases,
  step: DebriefStep,
  stamp: Stamp,
): Decision<SessionFact> {
  const round = openRound(state);
  if (round?.phase?.kind !== 'debrief') return refuse(reject('wrongPhase', 'The debrief is not open.'));
  const latest = Math.max(-1, ...round.steps.map((opened) => debriefSteps.indexOf(opened.step)));
  if (debriefSteps.indexOf(step) <= latest) {
    return refuse(reject('alreadyDone', 'The debrief is past this step.', 'step'));
  }
  // Entering the debrief needed this already; a scoreboard with a table still at work would tell it too much.
  if (step === 'allTables' && round.tables.some(({ settled }) => settled === null)) {
    return refuse(reject('tablesBargaining', 'A table still bargains or signs.'));
  }
  const plane = step === 'allTables' && maySeePlane(state, round);
  const allTables = step === 'allTables' ? allTablesOf(round, keptCase(cases, round.caseHash), plane) : null;
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'debriefStepOpened', step, plane })],
    outbox: toAllTables(round, { type: 'openDebriefStep', step, allTables, effectiveAt: stamp.now }),
  });
}
