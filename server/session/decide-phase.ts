// Starts and ends phases, and closes the round. Only forward, and never past a table that still bargains or signs.
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import type { PhaseKind } from '../protocol/phases.ts';
import { reject } from '../protocol/rejection.ts';
import { admit } from './admit.ts';
import { phaseDeadline, resumed } from './decide-clock.ts';
import { toAllTables } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { openRound } from './queries.ts';
import { graceMsOf, minutesToMs } from './setup-rules.ts';
import type { RoundState, SessionState } from './state.ts';

const noRound = reject('wrongPhase', 'No round is under way. Seat everyone first.');
const tablesBargaining = reject('tablesBargaining', 'A table still bargains or signs.');

const settled = (round: RoundState): boolean => round.tables.every((table) => table.settled !== null);

export function startPhase(state: SessionState, kind: PhaseKind, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  if (round === null) return refuse(noRound);
  const index = round.setup.phases.findIndex((phase) => phase.kind === kind);
  const planned = round.setup.phases[index];
  // Signing is no phase of its own for the tables: it begins where bargaining ends.
  if (kind === 'sign') return startSigning(state, round, stamp);
  if (planned === undefined) return refuse(reject('wrongPhase', 'This round has no such phase.', 'kind'));
  if (round.phase?.kind === kind) return refuse(reject('alreadyDone', 'This phase is under way.', 'kind'));
  if (round.phase !== null && index < round.phase.index) {
    return refuse(reject('wrongPhase', 'Phases only go forward.', 'kind'));
  }
  if ((kind === 'reflect' || kind === 'debrief') && !settled(round)) return refuse(tablesBargaining);
  const effectiveAt = stamp.now;
  const deadline = effectiveAt + minutesToMs(planned.minutes);
  return admit(state, {
    facts: [...resumed(round, effectiveAt), factAt(effectiveAt, { type: 'phaseStarted', index, kind, deadline })],
    dueTimes: [{ id: phaseDeadline, at: deadline }],
    outbox: toAllTables(round, { type: 'startPhase', index, kind, deadline, effectiveAt }),
  });
}

function startSigning(state: SessionState, round: RoundState, stamp: Stamp): Decision<SessionFact> {
  if (round.bargainingOver) return refuse(reject('alreadyDone', 'Bargaining is over.', 'kind'));
  return endPhase(state, stamp);
}

/** Bargaining ends early; a second time, signing ends. */
export function endPhase(state: SessionState, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  if (round === null) return refuse(noRound);
  if (round.phase?.kind !== 'bargain') {
    return refuse(reject('wrongPhase', 'Only bargaining is ended by hand; for the rest, start what comes next.'));
  }
  if (round.signingOver) return refuse(reject('alreadyDone', 'Bargaining and signing have ended.'));
  return round.bargainingOver ? closeSigning(state, round, stamp.now) : closeBargaining(state, round, stamp.now);
}

function closeBargaining(state: SessionState, round: RoundState, effectiveAt: number): Decision<SessionFact> {
  const deadline = effectiveAt + graceMsOf(round.setup);
  return admit(state, {
    facts: [factAt(effectiveAt, { type: 'bargainingClosed', by: 'facilitator', deadline })],
    dueTimes: [{ id: phaseDeadline, at: round.clock.paused ? null : deadline }],
    outbox: toAllTables(round, { type: 'closeBargaining', effectiveAt }),
  });
}

function closeSigning(state: SessionState, round: RoundState, effectiveAt: number): Decision<SessionFact> {
  return admit(state, {
    facts: [factAt(effectiveAt, { type: 'signingClosed' })],
    dueTimes: [{ id: phaseDeadline, at: null }],
    outbox: toAllTables(round, { type: 'closeSigning', effectiveAt }),
  });
}

/** Closes the round; people wait to be seated again. */
export function nextRound(state: SessionState, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  if (round === null) return refuse(reject('alreadyDone', 'No round is under way. Seat everyone for the next one.'));
  if (!settled(round)) return refuse(tablesBargaining);
  const effectiveAt = stamp.now;
  return admit(state, {
    facts: [...resumed(round, effectiveAt), factAt(effectiveAt, { type: 'roundClosed' })],
    dueTimes: [{ id: phaseDeadline, at: null }],
    outbox: round.clock.paused ? toAllTables(round, { type: 'resumeClock', effectiveAt }) : [],
  });
}
