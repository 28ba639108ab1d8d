// Seeing a table: the two functions that the runtime calls, for every viewer. The parts are in the files beside this one.
import type { CaseFile } from '../protocol/case-file.ts';
import type { TableView, TableViewEvent, TableViewer } from '../protocol/table-view.ts';
import type { TableFact } from './facts.ts';
import { factEvents } from './project-fact.ts';
import { viewOf } from './project-state.ts';
import type { TableState } from './state.ts';

/** The view after all that has happened. Folding a viewer's events gives the same. */
export const projectTable = (state: TableState, caseFile: CaseFile, viewer: TableViewer): TableView =>
  viewOf(state, caseFile, viewer);

/** What a viewer sees of one fact, in order; nothing where it does not concern them. `before` is null for the first. */
export function projectTableFact(
  before: TableState | null,
  after: TableState,
  fact: TableFact,
  caseFile: CaseFile,
  viewer: TableViewer,
): TableViewEvent[] {
  if (fact.type === 'tableOpened' || before === null)
    return [{ type: 'tableOpened', view: viewOf(after, caseFile, viewer) }];
  return factEvents({ before, after, caseFile, viewer }, fact);
}
