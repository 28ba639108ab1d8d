// The frontier as it is usually found: look at every package, sort them all, sweep. What ours is measured against.
// Knows two roles with integer points.
import type { Numbers } from '../../simulations/schema.ts';

/** How many frontier points a case with two roles has. One key a package, so that the sort is the fastest there is. */
export function countBySorting(numbers: Numbers): number {
  const tables = numbers.roles.map((role) =>
    numbers.issues.map((issue) => Float64Array.from(role.points[issue.id] as number[])),
  );
  const total = numbers.issues.reduce((product, issue) => product * ('options' in issue ? issue.options.length : 1), 1);
  const [first, second] = tables as [Float64Array[], Float64Array[]];
  const shift = 65_536;
  const keys = new Float64Array(total);
  let filled = 0;
  const enumerate = (issue: number, own: number, other: number) => {
    const mine = first[issue];
    const theirs = second[issue];
    if (!mine || !theirs) {
      keys[filled++] = own * shift + other;
      return;
    }
    for (let option = 0; option < mine.length; option++)
      enumerate(issue + 1, own + (mine[option] ?? 0), other + (theirs[option] ?? 0));
  };
  enumerate(0, 0, 0);
  keys.sort();
  return sweep(keys, shift);
}

function sweep(keys: Float64Array, shift: number): number {
  let best = -1;
  let count = 0;
  for (let k = keys.length - 1; k >= 0; k--) {
    const second = (keys[k] ?? 0) % shift;
    if (second > best) {
      best = second;
      count++;
    }
  }
  return count;
}
