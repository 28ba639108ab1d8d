// The table's decisions: what a command of a person, a delivery of the session or a deadline brings about, or why not.
// Pure: time and fresh ids come in a stamp. Never throws on what people ask, never reads points.
import type { CaseFile } from '../protocol/case-file.ts';
import { accept, type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import type { TableDelivery } from '../protocol/delivery.ts';
import { reject } from '../protocol/rejection.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { deadlineIds, lapsed, openDeadlines } from './clock.ts';
import { caughtUp, conclude } from './conclude.ts';
import { fromObserver, fromSeat } from './decide-command.ts';
import { delivered, isNewer, opened, ordered } from './decide-delivery.ts';
import { type Order, stampFact, type TableFact } from './facts.ts';
import type { TableState } from './state.ts';
import { type TableActor, viewerFor, viewerKey } from './viewer.ts';

/**
 * A person's command. The actor comes from `viewerFor`; null is somebody without a chair here.
 * What the clock has ended by `stamp.now` counts, written or not, and is written with what is accepted.
 */
export function decideTable(
  state: TableState,
  caseFile: CaseFile,
  actor: TableActor | null,
  command: TableCommand,
  stamp: Stamp,
): Decision<TableFact> {
  const present = actor && viewerFor(state, actor.person);
  if (!actor || !present || (present !== actor && viewerKey(present) !== viewerKey(actor)))
    return refuse(reject('notSeated', 'You have no chair at this table.'));
  const due = lapsed(state, stamp.now);
  const now = due.length === 0 ? state : caughtUp(state, due);
  const verdict =
    actor.kind === 'seat'
      ? fromSeat({ state: now, caseFile, stamp, person: actor.person, role: actor.role }, command)
      : fromObserver(now, actor.person, command, stamp);
  if (!verdict.ok) return verdict;
  const { accepted } = verdict;
  return conclude(state, caseFile, due.length === 0 ? accepted : { ...accepted, facts: [...due, ...accepted.facts] });
}

/** What the session tells. `order` is that of the outbox row. A refusal is final: the delivery is wrong and trying again will not help. */
export function decideDelivery(
  state: TableState | null,
  caseFile: CaseFile,
  delivery: TableDelivery,
  order: Order,
  _stamp: Stamp,
): Decision<TableFact> {
  if (state === null) {
    if (delivery.type !== 'openTable') return refuse(reject('unknownTable', 'This table was never opened.'));
    return accept({ facts: [stampFact(opened(delivery, order))] });
  }
  if (delivery.type === 'openTable' || !isNewer(order, state.lastOrder)) return accept({ facts: [] });
  // An outage began before it was observed: what would have ended within it is still open.
  const since = delivery.type === 'observeOutage' ? delivery.effectiveAt - delivery.ms : delivery.effectiveAt;
  const due = lapsed(state, since);
  const verdict = delivered(caughtUp(state, due), caseFile, delivery, order);
  if (!verdict.ok) return verdict;
  const { accepted } = verdict;
  if (accepted.facts.length === 0)
    return due.length === 0 ? accept({ facts: [] }) : conclude(state, caseFile, { facts: due });
  return conclude(state, caseFile, {
    ...accepted,
    facts: [...due, ...accepted.facts.map((fact) => ordered(fact, order))],
  });
}

/** A due time came: 'bargain' or 'grace'. Too early or too late: accepted without facts, the due time put right. */
export function decideDeadline(
  state: TableState,
  caseFile: CaseFile,
  deadlineId: string,
  stamp: Stamp,
): Decision<TableFact> {
  const due = lapsed(state, stamp.now);
  if (due.length > 0) return conclude(state, caseFile, { facts: due });
  const known = deadlineIds.find((id) => id === deadlineId);
  return accept({ facts: [], dueTimes: [{ id: deadlineId, at: known ? openDeadlines(state)[known] : null }] });
}
