// What a package is worth to a role, and what is wrong with a package. The one definition of a payoff.
// Safe for the browser. Knows nothing of frontiers, scores, tables or people.
import { type Fault, listed } from './fault.ts';
import { isRange, type NumberIssue, onRange, type RangeIssue, sameStep, settlements } from './grid.ts';
import type { Choice, Interaction, IssuePoints, Numbers, Package } from './schema.ts';

/** The part of a case that payoffs need. A seat's own view can be written like this, with one role in it. */
export type PayoffNumbers = Pick<Numbers, 'issues' | 'roles' | 'interactions'>;
export type PayoffRole = PayoffNumbers['roles'][number];
type Condition = Interaction['when'][string];

/**
 * Points of one role for a whole package: the sum over issues, plus every interaction whose conditions all hold
 * (additive value functions: Raiffa 1982; Keeney & Raiffa 1976), never more than the role's `capPoints`.
 * The package must have no faults (`packageFaults`); a choice that the case does not know is a RangeError.
 */
export function pointsOf(numbers: PayoffNumbers, role: string | number, settlement: Package): number {
  const { points, missing } = partialPoints(numbers, role, settlement);
  if (missing.length > 0) throw new RangeError(`no choice for ${listed(missing)}`);
  return points;
}

/** Points of every role, in role order. */
export function allPoints(numbers: PayoffNumbers, settlement: Package): number[] {
  return numbers.roles.map((_, index) => pointsOf(numbers, index, settlement));
}

/**
 * What the choices made so far add up to for one role, and which issues are still open (ids, in file order).
 * An interaction counts as soon as all of its issues are chosen and its conditions hold.
 */
export function partialPoints(
  numbers: PayoffNumbers,
  role: string | number,
  settlement: Package,
): { points: number; missing: string[] } {
  const payoffs = roleOf(numbers, role);
  const missing: string[] = [];
  let points = 0;
  for (const issue of numbers.issues) {
    const choice = ownChoice(settlement, issue.id);
    if (choice === undefined) missing.push(issue.id);
    else points += issuePoints(issue, payoffs.points[issue.id], choice);
  }
  for (const interaction of numbers.interactions) {
    if (interaction.role === payoffs.id && interactionHolds(numbers, interaction, settlement))
      points += interaction.points;
  }
  return { points: Math.min(points, payoffs.capPoints ?? Number.POSITIVE_INFINITY), missing };
}

/** Points of one choice on one issue. */
export function issuePoints(issue: NumberIssue, points: IssuePoints | undefined, choice: Choice): number {
  if (points === undefined) throw new RangeError(`no points for issue ${issue.id}`);
  if (isRange(issue)) {
    if (typeof choice !== 'number' || Array.isArray(points))
      throw new RangeError(`${issue.id}: ${choice} is not a number of the range`);
    return points.at + points.perUnit * (choice - issue.min);
  }
  const worth = Array.isArray(points) ? points[issue.options.indexOf(String(choice))] : undefined;
  if (worth === undefined) throw new RangeError(`${issue.id}: ${choice} is no option`);
  return worth;
}

/** Everything that keeps a package from being one option for every issue; empty when it is one. */
export function packageFaults(numbers: Pick<Numbers, 'issues'>, settlement: Package): Fault[] {
  const faults: Fault[] = [];
  for (const issue of numbers.issues) {
    const fault = choiceFault(issue, ownChoice(settlement, issue.id));
    if (fault) faults.push(fault);
  }
  const known = new Set(numbers.issues.map((issue) => issue.id));
  for (const id of Object.keys(settlement)) {
    if (!known.has(id))
      faults.push({ path: id, message: 'no such issue', mend: `the issues are ${listed([...known])}` });
  }
  return faults;
}

/** Whether every condition of an interaction is chosen and holds. */
export function interactionHolds(
  numbers: Pick<Numbers, 'issues'>,
  interaction: Interaction,
  settlement: Package,
): boolean {
  return Object.entries(interaction.when).every(([issueId, condition]) => {
    const issue = numbers.issues.find((candidate) => candidate.id === issueId);
    const choice = ownChoice(settlement, issueId);
    return issue !== undefined && choice !== undefined && conditionHolds(issue, condition, choice);
  });
}

/** Whether one choice meets one condition: the same option or number, or a number within a closed interval. */
export function conditionHolds(issue: NumberIssue, condition: Condition, choice: Choice): boolean {
  if (!isRange(issue)) return condition === choice;
  if (typeof choice !== 'number' || typeof condition === 'string') return false;
  if (typeof condition === 'number') return sameStep(issue, condition, choice);
  return withinInterval(issue, condition, choice);
}

function withinInterval(range: RangeIssue, interval: { min: number; max: number }, value: number): boolean {
  const above = value >= interval.min || sameStep(range, value, interval.min);
  return above && (value <= interval.max || sameStep(range, value, interval.max));
}

function choiceFault(issue: NumberIssue, choice: Choice | undefined): Fault | null {
  const path = issue.id;
  if (choice === undefined) return { path, message: 'nothing chosen', mend: choosable(issue) };
  if (isRange(issue)) {
    if (typeof choice === 'number' && onRange(issue, choice)) return null;
    return { path, message: `${JSON.stringify(choice)} is not in the range`, mend: choosable(issue) };
  }
  if (typeof choice === 'string' && issue.options.includes(choice)) return null;
  return { path, message: `${JSON.stringify(choice)} is no option`, mend: choosable(issue) };
}

function choosable(issue: NumberIssue): string {
  if (!isRange(issue)) return `choose one of ${listed(settlements(issue))}`;
  const steps = issue.step === undefined ? '' : ` in steps of ${issue.step}`;
  return `choose a number from ${issue.min} to ${issue.max}${steps}`;
}

function roleOf(numbers: PayoffNumbers, role: string | number): PayoffRole {
  const found =
    typeof role === 'number' ? numbers.roles[role] : numbers.roles.find((candidate) => candidate.id === role);
  if (!found) throw new RangeError(`no role ${role}`);
  return found;
}

/** Packages come from outside: an issue called `constructor` must not find Object's own. */
function ownChoice(settlement: Package, issueId: string): Choice | undefined {
  return Object.hasOwn(settlement, issueId) ? settlement[issueId] : undefined;
}
