// Being ready, taking a break, asking for the facilitator. None of it stops a clock.
import { done, facts, no, type Turn, type Verdict } from './turn.ts';

export function declareReady(turn: Turn): Verdict {
  const { state, role } = turn;
  if (state.phase?.kind !== 'read' && state.phase?.kind !== 'prepare')
    return no('wrongPhase', 'One gets ready while reading or preparing.');
  if (state.seats.some((seat) => seat.role === role && seat.ready)) return no('alreadyDone', 'You are ready already.');
  return facts({ type: 'readyDeclared', ...done(turn) });
}

export function takeBreak(turn: Turn): Verdict {
  if (turn.state.onBreak.includes(turn.person)) return no('alreadyDone', 'You are on a break already.');
  return facts({ type: 'breakTaken', ...done(turn) });
}

export function endBreak(turn: Turn): Verdict {
  if (!turn.state.onBreak.includes(turn.person)) return no('alreadyDone', 'You are not on a break.');
  return facts({ type: 'breakEnded', ...done(turn) });
}

/** Whoever sits at the table, watching or playing. */
export function askFacilitator({ state, person, stamp }: Pick<Turn, 'state' | 'person' | 'stamp'>): Verdict {
  if (state.calls.includes(person)) return no('alreadyDone', 'The facilitator knows that you asked.');
  return facts({ type: 'facilitatorAsked', person, at: stamp.now });
}
