// Pauses, resumes and lengthens: everything, or one table. Deadlines are absolute; a pause keeps what remains.
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { admit } from './admit.ts';
import { toAllTables, toTable } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { findTable, openRound } from './queries.ts';
import { minutesToMs } from './setup-rules.ts';
import type { RoundState, SessionState, TableState } from './state.ts';

/** The one due time of a session. */
export const phaseDeadline = 'phase';

/** The round whose phase runs, or why there is none to pause or lengthen. */
function runningRound(state: SessionState, now: number): { round: RoundState } | { fault: Rejection } {
  const round = openRound(state);
  if (round === null || round.phase === null) return { fault: reject('wrongPhase', 'No phase is under way.') };
  const { kind, deadline } = round.phase;
  // Bargaining that ran out is over, also where that was not noted yet.
  const ranOut = kind === 'bargain' && !round.clock.paused && deadline !== null && now >= deadline;
  if (ranOut && !round.bargainingOver) return { fault: reject('deadlinePassed', 'Bargaining is over.') };
  return { round };
}

export function pause(state: SessionState, tableId: string | null, stamp: Stamp): Decision<SessionFact> {
  const found = runningRound(state, stamp.now);
  if ('fault' in found) return refuse(found.fault);
  if (tableId !== null) return pauseTable(state, found.round, tableId, stamp.now);
  const { clock, phase } = found.round;
  if (clock.paused) return refuse(reject('alreadyDone', 'Everything is paused.'));
  const deadline = phase?.deadline ?? null;
  const remainingMs = deadline === null ? null : Math.max(0, deadline - stamp.now);
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'everythingPaused', remainingMs })],
    dueTimes: [{ id: phaseDeadline, at: null }],
    outbox: toAllTables(found.round, { type: 'pauseClock', effectiveAt: stamp.now }),
  });
}

export function resume(state: SessionState, tableId: string | null, stamp: Stamp): Decision<SessionFact> {
  const found = runningRound(state, stamp.now);
  if ('fault' in found) return refuse(found.fault);
  const { round } = found;
  if (tableId !== null) return resumeTable(state, round, tableId, stamp.now);
  const facts = resumed(round, stamp.now);
  if (facts.length === 0) return resumeTables(state, round, stamp.now);
  return admit(state, {
    facts,
    dueTimes: [{ id: phaseDeadline, at: deadlineAfter(round, stamp.now) }],
    outbox: toAllTables(round, { type: 'resumeClock', effectiveAt: stamp.now }),
  });
}

/** The fact that ends a pause of everything; none where nothing is paused. */
export function resumed(round: RoundState, now: number): SessionFact[] {
  if (!round.clock.paused) return [];
  return [factAt(now, { type: 'everythingResumed', deadline: deadlineAfter(round, now) })];
}

function deadlineAfter({ clock, phase }: RoundState, now: number): number | null {
  if (!clock.paused) return phase?.deadline ?? null;
  return clock.remainingMs === null ? null : now + clock.remainingMs;
}

/** The table at work, or why it can be neither paused nor resumed. */
function workingTable(round: RoundState, tableId: string): { table: TableState } | { fault: Rejection } {
  const table = findTable(round, tableId);
  if (table === null) return { fault: reject('unknownTable', 'There is no such table in this round.', 'tableId') };
  if (table.settled) return { fault: reject('tableSettled', 'This table has finished.', 'tableId') };
  return { table };
}

function pauseTable(state: SessionState, round: RoundState, tableId: string, now: number): Decision<SessionFact> {
  const found = workingTable(round, tableId);
  if ('fault' in found) return refuse(found.fault);
  if (found.table.paused) return refuse(reject('alreadyDone', 'This table is paused.', 'tableId'));
  return admit(state, {
    facts: [factAt(now, { type: 'tablePaused', tableId })],
    outbox: [toTable(tableId, { type: 'pauseClock', effectiveAt: now })],
  });
}

function resumeTable(state: SessionState, round: RoundState, tableId: string, now: number): Decision<SessionFact> {
  const found = workingTable(round, tableId);
  if ('fault' in found) return refuse(found.fault);
  if (!found.table.paused) return refuse(reject('alreadyDone', 'This table is not paused.', 'tableId'));
  return admit(state, {
    facts: [factAt(now, { type: 'tableResumed', tableId })],
    outbox: [toTable(tableId, { type: 'resumeClock', effectiveAt: now })],
  });
}

/** "Resume everything" while only single tables are paused. */
function resumeTables(state: SessionState, round: RoundState, now: number): Decision<SessionFact> {
  const paused = round.tables.filter((table) => table.paused && table.settled === null);
  if (paused.length === 0) return refuse(reject('alreadyDone', 'Nothing is paused.'));
  return admit(state, {
    facts: paused.map(({ tableId }) => factAt(now, { type: 'tableResumed' as const, tableId })),
    outbox: paused.map(({ tableId }) => toTable(tableId, { type: 'resumeClock', effectiveAt: now })),
  });
}

/** Adds to the running deadline; while paused, to what remains; where the time was up, from now. */
export function addTime(state: SessionState, minutes: number, stamp: Stamp): Decision<SessionFact> {
  const found = runningRound(state, stamp.now);
  if ('fault' in found) return refuse(found.fault);
  const { clock, phase, signingOver } = found.round;
  const deadline = phase?.deadline ?? null;
  if (deadline === null || signingOver) return refuse(reject('wrongPhase', 'No clock is running.'));
  const elapsedMs = clock.paused ? 0 : Math.max(0, stamp.now - deadline);
  const ms = elapsedMs + minutesToMs(minutes);
  const remainingMs = clock.paused && clock.remainingMs !== null ? clock.remainingMs + ms : null;
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'timeAdded', ms, deadline: deadline + ms, remainingMs })],
    dueTimes: [{ id: phaseDeadline, at: clock.paused ? null : deadline + ms }],
    outbox: toAllTables(found.round, { type: 'addTime', ms, effectiveAt: stamp.now }),
  });
}
