// The step "all tables": scoreboard, distribution, plane. Names nobody; shows single points only to those who may see them.
import type { CaseFile } from '../protocol/case-file.ts';
import type { AllTables, ScoreboardRow } from '../protocol/debrief-view.ts';
import { frontierSurplus, nashSurplus, type Pair } from './case-figures.ts';
import { findPerson } from './queries.ts';
import type { RoundState, SessionState, TableState } from './state.ts';

const distributionFrom = 5;
const planeFrom = 8;

/** From eight tables on nobody can be told apart; with fewer, everybody whose points would be shown has to agree. */
export function maySeePlane(state: SessionState, round: RoundState): boolean {
  if (round.tables.length >= planeFrom) return true;
  const asked = round.tables.flatMap((table) =>
    table.seats
      .flatMap(({ holders }) => holders)
      .filter((person) => findPerson(state, person)?.device !== false)
      .map((person) => table.planeConsents.includes(person)),
  );
  return asked.length > 0 && asked.every(Boolean);
}

export function allTablesOf(round: RoundState, caseFile: CaseFile, plane: boolean): AllTables {
  return {
    scoreboard: scoreboardOf(round.tables),
    distribution: round.tables.length >= distributionFrom ? createdOf(round.tables) : null,
    plane: plane ? planeOf(round.tables, caseFile) : null,
  };
}

/** Agreements by value created, then no agreement; a deal below somebody's alternative stands after all others. */
export function scoreboardOf(tables: readonly TableState[]): ScoreboardRow[] {
  const rows = tables.map(({ tableId, label, settled }) => ({
    tableId,
    label,
    agreed: settled?.agreed ?? false,
    created: settled?.created ?? null,
    belowAlternative: settled?.belowAlternative ?? false,
  }));
  return rows.sort((one, other) => rank(one) - rank(other) || worth(other) - worth(one) || one.label - other.label);
}

function rank({ agreed, belowAlternative }: ScoreboardRow): number {
  if (belowAlternative) return 2;
  return agreed ? 0 : 1;
}

/** Far below any share, and finite, so that two of them compare as equal. */
const worth = ({ created }: ScoreboardRow): number => created ?? -Number.MAX_VALUE / 4;

/** Value created of each agreement, ascending, so that the order tells nothing. */
function createdOf(tables: readonly TableState[]): number[] {
  return tables
    .flatMap(({ settled }) => (settled?.agreed && settled.created !== null ? [settled.created] : []))
    .sort(ascending);
}

function planeOf(tables: readonly TableState[], caseFile: CaseFile): AllTables['plane'] {
  const [first, second, third] = caseFile.numbers.roles.map(({ id }) => id);
  if (first === undefined || second === undefined || third !== undefined) return null;
  const deals = tables.flatMap(({ settled }) => {
    const points = settled?.surplusPoints;
    return settled?.agreed && points ? [[points[first] ?? 0, points[second] ?? 0] satisfies Pair as Pair] : [];
  });
  return {
    roles: [first, second],
    deals: deals.sort((one, other) => one[0] - other[0] || one[1] - other[1]),
    frontier: frontierSurplus(caseFile),
    nash: nashSurplus(caseFile),
  };
}

const ascending = (one: number, other: number): number => one - other;
