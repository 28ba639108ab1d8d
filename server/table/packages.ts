// Whether a package is one that the case knows, as a rejection that names the issue. Looks at choices, never at points.
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

/** The choices in the case's order, and nothing else. */
export function inOrder(numbers: Issues, settlement: Package): Package {
  const ordered: Package = {};
  for (const { id } of numbers.issues) {
    const choice = Object.hasOwn(settlement, id) ? settlement[id] : undefined;
    if (choice !== undefined) ordered[id] = choice;
  }
  return ordered;
}
