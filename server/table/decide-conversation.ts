// Talk on screen: messages, and interests told or asked for.
import { accept, refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { stageOf } from './machine.ts';
import { byVoice, type CommandOf, done, ended, halted, no, type Turn, type Verdict } from './turn.ts';

/** Why nothing can be said on screen now: chat is for bargaining, for signing, and for talking it over in the debrief. */
function silent(turn: Turn): Rejection | null {
  const { state } = turn;
  const refusal = byVoice(turn) ?? halted(state);
  if (refusal) return refusal;
  const stage = stageOf(state.machine);
  if (stage === 'signing' || (stage === 'bargaining' && state.phase?.kind === 'bargain')) return null;
  return reject('wrongPhase', 'The table talks once bargaining has started.');
}

const talkIsOpen = ({ state }: Turn): boolean =>
  state.talk === 'chat' && ended(state) !== null && state.debrief.some(({ step }) => step === 'talk');

export function sendMessage(turn: Turn, { text }: CommandOf<'sendMessage'>): Verdict {
  const refusal = talkIsOpen(turn) ? null : silent(turn);
  if (refusal) return refuse(refusal);
  const id = turn.stamp.freshId;
  const ref = `message:${id}`;
  return accept({
    facts: [{ type: 'messageSent', id, ref, ...done(turn) }],
    texts: [{ ref, author: turn.person, text }],
    id,
  });
}

/** One's own interests only; another role's is as unknown as one that does not exist. */
export function tellInterest(turn: Turn, { interest }: CommandOf<'tellInterest'>): Verdict {
  const refusal = silent(turn);
  if (refusal) return refuse(refusal);
  const role = turn.caseFile.simulation.roles.find((candidate) => candidate.id === turn.role);
  if (!role?.interests.some((own) => own.id === interest))
    return no('unknownInterest', 'You have no such interest in your instructions.', 'interest');
  const told = turn.state.conversation.some(
    (entry) => entry.kind === 'told' && entry.role === turn.role && entry.interest === interest,
  );
  if (told) return no('alreadyTold', 'The table knows this interest already.', 'interest');
  const id = turn.stamp.freshId;
  return accept({ facts: [{ type: 'interestTold', id, interest, ...done(turn) }], id });
}

export function askInterest(turn: Turn): Verdict {
  const refusal = silent(turn);
  if (refusal) return refuse(refusal);
  const id = turn.stamp.freshId;
  return accept({ facts: [{ type: 'interestAsked', id, ...done(turn) }], id });
}
