// The least and the most points any package can bring one role, for the bar that own points are drawn on.
// Pure; looks at one role's points only.
import { settlements } from '../../simulations/grid.ts';
import { partialPoints, pointsOf } from '../../simulations/payoff.ts';
import type { Choice, Numbers, Package } from '../../simulations/schema.ts';

export type Bounds = { least: number; most: number };

/** Beyond this many combinations of issues that interact, the bounds may lie wider than any package reaches. */
const mostCombinations = 200_000;
const kept = new WeakMap<Numbers, Map<string, Bounds>>();

export function pointsBounds(numbers: Numbers, role: string): Bounds {
  const bounds = kept.get(numbers) ?? new Map<string, Bounds>();
  kept.set(numbers, bounds);
  const known = bounds.get(role) ?? computed(numbers, role);
  bounds.set(role, known);
  return known;
}

/** What was found elsewhere, so that it need not be found again here. */
export function rememberBounds(numbers: Numbers, role: string, found: Bounds): void {
  const bounds = kept.get(numbers) ?? new Map<string, Bounds>();
  kept.set(numbers, bounds.set(role, found));
}

/** Issues that no interaction of this role names add up by themselves; the others are tried together. */
function computed(numbers: Numbers, role: string): Bounds {
  const own = numbers.interactions.filter((interaction) => interaction.role === role);
  const interacting = new Set(own.flatMap((interaction) => Object.keys(interaction.when)));
  const choices = numbers.issues.map((issue) => ({ id: issue.id, choices: settlements(issue) }));
  const together = choices.filter(({ id }) => interacting.has(id));
  const alone = choices.filter(({ id }) => !interacting.has(id));
  const plain = { ...numbers, interactions: [] };
  const worth = (settlement: Package) => partialPoints(plain, role, settlement).points;
  const best = (sign: 1 | -1): Package =>
    Object.fromEntries(
      alone.map((issue) => [issue.id, extreme(issue.choices, (choice) => sign * worth({ [issue.id]: choice }))]),
    );
  const [low, high] = [best(-1), best(1)];
  if (together.reduce((product, issue) => product * issue.choices.length, 1) > mostCombinations)
    return loose(numbers, role, worth);
  const bounds = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
  for (const settlement of combinations(together)) {
    bounds.least = Math.min(bounds.least, pointsOf(numbers, role, { ...low, ...settlement }));
    bounds.most = Math.max(bounds.most, pointsOf(numbers, role, { ...high, ...settlement }));
  }
  return bounds;
}

function extreme(choices: readonly Choice[], worth: (choice: Choice) => number): Choice {
  return choices.reduce((best, choice) => (worth(choice) > worth(best) ? choice : best));
}

function loose(numbers: Numbers, role: string, worth: (settlement: Package) => number): Bounds {
  const bounds = { least: 0, most: 0 };
  for (const issue of numbers.issues) {
    const points = settlements(issue).map((choice) => worth({ [issue.id]: choice }));
    bounds.least += points.reduce((least, each) => Math.min(least, each));
    bounds.most += points.reduce((most, each) => Math.max(most, each));
  }
  for (const { role: of, points } of numbers.interactions) {
    if (of !== role) continue;
    bounds.least += Math.min(0, points);
    bounds.most += Math.max(0, points);
  }
  return bounds;
}

function* combinations(issues: { id: string; choices: Choice[] }[], chosen: Package = {}): Generator<Package> {
  const [issue, ...rest] = issues;
  if (!issue) yield chosen;
  else for (const choice of issue.choices) yield* combinations(rest, { ...chosen, [issue.id]: choice });
}
