// The questions that packages are counted by: rational, feasible, dominating, better or worse for everybody.
// Safe for the browser. Knows points and tolerances, nothing of how the counting is done.
import type { CompiledCase } from './compiled.ts';
import type { RangeTest, Verdict } from './count.ts';
import type { Numbers } from './schema.ts';
import { couldSign } from './signing.ts';

/** In R: every surplus ≥ 0. */
export function rationalTest({ reservation, tolerance }: CompiledCase): RangeTest {
  return (least, most) =>
    everyRole(reservation.length, (role) => reaches(least, most, role, (reservation[role] as number) - tolerance));
}

/** Worth the reservation points to enough roles for an agreement under the case's rule. */
export function feasibleTest(numbers: Numbers, { reservation, tolerance }: CompiledCase): RangeTest {
  return (least, most) => {
    const reached = (points: Float64Array) => (role: number) =>
      (points[role] as number) >= (reservation[role] as number) - tolerance;
    const answer = couldSign(numbers, reached(least), reached(most));
    return answer === 'yes' ? 'all' : answer === 'no' ? 'none' : 'some';
  };
}

/** Dominates `points`: at least as much for every role and more for one. */
export function dominatingTest(points: Float64Array, tolerance: number): RangeTest {
  return (least, most) => {
    const reached = everyRole(points.length, (role) =>
      reaches(least, most, role, (points[role] as number) - tolerance),
    );
    if (reached === 'none') return 'none';
    const more = someRole(points.length, (role) => exceeds(least, most, role, (points[role] as number) + tolerance));
    return both(reached, more);
  };
}

/** Worth more than `points` to every role. */
export function betterTest(points: Float64Array, tolerance: number): RangeTest {
  return (least, most) =>
    everyRole(points.length, (role) => exceeds(least, most, role, (points[role] as number) + tolerance));
}

/** Worth less than `points` to every role. */
export function worseTest(points: Float64Array, tolerance: number): RangeTest {
  return (least, most) =>
    everyRole(points.length, (role) => {
      const mark = (points[role] as number) - tolerance;
      return (most[role] as number) < mark ? 'all' : (least[role] as number) >= mark ? 'none' : 'some';
    });
}

function reaches(least: Float64Array, most: Float64Array, role: number, mark: number): Verdict {
  return (least[role] as number) >= mark ? 'all' : (most[role] as number) < mark ? 'none' : 'some';
}

function exceeds(least: Float64Array, most: Float64Array, role: number, mark: number): Verdict {
  return (least[role] as number) > mark ? 'all' : (most[role] as number) <= mark ? 'none' : 'some';
}

function everyRole(roles: number, verdict: (role: number) => Verdict): Verdict {
  let all: Verdict = 'all';
  for (let role = 0; role < roles; role++) {
    const one = verdict(role);
    if (one === 'none') return 'none';
    if (one === 'some') all = 'some';
  }
  return all;
}

function someRole(roles: number, verdict: (role: number) => Verdict): Verdict {
  let any: Verdict = 'none';
  for (let role = 0; role < roles; role++) {
    const one = verdict(role);
    if (one === 'all') return 'all';
    if (one === 'some') any = 'some';
  }
  return any;
}

function both(left: Verdict, right: Verdict): Verdict {
  if (left === 'none' || right === 'none') return 'none';
  return left === 'all' && right === 'all' ? 'all' : 'some';
}
