// Everything about a case that does not depend on what was agreed, computed once and kept.
// Pure and plain: an analysis can be posted between workers. Runs for longer than a frame: use a worker where people wait.
import { compileCase, isAdditive } from './compiled.ts';
import { frontierOf } from './frontier.ts';
import { pairsOf } from './pairs.ts';
import type { Numbers } from './schema.ts';
import { type Analysis, solve } from './solutions.ts';
import { solvePairs } from './solve-pairs.ts';
import { MOST_VISITED, sourceOf } from './source.ts';
import { tallyOf } from './tally.ts';

/** From this many roles on, scoring looks at packages instead of building a frontier that may hold most of them. */
const ROLES_WITHOUT_FRONTIER = 5;
/** Points of half a frontier, where the whole is too long. */
const MOST_HALF_POINTS = 500_000;
/** Up to this many packages even they get one. */
const SMALL_CASE = 20_000;

/**
 * Analyses the numbers of a case without faults (`shapeFaults`). `frontier: 'always'` builds it for five and more roles too;
 * by default scoring those does without. Cost: see docs/science.md, by frontier size, not by packages.
 */
export function analyse(numbers: Numbers, wish: { frontier?: 'always' | 'forScoring' } = {}): Analysis {
  const compiled = compileCase(numbers);
  const skips =
    wish.frontier !== 'always' &&
    compiled.roleIds.length >= ROLES_WITHOUT_FRONTIER &&
    compiled.outcomes > SMALL_CASE &&
    compiled.outcomes <= MOST_VISITED;
  const answer = skips
    ? { method: 'enumeration' as const, frontier: null, reason: 'not needed to score this case' }
    : frontierOf(compiled);
  const source = sourceOf(compiled, answer.frontier);
  const pairs =
    source === null && compiled.roleIds.length === 2 && isAdditive(compiled)
      ? pairsOf(compiled, compiled.tolerance / 1000, MOST_HALF_POINTS)
      : null;
  const solved = source ? { solutions: solve(compiled, source), notes: [] } : pairs && solvePairs(compiled, pairs);
  const notes = compiled.steppedIssues.map((id) => `${id} has no step: looked at in 1,001 steps`);
  if (answer.reason !== null) notes.push(`frontier: ${answer.reason}`);
  if (solved) notes.push(...solved.notes);
  else notes.push(`solutions: no frontier, and more than ${MOST_VISITED.toLocaleString('en')} packages`);
  return {
    numbers,
    compiled,
    method: answer.frontier || source === null ? answer.method : 'enumeration',
    frontier: answer.frontier,
    solutions: solved?.solutions ?? null,
    pairs,
    tally: tallyOf(compiled, solved?.solutions.weights ?? null),
    notes,
  };
}
