// The few figures of a case that a debrief opens. Reads the analysis; knows no session, table or person.

import { packageAt } from '../../simulations/compiled.ts';
import { frontierPoint } from '../../simulations/frontier.ts';
import type { IssuePoints, Package, Role, Simulation } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';

export type Pair = [number, number];

/** A line is drawn through no more points than this: it goes to every table and every screen. */
const mostDrawn = 500;

/**
 * Two roles: surplus points of both on the frontier, in its order; of a long one, points evenly apart with both ends.
 * Empty where it is not known.
 */
export function frontierSurplus({ analysis, numbers }: CaseFile): Pair[] {
  const { frontier } = analysis;
  if (frontier === null || numbers.roles.length !== 2) return [];
  const drawn = Math.min(frontier.count, mostDrawn);
  const apart = drawn < 2 ? 0 : (frontier.count - 1) / (drawn - 1);
  return Array.from({ length: drawn }, (_, k) => surplusPair(numbers, frontierPoint(frontier, Math.round(k * apart))));
}

/** Two roles: surplus points of both at the Nash solution, the mean where several tie; null where there is none. */
export function nashSurplus({ analysis, numbers }: CaseFile): Pair | null {
  const nash = analysis.solutions?.nash;
  if (!nash || nash.points.length === 0 || numbers.roles.length !== 2) return null;
  return surplusPair(numbers, nash.mean);
}

function surplusPair({ roles }: CaseFile['numbers'], points: ArrayLike<number>): Pair {
  return [(points[0] ?? 0) - (roles[0]?.reservationPoints ?? 0), (points[1] ?? 0) - (roles[1]?.reservationPoints ?? 0)];
}

/** One package on the frontier that shares well (Kalai & Smorodinsky 1975); null where there is no room for a deal. */
export function fairPackage({ analysis, numbers }: CaseFile): Package | null {
  const choices = analysis.solutions?.kalaiSmorodinsky?.choices[0];
  return choices === undefined ? null : packageAt(numbers, choices);
}

/** Issue ids by how much lies between the best and the worst settlement for this role, most first. */
export function prioritiesOf({ issues }: Simulation, role: Role): string[] {
  const weighed = issues.map((issue) => {
    const span = 'range' in issue ? issue.range.max - issue.range.min : 0;
    return { id: issue.id, weight: spreadOf(role.points[issue.id], span) };
  });
  return weighed.sort((one, other) => other.weight - one.weight).map(({ id }) => id);
}

function spreadOf(points: IssuePoints | undefined, span: number): number {
  if (points === undefined) return 0;
  return Array.isArray(points) ? Math.max(...points) - Math.min(...points) : Math.abs(points.perUnit) * span;
}
