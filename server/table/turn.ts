// One person's turn at the table, as the deciders beside this file receive it, and the refusals that many of them share.
// Shapes and small checks; no rule of its own.
import type { CaseFile } from '../protocol/case-file.ts';
import type { Decision, Stamp } from '../protocol/decision.ts';
import { accept, refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import type { FactBody } from './facts.ts';
import { stageOf } from './machine.ts';
import type { TableState } from './state.ts';

export type Turn = { state: TableState; caseFile: CaseFile; person: string; role: string; stamp: Stamp };
/** What a decider decides; stamped, checked and completed by `conclude`. */
export type Verdict = Decision<FactBody>;
export type CommandOf<Type extends TableCommand['type']> = Extract<TableCommand, { type: Type }>;

/** Who did it, and when. */
export const done = ({ role, person, stamp }: Turn) => ({ role, person, at: stamp.now });
export const facts = (...happened: FactBody[]): Verdict => accept({ facts: happened });
export const no = (...args: Parameters<typeof reject>): Verdict => refuse(reject(...args));

/** Why nothing at this table can be bargained or signed any more, or null. */
export function ended(state: TableState): Rejection | null {
  if (state.outcome === null) return null;
  if (state.outcome.agreed) return reject('tableSettled', 'This table has signed its agreement.');
  if (state.outcome.why === 'stopped') return reject('tableSettled', 'This table ended without agreement.');
  return reject('deadlinePassed', 'The time is up; this table ended without agreement.');
}

/** Why a move of any kind is not possible now: ended or paused. */
export const halted = (state: TableState): Rejection | null =>
  ended(state) ?? (state.paused ? reject('paused', 'The clock is stopped. Wait until it runs again.') : null);

/** Why bargaining (not signing) is not possible now, or null. */
export function notBargaining({ state, role }: Turn): Rejection | null {
  if (state.bargainingOver && state.outcome === null)
    return reject('deadlinePassed', 'Bargaining is over. What was accepted may still be signed.');
  const halt = halted(state);
  if (halt) return halt;
  const stage = stageOf(state.machine);
  if (stage === 'signing') return reject('notBargaining', 'An offer is being signed. Go back to the table first.');
  if (stage !== 'bargaining' || state.phase?.kind !== 'bargain')
    return reject('notBargaining', 'This table is not bargaining now.');
  if (state.seats.some((seat) => seat.role === role && seat.stopped))
    return reject('notBargaining', 'You stopped. The others go on without you.');
  return null;
}

export const byVoice = ({ state }: Turn): Rejection | null =>
  state.talk === 'voice'
    ? reject('talkByVoice', 'This table talks in the room. Write down what came out on the results sheet.')
    : null;

export const byChat = ({ state }: Turn): Rejection | null =>
  state.talk === 'chat' ? reject('talkByChat', 'This table signs on screen and has no results sheet.') : null;
