// Whether a package is one that the case knows, as a rejection that names the issue. Looks at choices, never at points.
import { isRange, type RangeIssue, stepValue } from '../../simulations/grid.ts';
import { packageFaults } from '../../simulations/payoff.ts';
import type { Numbers, Package } from '../../simulations/schema.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';

type Issues = Pick<Numbers, 'issues'>;

/** What keeps a package from being an offer: the first issue without a choice, or with one that the case does not know. */
export function packageRefusal(numbers: Issues, settlement: Package): Rejection | null {
  const [fault] = packageFaults(numbers, settlement);
  if (!fault) return null;
  const missing = !Object.hasOwn(settlement, fault.path);
  return reject(
    missing ? 'incompleteOffer' : 'unknownOption',
    `${fault.path}: ${fault.message}; ${fault.mend}.`,
    fault.path,
  );
}

/** What keeps a package from being an idea: nothing chosen, or a choice that the case does not know. */
export function ideaRefusal(numbers: Issues, idea: Package): Rejection | null {
  const chosen = numbers.issues.filter((issue) => Object.hasOwn(idea, issue.id));
  const refusal = packageRefusal({ issues: chosen }, idea);
  if (refusal || chosen.length > 0) return refusal;
  return reject('incompleteOffer', 'An idea names at least one issue.', numbers.issues[0]?.id);
}

/** The choices in the case's order, and nothing else; a number that is all but on a step is put on it. */
export function inOrder(numbers: Issues, settlement: Package): Package {
  const ordered: Package = {};
  for (const issue of numbers.issues) {
    const choice = Object.hasOwn(settlement, issue.id) ? settlement[issue.id] : undefined;
    if (choice !== undefined) ordered[issue.id] = isRange(issue) ? onStep(issue, Number(choice)) : choice;
  }
  return ordered;
}

const onStep = (issue: RangeIssue, value: number): number =>
  issue.step === undefined ? value : stepValue(issue, Math.round((value - issue.min) / issue.step));
