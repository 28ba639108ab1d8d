// What a facilitator does at one table: answers a call, writes down the result of a table without any device.

import { packageFaults } from '../../simulations/payoff.ts';
import type { Numbers, Package } from '../../simulations/schema.ts';
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { admit } from './admit.ts';
import { type Cases, keptCase } from './cases.ts';
import { toTable } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { findPerson, findTable, openRound, sitsAt } from './queries.ts';
import type { SessionState } from './state.ts';

const unknownTable = reject('unknownTable', 'There is no such table in this round.', 'tableId');

/** "Ask the facilitator" was seen. Whether somebody asked is the table's to know. */
export function answerCall(state: SessionState, tableId: string, person: string, stamp: Stamp): Decision<SessionFact> {
  const table = findTable(openRound(state), tableId);
  if (table === null) return refuse(unknownTable);
  if (!sitsAt(table, person)) return refuse(reject('unknownPerson', 'This person is not at this table.', 'person'));
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'callAnswered', tableId, person })],
    outbox: [toTable(tableId, { type: 'answerCall', person, effectiveAt: stamp.now })],
  });
}

export function recordResult(
  state: SessionState,
  cases: Cases,
  result: { tableId: string; package: Package | null },
  stamp: Stamp,
): Decision<SessionFact> {
  const round = openRound(state);
  const table = findTable(round, result.tableId);
  if (round === null || table === null) return refuse(unknownTable);
  if (table.settled) return refuse(reject('tableSettled', 'This table has finished.', 'tableId'));
  if (round.phase?.kind !== 'bargain')
    return refuse(reject('wrongPhase', 'Results are written down while bargaining.'));
  const holders = table.seats.flatMap((seat) => seat.holders);
  if (holders.some((person) => findPerson(state, person)?.device !== false)) {
    return refuse(reject('notAllowed', 'Somebody at this table has a device: they send the result.', 'tableId'));
  }
  const fault = result.package === null ? null : packageFault(keptCase(cases, round.caseHash).numbers, result.package);
  if (fault) return refuse(fault);
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'resultRecorded', tableId: result.tableId, package: result.package })],
    outbox: [toTable(result.tableId, { type: 'recordResult', package: result.package, effectiveAt: stamp.now })],
  });
}

function packageFault(numbers: Pick<Numbers, 'issues'>, settlement: Package): Rejection | null {
  const open = numbers.issues.find(({ id }) => !Object.hasOwn(settlement, id));
  if (open) return reject('incompleteOffer', `Nothing is chosen for ${open.id}.`, open.id);
  const [fault] = packageFaults(numbers, settlement);
  return fault ? reject('unknownOption', `${fault.message}: ${fault.mend}.`, fault.path) : null;
}
