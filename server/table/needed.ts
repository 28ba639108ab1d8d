// Who is needed for an agreement at this table, by the case's agreement rule. Knows roles and seats, no points.
import type { Numbers } from '../../simulations/schema.ts';
import { signingFaults } from '../../simulations/signing.ts';
import type { Offer, Result, TableState } from './state.ts';

type Ruled = Pick<Numbers, 'roles' | 'agreement'>;

const suffices = (numbers: Ruled, roles: readonly string[]): boolean => signingFaults(numbers, roles).length === 0;

/** Roles that stand behind an offer once `role` accepts it, in seat order; null while they are not enough. */
export function coalition(numbers: Ruled, state: TableState, offer: Offer, role: string): string[] | null {
  const behind = state.seats
    .map((seat) => seat.role)
    .filter((each) => each === offer.role || each === role || offer.acceptedBy.includes(each));
  return suffices(numbers, behind) ? behind : null;
}

/** Whether the others could still agree when `role` stops. */
export const canGoOnWithout = (numbers: Ruled, state: TableState, role: string): boolean =>
  suffices(
    numbers,
    state.seats.filter((seat) => seat.role !== role && !seat.stopped).map((seat) => seat.role),
  );

/** Roles that must confirm a reported result: everybody else with a holder who has a device. */
export const confirmers = (state: TableState, reporter: string): string[] =>
  state.seats
    .filter((seat) => seat.role !== reporter && seat.holders.some((holder) => holder.device))
    .map((seat) => seat.role);

/** Whether nobody is left to confirm. */
export const isConfirmed = (state: TableState, result: Result): boolean =>
  confirmers(state, result.role).every((role) => result.confirmedBy.includes(role));
