// The table's pure functions as one room, bound to the case that is played there.
import type { Json } from '../journal/port.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { TableView, TableViewEvent, TableViewer } from '../protocol/table-view.ts';
import { type TableFact, upcast } from '../table/facts.ts';
import { fold } from '../table/fold.ts';
import { projectTable, projectTableFact } from '../table/project.ts';
import type { TableState } from '../table/state.ts';
import { viewerKey } from '../table/viewer.ts';
import type { Room } from './room.ts';
import { type ScoringParts, scoredForViews } from './scored-first.ts';

export function tableRoom(
  caseFile: CaseFile,
  scoring: ScoringParts,
): Room<TableState, TableFact, TableViewer, TableView, TableViewEvent> {
  return {
    upcast: readFact,
    fold,
    // Few people look at one table, and a class has many: a few hundred kB each at most.
    statesKept: 150,
    ready: (state) => scoredForViews(scoring, caseFile, state),
    viewerKey,
    project: (state, viewer) => projectTable(state, caseFile, viewer),
    projectFact: (before, after, fact, viewer) => projectTableFact(before, after, fact, caseFile, viewer),
  };
}

function readFact(stored: Json): TableFact {
  const read = upcast(stored);
  if (!read.ok) throw new Error(`a stored fact cannot be read: ${read.why}`);
  return read.fact;
}

/** What a table's first fact names: its session and the case it plays. */
export function openingOf(stored: Json): { sessionId: string; caseHash: string } | undefined {
  const first = readFact(stored);
  return first.type === 'tableOpened' ? { sessionId: first.sessionId, caseHash: first.simulation.hash } : undefined;
}
