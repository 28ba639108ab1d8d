// Folds the moves of bargaining and signing: conversation, offers, acceptances, signatures, lines, the results sheet.
import type { FactOf } from './facts.ts';
import type { Entry, Offer, TableState } from './state.ts';

export type BargainingFact = FactOf<
  | 'messageSent'
  | 'ideaFloated'
  | 'offerMade'
  | 'offerWithdrawn'
  | 'offerAccepted'
  | 'signingStarted'
  | 'agreementSigned'
  | 'returnedToTable'
  | 'lineAdded'
  | 'lineRemoved'
  | 'interestTold'
  | 'interestAsked'
  | 'seatStopped'
  | 'resultReported'
  | 'resultConfirmed'
  | 'resultDeclined'
>;

export function foldBargaining(state: TableState, fact: BargainingFact): TableState {
  switch (fact.type) {
    case 'messageSent': {
      const { id, role, person, ref, at } = fact;
      return withEntry({ ...state, messages: state.messages + 1 }, { kind: 'message', id, role, at, person, ref });
    }
    case 'ideaFloated':
      return withEntry(state, { kind: 'idea', id: fact.id, role: fact.role, at: fact.at, package: fact.package });
    case 'interestTold':
      return withEntry(state, { kind: 'told', id: fact.id, role: fact.role, at: fact.at, interest: fact.interest });
    case 'interestAsked':
      return withEntry(state, { kind: 'asked', id: fact.id, role: fact.role, at: fact.at });
    case 'offerMade':
      return offerMade(state, fact);
    case 'offerWithdrawn':
      return {
        ...state,
        offers: state.offers.map((offer) => (offer.id === fact.offerId ? fallen(offer, 'withdrawn') : offer)),
      };
    case 'offerAccepted':
      return { ...state, offers: accepted(state.offers, fact.offerId, fact.role) };
    default:
      return foldSigning(state, fact);
  }
}

type SigningFact = FactOf<
  | 'signingStarted'
  | 'agreementSigned'
  | 'returnedToTable'
  | 'lineAdded'
  | 'lineRemoved'
  | 'seatStopped'
  | 'resultReported'
  | 'resultConfirmed'
  | 'resultDeclined'
>;

function foldSigning(state: TableState, fact: SigningFact): TableState {
  const { signing, result } = state;
  switch (fact.type) {
    case 'signingStarted':
      return { ...state, signing: { offerId: fact.offerId, roles: fact.roles, signedBy: [] } };
    case 'agreementSigned':
      return { ...state, signing: signing && { ...signing, signedBy: [...signing.signedBy, fact.role] } };
    case 'returnedToTable':
      return { ...state, signing: null, offers: state.offers.map(unaccepted) };
    case 'lineAdded':
      return unsigned({ ...state, lines: [...state.lines, { id: fact.id, role: fact.role, ref: fact.ref }] });
    case 'lineRemoved':
      return unsigned({ ...state, lines: state.lines.filter((line) => line.id !== fact.lineId) });
    case 'seatStopped':
      return seatStopped(state, fact.role);
    case 'resultReported':
      return { ...state, result: { id: fact.id, role: fact.role, package: fact.package, confirmedBy: [] } };
    case 'resultConfirmed':
      return { ...state, result: result && { ...result, confirmedBy: [...result.confirmedBy, fact.role] } };
    case 'resultDeclined':
      return { ...state, result: null };
  }
}

/** Its offers are withdrawn and its acceptances no longer count. */
function seatStopped(state: TableState, role: string): TableState {
  return {
    ...state,
    seats: state.seats.map((seat) => (seat.role === role ? { ...seat, stopped: true } : seat)),
    offers: state.offers.map((offer) => withoutRole(offer, role)),
  };
}

function withoutRole(offer: Offer, role: string): Offer {
  if (offer.role === role) return offer.standing === 'standing' ? fallen(offer, 'withdrawn') : offer;
  if (!offer.acceptedBy.includes(role)) return offer;
  return { ...offer, acceptedBy: offer.acceptedBy.filter((other) => other !== role) };
}

const withEntry = (state: TableState, entry: Entry): TableState => ({
  ...state,
  conversation: [...state.conversation, entry],
});

function offerMade(state: TableState, fact: FactOf<'offerMade'>): TableState {
  const { id, role, at, replaces } = fact;
  const offer: Offer = { id, role, package: fact.package, at, standing: 'standing', acceptedBy: [] };
  const offers = [...state.offers, offer];
  for (const replaced of replaces) {
    const index = offers.findLastIndex((earlier) => earlier.id === replaced);
    const earlier = offers[index];
    if (earlier !== undefined) offers[index] = fallen(earlier, 'replaced');
  }
  return { ...state, offers, conversation: [...state.conversation, { kind: 'offer', id, role, at }] };
}

const fallen = (offer: Offer, standing: 'withdrawn' | 'replaced'): Offer => ({ ...offer, standing, acceptedBy: [] });
const unaccepted = (offer: Offer): Offer => (offer.acceptedBy.length > 0 ? { ...offer, acceptedBy: [] } : offer);
const accepted = (offers: readonly Offer[], offerId: string, role: string): Offer[] =>
  offers.map((offer) => (offer.id === offerId ? { ...offer, acceptedBy: [...offer.acceptedBy, role] } : offer));
const unsigned = (state: TableState): TableState => ({
  ...state,
  signing: state.signing && { ...state.signing, signedBy: [] },
});
