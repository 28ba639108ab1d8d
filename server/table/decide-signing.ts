// Signatures, the way back to the table, and the free lines "also agreed".
import { accept, refuse } from '../protocol/decision.ts';
import type { Rejection } from '../protocol/rejection.ts';
import { reject } from '../protocol/rejection.ts';
import type { FactBody } from './facts.ts';
import type { Signing } from './state.ts';
import { byVoice, type CommandOf, done, facts, halted, no, type Turn, type Verdict } from './turn.ts';

const mostLines = 3;

/** What is being signed, if this role signs it; else why not. */
function ownSigning(turn: Turn): { signing: Signing } | { refusal: Rejection } {
  const refusal = byVoice(turn) ?? halted(turn.state);
  if (refusal) return { refusal };
  const { signing } = turn.state;
  if (signing === null) return { refusal: reject('notSigning', 'Nothing is being signed at this table.') };
  if (signing.roles.includes(turn.role)) return { signing };
  return { refusal: reject('notSigning', 'This agreement is signed by the roles that accepted it.') };
}

export function signAgreement(turn: Turn, { offerId }: CommandOf<'signAgreement'>): Verdict {
  const own = ownSigning(turn);
  if ('refusal' in own) return refuse(own.refusal);
  const { roles, signedBy, offerId: signed } = own.signing;
  const offer = turn.state.offers.find((candidate) => candidate.id === offerId);
  if (!offer) return no('unknownOffer', 'There is no such offer at this table.', 'offerId');
  if (offerId !== signed) return no('notSigning', 'Another offer is being signed.', 'offerId');
  if (signedBy.includes(turn.role)) return no('alreadySigned', 'You signed already.');
  const signature: FactBody = { type: 'agreementSigned', ...done(turn) };
  const missing = roles.some((role) => role !== turn.role && !signedBy.includes(role));
  if (missing) return facts(signature);
  const { now: effectiveAt } = turn.stamp;
  return facts(signature, { type: 'agreementReached', package: offer.package, signedBy: [...roles], effectiveAt });
}

export function backToTable(turn: Turn): Verdict {
  const own = ownSigning(turn);
  if ('refusal' in own) return refuse(own.refusal);
  if (turn.state.bargainingOver)
    return no('notBargaining', 'Bargaining is over: sign what was accepted, or stop without agreement.');
  return facts({ type: 'returnedToTable', ...done(turn) });
}

export function addLine(turn: Turn, { text }: CommandOf<'addLine'>): Verdict {
  const own = ownSigning(turn);
  if ('refusal' in own) return refuse(own.refusal);
  if (turn.state.lines.length >= mostLines)
    return no('tooManyLines', 'Three lines are written already. Remove one first.');
  const id = turn.stamp.freshId;
  const ref = `line:${id}`;
  return accept({
    facts: [{ type: 'lineAdded', id, ref, ...done(turn) }],
    texts: [{ ref, author: turn.person, text }],
    id,
  });
}

export function removeLine(turn: Turn, { lineId }: CommandOf<'removeLine'>): Verdict {
  const own = ownSigning(turn);
  if ('refusal' in own) return refuse(own.refusal);
  if (!turn.state.lines.some((line) => line.id === lineId))
    return no('alreadyDone', 'There is no such line (any more).', 'lineId');
  return facts({ type: 'lineRemoved', lineId, ...done(turn) });
}
