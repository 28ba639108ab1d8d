// Where solutions are looked for: the frontier if there is one, else every package.
// Safe for the browser. Knows compiled cases and frontiers, nothing of the figures that are maximised.
import type { Interest } from './branch-rest.ts';
import type { CompiledCase } from './compiled.ts';
import { type Visitor, visitPackages } from './enumeration.ts';
import { type Frontier, frontierChoices, frontierPoint } from './frontier.ts';

/** Without a frontier, solutions are found by looking at every package, up to this many. */
export const MOST_VISITED = 20_000_000;

/**
 * Calls the visitor with packages among which every figure that grows with everybody's points has its maxima; those that are
 * of no interest may be left out.
 */
export type Source = (visit: Visitor, interest: Interest) => void;

/** Null where the frontier is not known and there are too many packages to visit. */
export function sourceOf(compiled: CompiledCase, frontier: Frontier | null): Source | null {
  if (frontier) return (visit) => visitFrontier(frontier, visit);
  return compiled.outcomes <= MOST_VISITED ? (visit, interest) => visitPackages(compiled, visit, interest) : null;
}

/** Visits every frontier point with one package that has it. */
export function visitFrontier(frontier: Frontier, visit: Visitor): void {
  for (let k = 0; k < frontier.count; k++) visit(frontierPoint(frontier, k), frontierChoices(frontier, k));
}
