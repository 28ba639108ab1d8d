// Folds view events into a table view, in the browser and in the property tests alike.
// Pure and total: an event that does not fit leaves the view as it is; no zod, so that phones do not carry it.
import type { TableView, TableViewEvent } from './table-view.ts';

const mapOffer = (
  view: TableView,
  id: string,
  change: (offer: TableView['offers'][number]) => TableView['offers'][number],
) => view.offers.map((offer) => (offer.id === id ? change(offer) : offer));

const withPhaseDeadline = (view: TableView, deadline: number | null): TableView['phase'] =>
  view.phase && { ...view.phase, deadline };
/** The end of signing or confirming, wherever something waits for it. */
const withGrace = (view: TableView, graceDeadline: number | null): Pick<TableView, 'signing' | 'result'> => ({
  signing: view.signing && { ...view.signing, graceDeadline },
  result: view.result && { ...view.result, graceDeadline },
});

/** The view after `event`; `null` before the first. */
export function foldTableView(view: TableView | null, event: TableViewEvent): TableView | null {
  if (event.type === 'tableOpened') return event.view;
  return view && foldOpened(view, event);
}

function foldOpened(view: TableView, event: Exclude<TableViewEvent, { type: 'tableOpened' }>): TableView {
  switch (event.type) {
    case 'peopleChanged':
      return { ...view, seats: event.seats, observers: event.observers };
    case 'talkChanged':
      return { ...view, talk: event.talk };
    case 'phaseStarted':
      return {
        ...view,
        phase: event.phase,
        clock: { paused: false },
        instructions: event.instructions,
        stage: event.stage,
        seats: view.seats.map((seat) => ({ ...seat, ready: false })),
      };
    case 'clockPaused':
      return { ...view, clock: { paused: true, remainingMs: event.remainingMs } };
    case 'clockResumed':
      return {
        ...view,
        clock: { paused: false },
        phase: withPhaseDeadline(view, event.deadline),
        ...withGrace(view, event.graceDeadline),
      };
    case 'deadlineMoved':
      return {
        ...view,
        clock: view.clock.paused ? { paused: true, remainingMs: event.remainingMs } : view.clock,
        phase: withPhaseDeadline(view, event.deadline),
        ...withGrace(view, event.graceDeadline),
      };
    case 'bargainingClosed':
      return { ...view, bargainingOver: true, ...withGrace(view, event.graceDeadline) };
    case 'seatReady':
      return { ...view, seats: view.seats.map((seat) => (seat.role === event.role ? { ...seat, ready: true } : seat)) };
    case 'awayChanged':
      return {
        ...view,
        seats: view.seats.map((seat) => (seat.role === event.role ? { ...seat, away: event.away } : seat)),
      };
    default:
      return foldBargaining(view, event);
  }
}

type BargainingEvent = Exclude<
  TableViewEvent,
  {
    type:
      | 'tableOpened'
      | 'peopleChanged'
      | 'talkChanged'
      | 'phaseStarted'
      | 'clockPaused'
      | 'clockResumed'
      | 'deadlineMoved'
      | 'bargainingClosed'
      | 'seatReady'
      | 'awayChanged';
  }
>;

function foldBargaining(view: TableView, event: BargainingEvent): TableView {
  switch (event.type) {
    case 'entryAdded':
      return { ...view, conversation: [...view.conversation, event.entry] };
    case 'offerMade': {
      const { id, role, at } = event.offer;
      const earlier = view.offers.map((offer) =>
        event.replaces.includes(offer.id) ? { ...offer, standing: 'replaced' as const, acceptedBy: [] } : offer,
      );
      return {
        ...view,
        offers: [...earlier, event.offer],
        conversation: [...view.conversation, { kind: 'offer', id, role, at }],
      };
    }
    case 'offerWithdrawn':
      return {
        ...view,
        offers: mapOffer(view, event.offerId, (offer) => ({ ...offer, standing: 'withdrawn', acceptedBy: [] })),
      };
    case 'offerAccepted':
      return {
        ...view,
        offers: mapOffer(view, event.offerId, (offer) => ({ ...offer, acceptedBy: [...offer.acceptedBy, event.role] })),
      };
    case 'signingStarted':
      return { ...view, stage: 'signing', signing: { offerId: event.offerId, signedBy: [], graceDeadline: null } };
    case 'signed':
      return {
        ...view,
        signing: view.signing && { ...view.signing, signedBy: [...view.signing.signedBy, event.role] },
      };
    case 'returnedToTable':
      return {
        ...view,
        stage: 'bargaining',
        signing: null,
        offers: view.offers.map((offer) => (offer.acceptedBy.length > 0 ? { ...offer, acceptedBy: [] } : offer)),
      };
    case 'linesChanged':
      return { ...view, lines: event.lines, signing: view.signing && { ...view.signing, signedBy: [] } };
    case 'seatStopped':
      return seatStopped(view, event.role);
    case 'resultReported':
      return { ...view, result: event.result };
    case 'resultConfirmed':
      return {
        ...view,
        result: view.result && { ...view.result, confirmedBy: [...view.result.confirmedBy, event.role] },
      };
    case 'resultDeclined':
      return { ...view, result: null };
    case 'tableEnded':
      return { ...view, outcome: event.outcome, stage: event.outcome.agreed ? 'agreed' : 'notAgreed' };
    case 'ownChanged':
      return { ...view, own: event.own };
    case 'stepOpened':
      return { ...view, debrief: [...view.debrief, event.opened] };
  }
}

function seatStopped(view: TableView, role: string): TableView {
  return {
    ...view,
    seats: view.seats.map((seat) => (seat.role === role ? { ...seat, stopped: true } : seat)),
    offers: view.offers.map((offer) =>
      offer.role === role && offer.standing === 'standing'
        ? { ...offer, standing: 'withdrawn' as const, acceptedBy: [] }
        : { ...offer, acceptedBy: offer.acceptedBy.filter((other) => other !== role) },
    ),
  };
}
