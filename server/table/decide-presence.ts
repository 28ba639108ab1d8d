// Being ready, taking a break, asking for the facilitator. None of it stops a clock. "Ready" and "back" wait without limit on a
// device that is away: they are for the phase, and the break, in which they were said.
import { isWrittenBefore } from '../protocol/decision.ts';
import { done, facts, no, type Turn, type Verdict } from './turn.ts';

export function declareReady(turn: Turn): Verdict {
  const { state, role, stamp } = turn;
  if (state.phase && isWrittenBefore(state.phase.startedAt, stamp))
    return no('superseded', 'This was said in an earlier phase.');
  if (state.phase?.kind !== 'read' && state.phase?.kind !== 'prepare')
    return no('wrongPhase', 'One gets ready while reading or preparing.');
  if (state.seats.some((seat) => seat.role === role && seat.ready)) return no('alreadyDone', 'You are ready already.');
  return facts({ type: 'readyDeclared', ...done(turn) });
}

export function takeBreak(turn: Turn): Verdict {
  if (Object.hasOwn(turn.state.onBreak, turn.person)) return no('alreadyDone', 'You are on a break already.');
  return facts({ type: 'breakTaken', ...done(turn) });
}

export function endBreak(turn: Turn): Verdict {
  const takenAt = turn.state.onBreak[turn.person];
  if (takenAt === undefined) return no('alreadyDone', 'You are not on a break.');
  if (isWrittenBefore(takenAt, turn.stamp)) return no('superseded', 'You took another break since.');
  return facts({ type: 'breakEnded', ...done(turn) });
}

/** Whoever sits at the table, watching or playing. */
export function askFacilitator({ state, person, stamp }: Pick<Turn, 'state' | 'person' | 'stamp'>): Verdict {
  if (state.calls.includes(person)) return no('alreadyDone', 'The facilitator knows that you asked.');
  return facts({ type: 'facilitatorAsked', person, at: stamp.now });
}
