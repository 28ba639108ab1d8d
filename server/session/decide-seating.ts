// Opens a round with its tables. Until reading starts it may be done again: new tables replace the old, which are void.
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import type { Delivery } from '../protocol/delivery.ts';
import { reject } from '../protocol/rejection.ts';
import type { FacilitatorCommand } from '../protocol/session-commands.ts';
import { admit } from './admit.ts';
import { type Cases, keptCase } from './cases.ts';
import { emptyTable, peopleAt, toTable } from './deliveries.ts';
import { factAt, type SeatedTable, type SessionFact } from './facts.ts';
import { openRound } from './queries.ts';
import { seat } from './seating.ts';
import { seatSwapped } from './seating-again.ts';
import { sittersOf } from './seating-history.ts';
import { graceMsOf } from './setup-rules.ts';
import type { SeatedGroup } from './sitter.ts';
import type { SessionState } from './state.ts';

type Seating = Extract<FacilitatorCommand, { type: 'seatEveryone' }>;

export function seatEveryone(state: SessionState, cases: Cases, command: Seating, stamp: Stamp): Decision<SessionFact> {
  const under = openRound(state);
  if (under !== null && under.phase !== null) {
    return refuse(reject('roundRunning', 'Instructions have been opened: the tables of this round stay as they are.'));
  }
  const { id, roles } = keptCase(cases, state.caseHash).simulation;
  const groups = groupsFor(
    state,
    roles.map((role) => role.id),
    command,
    stamp.seed,
  );
  if (groups.length === 0) {
    return refuse(reject('nothingToSeat', `This case needs at least ${roles.length} people.`));
  }
  const { setup, caseHash } = state;
  const number = under?.number ?? state.rounds.length + 1;
  const tables = groups.map((group, index) =>
    tableFor(
      group,
      roles.map((role) => role.id),
      stamp,
      index,
    ),
  );
  const opening = tables.map((table) => openTable(state, { id, hash: caseHash }, number, table, stamp.now));
  const fallen = under?.tables.map((table) => emptyTable(table, stamp.now)) ?? [];
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'roundOpened', round: number, setup, caseHash, tables })],
    outbox: [...opening, ...fallen],
  });
}

function groupsFor(state: SessionState, roles: string[], command: Seating, seed: number): SeatedGroup[] {
  const sitters = sittersOf(state, roles);
  const last = state.rounds.findLast(({ closed }) => closed);
  const swaps = command.pairs === 'swapRoles' && last !== undefined;
  return swaps
    ? seatSwapped(sitters, roles.length, last.tables, command, seed)
    : seat(sitters, roles.length, command, seed);
}

function tableFor(group: SeatedGroup, roles: string[], stamp: Stamp, index: number): SeatedTable {
  const label = index + 1;
  const seats = roles.map((role, at) => ({ role, holders: group.holders[at] ?? [] }));
  return { tableId: `${stamp.freshId}-${label}`, label, talk: group.talk, seats, observers: group.observers };
}

function openTable(
  state: SessionState,
  simulation: { id: string; hash: string },
  round: number,
  table: SeatedTable,
  effectiveAt: number,
): Delivery {
  const { ownPoints, roundScore } = state.setup;
  return toTable(table.tableId, {
    type: 'openTable',
    tableId: table.tableId,
    sessionId: state.sessionId,
    label: table.label,
    round,
    simulation,
    talk: table.talk,
    ownPoints,
    roundScore,
    graceMs: graceMsOf(state.setup),
    ...peopleAt(state, table),
    effectiveAt,
  });
}
