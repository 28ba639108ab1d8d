// A table as one viewer may see it. Field by field; knows no sockets and no texts.
import type { CaseFile } from '../protocol/case-file.ts';
import type { TableView, TableViewEvent, TableViewer } from '../protocol/table-view.ts';
import type { TableFact } from './facts.ts';
import type { TableState } from './state.ts';

/** The whole view. */
export function projectTable(_state: TableState, _caseFile: CaseFile, _viewer: TableViewer): TableView {
  throw new Error('on its way');
}

/** What a viewer sees of one fact; nothing where it does not concern them. `before` is null for the first fact. */
export function projectTableFact(
  _before: TableState | null,
  _after: TableState,
  _fact: TableFact,
  _caseFile: CaseFile,
  _viewer: TableViewer,
): TableViewEvent[] {
  throw new Error('on its way');
}
