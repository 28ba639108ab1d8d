// Offers: made, withdrawn, accepted; ideas; stopping without agreement. Points never decide anything here.
import { accept, refuse } from '../protocol/decision.ts';
import type { FactBody } from './facts.ts';
import { stageOf } from './machine.ts';
import { canGoOnWithout, coalition } from './needed.ts';
import { ideaRefusal, inOrder, packageRefusal } from './packages.ts';
import type { Offer } from './state.ts';
import { byVoice, type CommandOf, done, facts, halted, no, notBargaining, type Turn, type Verdict } from './turn.ts';

/** How many offers of one seat may stand at once. */
const mostStanding = 3;

export function makeOffer(turn: Turn, { package: offered, beside }: CommandOf<'makeOffer'>): Verdict {
  const refusal = byVoice(turn) ?? notBargaining(turn) ?? packageRefusal(turn.caseFile.numbers, offered);
  if (refusal) return refuse(refusal);
  const own = turn.state.offers.filter((offer) => offer.role === turn.role && offer.standing === 'standing');
  if (beside && own.length >= mostStanding)
    return no('tooManyOffers', 'Three of your offers stand already. Withdraw one, or replace them.');
  const id = turn.stamp.freshId;
  const settlement = inOrder(turn.caseFile.numbers, offered);
  const replaces = beside ? [] : own.map((offer) => offer.id);
  return accept({ facts: [{ type: 'offerMade', id, package: settlement, replaces, ...done(turn) }], id });
}

export function floatIdea(turn: Turn, { package: idea }: CommandOf<'floatIdea'>): Verdict {
  const refusal = byVoice(turn) ?? notBargaining(turn) ?? ideaRefusal(turn.caseFile.numbers, idea);
  if (refusal) return refuse(refusal);
  const id = turn.stamp.freshId;
  return accept({
    facts: [{ type: 'ideaFloated', id, package: inOrder(turn.caseFile.numbers, idea), ...done(turn) }],
    id,
  });
}

/** The offer under this id if it stands, else why not. */
function standingOffer(turn: Turn, offerId: string): { offer: Offer } | { verdict: Verdict } {
  const offer = turn.state.offers.find((candidate) => candidate.id === offerId);
  if (!offer) return { verdict: no('unknownOffer', 'There is no such offer at this table.', 'offerId') };
  if (offer.standing === 'standing') return { offer };
  return { verdict: no('offerNotStanding', `This offer was ${offer.standing}.`, 'offerId') };
}

export function withdrawOffer(turn: Turn, { offerId }: CommandOf<'withdrawOffer'>): Verdict {
  const refusal = byVoice(turn) ?? notBargaining(turn);
  if (refusal) return refuse(refusal);
  const found = standingOffer(turn, offerId);
  if ('verdict' in found) return found.verdict;
  if (found.offer.role !== turn.role) return no('notAllowed', 'Only who made an offer withdraws it.', 'offerId');
  return facts({ type: 'offerWithdrawn', offerId, ...done(turn) });
}

export function acceptOffer(turn: Turn, { offerId }: CommandOf<'acceptOffer'>): Verdict {
  const refusal = byVoice(turn) ?? notBargaining(turn);
  if (refusal) return refuse(refusal);
  const found = standingOffer(turn, offerId);
  if ('verdict' in found) return found.verdict;
  const { offer } = found;
  if (offer.role === turn.role)
    return no('ownOffer', 'Your own offer needs the acceptance of the other side.', 'offerId');
  if (offer.acceptedBy.includes(turn.role)) return no('alreadyDone', 'You accepted this offer already.', 'offerId');
  const accepted: FactBody = { type: 'offerAccepted', offerId, ...done(turn) };
  const roles = coalition(turn.caseFile.numbers, turn.state, offer, turn.role);
  return roles ? facts(accepted, { type: 'signingStarted', offerId, roles, at: turn.stamp.now }) : facts(accepted);
}

/** Ends the table for everybody, unless the case lets the others agree without this role. */
export function stopWithoutAgreement(turn: Turn): Verdict {
  const { state, role, person, stamp, caseFile } = turn;
  const refusal = halted(state);
  if (refusal) return refuse(refusal);
  const stage = stageOf(state.machine);
  if (stage === 'waiting') return no('notBargaining', 'This table is not bargaining yet.');
  if (state.seats.some((seat) => seat.role === role && seat.stopped)) return no('alreadyDone', 'You stopped already.');
  const signs = state.signing?.roles.includes(role) ?? false;
  if (!canGoOnWithout(caseFile.numbers, state, role) || state.talk === 'voice' || (signs && state.bargainingOver))
    return facts({ type: 'endedWithoutAgreement', why: 'stopped', by: { role, person }, effectiveAt: stamp.now });
  const stopped: FactBody = { type: 'seatStopped', ...done(turn) };
  return signs ? facts({ type: 'returnedToTable', ...done(turn) }, stopped) : facts(stopped);
}
