// Opened debrief steps as the projector and the facilitator see them. No figure of a single person.
import type { CaseFile } from '../protocol/case-file.ts';
import type { ScreenStep, TableOutcome } from '../protocol/debrief-view.ts';
import { allTablesOf } from './all-tables.ts';
import { fairPackage, prioritiesOf } from './case-figures.ts';
import type { OpenedDebriefStep, RoundState, TableState } from './state.ts';

/** In the order of opening. What was not opened is absent. */
export function screenSteps(round: RoundState, caseFile: CaseFile): ScreenStep[] {
  return round.steps.map((opened) => screenStep(round, caseFile, opened));
}

function screenStep(round: RoundState, caseFile: CaseFile, { step, plane }: OpenedDebriefStep): ScreenStep {
  switch (step) {
    case 'yourself':
    case 'talk':
    case 'share':
    case 'takeaway':
      return { step };
    case 'deals':
      return { step, outcomes: round.tables.flatMap(outcomeOf) };
    case 'together':
      return { step, ...togetherOf(round.tables) };
    case 'interests':
      return { step, roles: interestsOf(caseFile) };
    case 'better':
      return { step, package: fairPackage(caseFile) };
    case 'allTables':
      return { step, allTables: allTablesOf(round, caseFile, plane) };
  }
}

function outcomeOf({ tableId, label, settled }: TableState): TableOutcome[] {
  if (settled === null) return [];
  const { agreed, why } = settled;
  return [{ tableId, label, agreed, why, package: agreed ? settled.package : null }];
}

/** The mean is over agreements that leave nobody below their alternative. */
function togetherOf(tables: readonly TableState[]): { agreed: number; tables: number; meanCreated: number | null } {
  const agreements = tables.flatMap(({ settled }) => (settled?.agreed ? [settled] : []));
  const created = agreements.flatMap((deal) => (deal.created === null || deal.belowAlternative ? [] : [deal.created]));
  const mean = created.reduce((sum, each) => sum + each, 0) / created.length;
  return { agreed: agreements.length, tables: tables.length, meanCreated: created.length === 0 ? null : mean };
}

function interestsOf({ simulation }: CaseFile): Extract<ScreenStep, { step: 'interests' }>['roles'] {
  return simulation.roles.map((role) => ({
    role: role.id,
    interests: role.interests.map(({ id, text, issues }) => ({ id, text, issues })),
    priorities: prioritiesOf(simulation, role),
  }));
}
