// What is measured, one row each: the clock, the case and what it is meant to be.
// Knows the science's functions; prints nothing.
import { performance } from 'node:perf_hooks';
import { analyse } from '../../simulations/analyse.ts';
import { compileCase } from '../../simulations/compiled.ts';
import { frontierOf } from '../../simulations/frontier.ts';
import type { Numbers } from '../../simulations/schema.ts';
import { scoreAgreement } from '../../simulations/score.ts';
import { countBySorting } from './plain-sort.ts';
import { additiveCase, rectanglesCase, somePackages } from './seeded-cases.ts';

/** `points`: of the frontier; `met` null where nothing was promised. */
export type Row = {
  what: string;
  packages: number | null;
  points: number | null;
  ms: number;
  meant: string;
  met: boolean | null;
};

const tens = (count: number) => Array.from({ length: count }, () => 10);

/** All measures, in a few seconds. */
export function measureAll(): Row[] {
  return [
    ...againstSorting(),
    frontierRow('two roles, 2,000,000 packages', additiveCase(2, [...tens(5), 20], 2), 5),
    frontierRow(
      'two roles, 20 issues × 100 options',
      additiveCase(
        2,
        Array.from({ length: 20 }, () => 100),
        3,
      ),
      100,
    ),
    frontierRow('three roles', additiveCase(3, tens(7), 4), 1000),
    frontierRow('four roles', additiveCase(4, tens(7), 5), 1000),
    ...[5, 6, 7].map((roles) => oneAgreement(roles)),
    analysisRow('two roles, 40 hyper-rectangles, seeded', rectanglesCase(6), 1000),
    manyTables('500 tables of two roles, 3,125 packages', additiveCase(2, [5, 5, 5, 5, 5], 7, 150)),
    manyTables('500 tables of two roles, 10^7 packages', additiveCase(2, tens(7), 8, 200)),
    manyTables('500 tables of four roles, 3,125 packages', additiveCase(4, [5, 5, 5, 5, 5], 9, 150)),
    manyTables('500 tables of four roles, 46,656 packages', additiveCase(4, [6, 6, 6, 6, 6, 6], 9, 150)),
    manyTables('500 tables of seven roles, 46,656 packages', additiveCase(7, [6, 6, 6, 6, 6, 6], 9, 150)),
  ];
}

/** Wall time of one call in ms: the least of several after a first that is not counted, since whatever else runs only adds to it. */
function timed(run: () => unknown, times = 7): number {
  run();
  const all = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...all);
}

function againstSorting(): Row[] {
  const numbers = additiveCase(2, tens(7), 1);
  const start = performance.now();
  const points = countBySorting(numbers);
  const sorting = performance.now() - start;
  const compiled = compileCase(numbers);
  const ours = timed(() => frontierOf(compiled), 21);
  const same = frontierOf(compiled).frontier?.count === points;
  const ratio = sorting / ours;
  return [
    {
      what: 'two roles, enumerating and sorting every package',
      packages: compiled.outcomes,
      points,
      ms: sorting,
      meant: '',
      met: null,
    },
    {
      what: `two roles, Minkowski: ${Math.round(ratio)} times as fast`,
      packages: compiled.outcomes,
      points,
      ms: ours,
      meant: '500 times',
      met: same && ratio >= 500,
    },
  ];
}

function frontierRow(what: string, numbers: Numbers, limitMs: number): Row {
  const compiled = compileCase(numbers);
  const ms = timed(() => frontierOf(compiled));
  return {
    what,
    packages: compiled.outcomes,
    points: frontierOf(compiled).frontier?.count ?? null,
    ms,
    meant: `${limitMs} ms`,
    met: ms < limitMs,
  };
}

/** S*, KS and the rest of the solutions, then L and the dominating packages of one agreement, from nothing and without frontier. */
function oneAgreement(roles: number): Row {
  const numbers = additiveCase(roles, [20, 20, 10, 10, 10], roles, 150);
  const [settlement = {}] = somePackages(numbers, 2).slice(1);
  const run = () => scoreAgreement(analyse(numbers), settlement);
  const ms = timed(run, 5);
  return {
    what: `${roles} roles, one agreement from nothing`,
    packages: 400_000,
    points: null,
    ms,
    meant: '150 ms',
    met: ms < 150,
  };
}

/** Frontier and solutions of a case. */
export function analysisRow(what: string, numbers: Numbers, limitMs: number): Row {
  const ms = timed(() => analyse(numbers), 3);
  const { compiled, frontier } = analyse(numbers);
  return {
    what,
    packages: compiled.outcomes,
    points: frontier?.count ?? null,
    ms,
    meant: `${limitMs} ms`,
    met: frontier !== null && ms < limitMs,
  };
}

function manyTables(what: string, numbers: Numbers): Row {
  const analysis = analyse(numbers);
  const packages = somePackages(numbers, 500);
  const ms = timed(() => packages.map((settlement) => scoreAgreement(analysis, settlement)));
  return {
    what,
    packages: analysis.compiled.outcomes,
    points: analysis.frontier?.count ?? null,
    ms,
    meant: '50 ms',
    met: ms < 50,
  };
}
