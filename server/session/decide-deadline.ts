// The session's own clock: a due time was reached, or nothing ran for a while.
// Tables have deadlines of their own; a table that was paused alone goes on after the others.
import { accept, type Decision, type Stamp } from '../protocol/decision.ts';
import { admit, unchanged } from './admit.ts';
import { phaseDeadline } from './decide-clock.ts';
import { toAllTables } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { openRound } from './queries.ts';
import { graceMsOf } from './setup-rules.ts';
import type { RoundState, SessionState } from './state.ts';

/** Accepted without facts where the deadline moved, was paused, or was noted before. Bargaining is over as of its deadline. */
export function decideDeadline(state: SessionState, id: string, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  const deadline = openDeadline(round);
  if (id !== phaseDeadline || round === null || round.phase === null || deadline === null) {
    return accept<SessionFact>({ facts: [], dueTimes: [{ id, at: null }] });
  }
  if (stamp.now < deadline) return accept<SessionFact>({ facts: [], dueTimes: [{ id, at: deadline }] });
  if (round.phase.kind === 'bargain' && !round.bargainingOver) {
    const signUntil = deadline + graceMsOf(round.setup);
    return admit(state, {
      facts: [factAt(deadline, { type: 'bargainingClosed', by: 'clock', deadline: signUntil })],
      dueTimes: [{ id, at: signUntil }],
    });
  }
  return admit(state, {
    facts: [factAt(deadline, { type: 'phaseTimeUp', index: round.phase.index })],
    dueTimes: [{ id, at: null }],
  });
}

/** The deadline that can still be reached or moved. */
function openDeadline(round: RoundState | null): number | null {
  return round === null || round.clock.paused || round.timeUp ? null : (round.phase?.deadline ?? null);
}

/** Nothing ran for `lastedMs` until now: open deadlines move by it, and the tables are told. */
export function decideOutage(state: SessionState, lastedMs: number, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  if (lastedMs <= 0 || round === null || round.phase === null) return unchanged;
  const open = openDeadline(round);
  // A deadline that had passed before the outage began stays where it was.
  const moves = open !== null && open > stamp.now - lastedMs;
  const deadline = moves ? open + lastedMs : round.phase.deadline;
  return admit(state, {
    facts: [factAt(stamp.now, { type: 'outageObserved', lastedMs, deadline })],
    dueTimes: moves ? [{ id: phaseDeadline, at: deadline }] : [],
    outbox: toAllTables(round, { type: 'observeOutage', ms: lastedMs, effectiveAt: stamp.now }),
  });
}
