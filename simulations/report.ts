// An analysis as one plain object to print or store: the figures that the command line promises.
// Pure. Computes what scoring does not need (counts, baseline, opposition); reads no clock, so `elapsedMs` is the caller's.
import { type CompiledCase, packageAt } from './compiled.ts';
import { conflictOf } from './conflict.ts';
import { countPackages } from './count.ts';
import { allOptions, expectedPoints } from './expectation.ts';
import { capsBind, extremesOf } from './extremes.ts';
import { type Frontier, frontierChoices, frontierPoint } from './frontier.ts';
import { oppositionOf } from './opposition.ts';
import { type RandomBaseline, randomBaselineOf } from './random-baseline.ts';
import { feasibleTest } from './range-tests.ts';
import type { Numbers, Package } from './schema.ts';
import type { Analysis, Solution } from './solutions.ts';
import { countRational } from './tally.ts';

/** Up to this many packages counts and the random baseline are computed unasked. */
export const MOST_COUNTED = 1_000_000;
/** Tied points listed for each solution. */
const MOST_TIES_SHOWN = 100;
/** Branches looked at to count packages when asked. In larger spaces counting ends soon or not at all. */
const SEARCH_BRANCHES = 200_000_000;
const SEARCH_BRANCHES_AMONG_MANY = 1_000_000;
const MANY = 1e11;
/** Even when asked, the random baseline visits no more packages than this. */
const MOST_VISITED_IN_FULL = 1_000_000_000;

export type FrontierRow = { points: number[]; packages: number | null; package: Package };
/** `ties` counts distinct payoff points, also those beyond the 100 listed; null where they were not counted. */
export type SolutionReport = { value: number | null; points: number[][]; ties: number | null; package: Package };

export type AnalysisReport = {
  outcomes: number | string;
  roles: string[];
  mean: number[] | null;
  min: number[] | null;
  max: number[] | null;
  ideal: number[] | null;
  individuallyRational: number | null;
  feasibleUnderRule: number | null;
  frontier: { count: number; points: FrontierRow[] } | null;
  maxJoint: { value: number; points: number[][] } | null;
  maxJointSurplus: number | null;
  nash: SolutionReport | null;
  kalaiSmorodinsky: SolutionReport | null;
  egalitarian: SolutionReport | null;
  utilitarian: SolutionReport | null;
  opposition: number | null;
  conflict: number | null;
  randomBaseline: RandomBaseline | null;
  /** `enumeration`, `minkowski` or `branchAndBound`, followed by the notes where there are any. */
  method: string;
  notes: string[];
};

/** Everything that can be said of a case before anybody negotiates. `full`: counts and baseline beyond a million packages too. */
export function reportOf(analysis: Analysis, wish: { full?: boolean } = {}): AnalysisReport {
  const { numbers, compiled, solutions, frontier } = analysis;
  const counted = wish.full === true || compiled.outcomes <= MOST_COUNTED;
  const shown = (solution: Solution | null | undefined) => (solution ? solutionReport(numbers, solution) : null);
  const joint = shown(solutions?.maxJoint);
  const counts = counted ? countsOf(analysis) : { rational: null, feasible: null };
  const figures = {
    outcomes: outcomesOf(compiled),
    roles: compiled.roleIds,
    mean: meansOf(compiled),
    ...extremesOf(compiled),
    ideal: solutions?.ideal ? Array.from(solutions.ideal) : null,
    individuallyRational: counts.rational,
    feasibleUnderRule: counts.feasible,
    frontier: frontier && frontierReport(numbers, frontier),
    maxJoint: joint && { value: joint.value as number, points: joint.points },
    maxJointSurplus: solutions?.bestSurplus ?? null,
    nash: shown(solutions?.nash),
    kalaiSmorodinsky: shown(solutions?.kalaiSmorodinsky),
    egalitarian: shown(solutions?.egalitarian),
    utilitarian: shown(solutions?.utilitarian),
    opposition: oppositionOf(analysis),
    conflict: conflictOf(analysis),
    randomBaseline: counted && compiled.outcomes <= MOST_VISITED_IN_FULL ? randomBaselineOf(analysis) : null,
  };
  const notes = [...analysis.notes];
  if (counted && (counts.rational === null || counts.feasible === null))
    notes.push(`counts: ${compiled.outcomes.toPrecision(2)} packages are too many to count, also with --full`);
  if (!counted) notes.push('counts and random baseline: more than 1,000,000 packages, ask with --full');
  else if (compiled.outcomes > MOST_VISITED_IN_FULL) notes.push('random baseline: more than 10^9 packages');
  return { ...figures, method: [analysis.method, ...analysis.notes].join('; '), notes };
}

/** Under a unanimous rule what could be signed is R. */
function countsOf({ numbers, compiled, tally }: Analysis): { rational: number | null; feasible: number | null } {
  const budget = compiled.outcomes <= MANY ? SEARCH_BRANCHES : SEARCH_BRANCHES_AMONG_MANY;
  const rational = countRational(compiled, tally, budget);
  if (numbers.agreement.rule === 'unanimous') return { rational, feasible: rational };
  return { rational, feasible: countPackages(compiled, feasibleTest(numbers, compiled), budget) };
}

function outcomesOf({ outcomes, outcomesExact }: CompiledCase): number | string {
  return outcomes <= Number.MAX_SAFE_INTEGER ? outcomes : outcomesExact.toString();
}

/** Caps that no package reaches change no mean. */
function meansOf(compiled: CompiledCase): number[] | null {
  const free = capsBind(compiled) ? compiled : { ...compiled, caps: compiled.caps.map(() => Number.POSITIVE_INFINITY) };
  const means = expectedPoints(free, allOptions(compiled));
  return means && Array.from(means);
}

function solutionReport(numbers: Numbers, { value, points, choices, ties }: Solution): SolutionReport {
  return {
    value,
    points: points.slice(0, MOST_TIES_SHOWN).map((each) => Array.from(each)),
    ties,
    package: packageAt(numbers, choices[0] as Int32Array),
  };
}

function frontierReport(numbers: Numbers, frontier: Frontier): { count: number; points: FrontierRow[] } {
  const rows = Array.from({ length: frontier.count }, (_, k): FrontierRow => {
    const packages = frontier.packages?.[k] ?? Number.NaN;
    return {
      points: Array.from(frontierPoint(frontier, k)),
      packages: Number.isNaN(packages) ? null : packages,
      package: packageAt(numbers, frontierChoices(frontier, k)),
    };
  });
  return { count: frontier.count, points: rows };
}
