// The table's decisions: what a command, a delivery of the session or a deadline brings about, or why not.
// Pure: time and fresh ids come in a stamp. Never throws, never reads another role's points.
import type { CaseFile } from '../protocol/case-file.ts';
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { TableDelivery } from '../protocol/delivery.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import type { Order, TableFact } from './facts.ts';
import type { TableState } from './state.ts';
import type { TableActor } from './viewer.ts';

/** A person's command. The actor comes from `viewerFor`; null is somebody without a chair here. */
export function decideTable(
  _state: TableState,
  _caseFile: CaseFile,
  _actor: TableActor | null,
  _command: TableCommand,
  _stamp: Stamp,
): Decision<TableFact> {
  throw new Error('on its way');
}

/** A delivery of the session. Older than the last one: accepted, without facts. A refusal is final: drop the row. */
export function decideDelivery(
  _state: TableState | null,
  _caseFile: CaseFile,
  _delivery: TableDelivery,
  _order: Order,
  _stamp: Stamp,
): Decision<TableFact> {
  throw new Error('on its way');
}

/** A due time came: 'bargain' or 'grace'. Too early or too late: accepted, without facts. */
export function decideDeadline(_state: TableState, _deadlineId: string, _stamp: Stamp): Decision<TableFact> {
  throw new Error('on its way');
}
