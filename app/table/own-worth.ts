// What a package is worth to oneself, from one's own instructions alone. The one definition of a payoff is simulations/payoff.ts.
// Knows nothing of another role's points: they never reach this browser. Pure.

import type { TableView } from '../../server/protocol/table-view.ts';
import { issuePoints, type PayoffNumbers, partialPoints } from '../../simulations/payoff.ts';
import type { Choice, Issue, Package } from '../../simulations/schema.ts';

export type OwnWorth = {
  limitPoints: number;
  least: number;
  most: number;
  /** Points of the choices made so far, and which issues are open still. */
  of: (settlement: Package) => { points: number; missing: string[] };
  /** Points of one choice on one issue. */
  ofChoice: (issueId: string, choice: Choice) => number;
};

/** Null where own points are not on this screen now. */
export function ownWorth(view: Pick<TableView, 'case' | 'instructions'>): OwnWorth | null {
  const { instructions } = view;
  if (!instructions?.worth) return null;
  const { worth, role } = instructions;
  const numbers: PayoffNumbers = {
    issues: view.case.issues.map(numberIssue),
    roles: [{ id: role, reservationPoints: worth.reservationPoints, points: worth.points, capPoints: worth.most }],
    interactions: worth.interactions,
  };
  return {
    limitPoints: worth.reservationPoints,
    least: worth.least,
    most: worth.most,
    of: (settlement) => partialPoints(numbers, 0, settlement),
    ofChoice(issueId, choice) {
      const issue = numbers.issues.find((one) => one.id === issueId);
      return issue ? issuePoints(issue, worth.points[issueId], choice) : 0;
    },
  };
}

function numberIssue(issue: Issue): PayoffNumbers['issues'][number] {
  if ('options' in issue) return { id: issue.id, options: issue.options.map((option) => option.id) };
  const { min, max, step } = issue.range;
  return step === undefined ? { id: issue.id, min, max } : { id: issue.id, min, max, step };
}
