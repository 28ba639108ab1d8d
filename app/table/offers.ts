// Readings of a table view that several screens need: whose side, the last offers, what changed between two offers. Pure.

import type { ConversationEntry, OfferView, TableView } from '../../server/protocol/table-view.ts';
import type { Choice, Issue, Package } from '../../simulations/schema.ts';

/** Through one's own eyes; for somebody who only watches, the first role stands where one's own would. */
export function isOwnSide(view: TableView, role: string): boolean {
  return role === ownRole(view);
}

/** The viewer's role; the case's first role for somebody who only watches. */
export function ownRole(view: TableView): string {
  return view.viewer.kind === 'seat' ? view.viewer.role : (view.case.roles[0]?.id ?? '');
}

/** By which number a role is known among several others, in the case's order; null where there is one other, or it is one's own. */
export function numberOf(view: TableView, role: string): number | null {
  const others = view.case.roles.filter(({ id }) => !isOwnSide(view, id));
  const place = others.findIndex(({ id }) => id === role);
  return others.length > 1 && place >= 0 ? place + 1 : null;
}

/** Each role's last offer that still stands. */
export function lastOffers(view: TableView): Map<string, OfferView> {
  return new Map(view.offers.filter((offer) => offer.standing === 'standing').map((offer) => [offer.role, offer]));
}

/** The offer of the same role before this one, or null. */
export function offerBefore(view: TableView, offer: OfferView): OfferView | null {
  const mine = view.offers.filter((one) => one.role === offer.role);
  return mine[mine.findIndex((one) => one.id === offer.id) - 1] ?? null;
}

/** Ids of issues on which two packages differ. */
export function changedIssues(before: Package, after: Package): Set<string> {
  return new Set(Object.keys(after).filter((issue) => before[issue] !== after[issue]));
}

export const samePackage = (one: Package, other: Package): boolean =>
  Object.keys(one).length === Object.keys(other).length && changedIssues(one, other).size === 0;

/** Roles whose last offer has this choice on this issue. */
export function rolesAt(offers: Map<string, OfferView>, issue: string, choice: Choice): string[] {
  return [...offers.values()].filter((offer) => offer.package[issue] === choice).map((offer) => offer.role);
}

/** Whether every one of so many roles has an offer on the table and all chose the same on this issue. */
export function allMeet(offers: Map<string, OfferView>, issue: string, roles: number): boolean {
  const choices = [...offers.values()].map((offer) => offer.package[issue]);
  return choices.length === roles && choices.every((choice) => choice !== undefined && choice === choices[0]);
}

/** Interests that one's own role has told, with the moment. */
export function toldInterests(view: TableView): Map<string, number> {
  const role = ownRole(view);
  return new Map(
    view.conversation
      .filter((entry): entry is Extract<ConversationEntry, { kind: 'told' }> => entry.kind === 'told')
      .filter((entry) => entry.role === role)
      .map((entry) => [entry.interest, entry.at]),
  );
}

/** Issues without a choice, in the case's order. */
export const missingIssues = (issues: readonly Issue[], draft: Package): Issue[] =>
  issues.filter((issue) => draft[issue.id] === undefined);

/** A draft without choices that this case does not know, e.g. kept from an earlier version of it. */
export function knownChoices(issues: readonly Issue[], draft: Package): Package {
  return Object.fromEntries(
    issues.flatMap((issue): [string, Choice][] => {
      const choice = draft[issue.id];
      const known =
        'options' in issue
          ? issue.options.some((option) => option.id === choice)
          : typeof choice === 'number' && choice >= issue.range.min && choice <= issue.range.max;
      return known && choice !== undefined ? [[issue.id, choice]] : [];
    }),
  );
}
