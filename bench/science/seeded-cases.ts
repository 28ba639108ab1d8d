// Cases for the bench, the same on every machine: independent integer points from 0 to 100, seeded.
// Knows numbers and seeds, no clock.
import type { Numbers } from '../../simulations/schema.ts';

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An additive case with these numbers of options per issue. */
export function additiveCase(roles: number, sizes: readonly number[], seed: number, reservationPoints = 0): Numbers {
  const random = seeded(seed);
  return {
    issues: sizes.map((size, issue) => ({
      id: `i${issue}`,
      options: Array.from({ length: size }, (_, option) => `o${option}`),
    })),
    roles: Array.from({ length: roles }, (_, role) => ({
      id: `r${role}`,
      reservationPoints,
      points: Object.fromEntries(
        sizes.map((size, issue) => [`i${issue}`, Array.from({ length: size }, () => Math.floor(random() * 101))]),
      ),
    })),
    interactions: [],
    agreement: { rule: 'unanimous' },
    comparablePoints: true,
  };
}

/** Ten integer issues from 0 to 9 and twenty random hyper-rectangles of one to four bounds for each of two roles: 10^10 packages. */
export function rectanglesCase(seed: number): Numbers {
  const random = seeded(seed);
  const whole = (below: number) => Math.floor(random() * below);
  const issues = Array.from({ length: 10 }, (_, index) => ({ id: `i${index}`, min: 0, max: 9, step: 1 }));
  const roles = ['p1', 'p2'];
  const bound = () => {
    const [one, other] = [whole(10), whole(10)];
    return { min: Math.min(one, other), max: Math.max(one, other) };
  };
  return {
    issues,
    roles: roles.map((id) => ({
      id,
      reservationPoints: 0,
      points: Object.fromEntries(issues.map((issue) => [issue.id, { at: 0, perUnit: 0 }])),
    })),
    interactions: roles.flatMap((role) =>
      Array.from({ length: 20 }, () => ({
        role,
        points: 1 + whole(100),
        when: Object.fromEntries(Array.from({ length: 1 + whole(4) }, () => [`i${whole(10)}`, bound()])),
      })),
    ),
    agreement: { rule: 'unanimous' },
    comparablePoints: true,
  };
}

/** Packages spread over a case, the same every time. */
export function somePackages({ issues }: Numbers, count: number): Record<string, string>[] {
  return Array.from({ length: count }, (_, k) =>
    Object.fromEntries(
      issues.map((issue, index) => [
        issue.id,
        'options' in issue
          ? (issue.options[(k * (index + 3) + index * index + Math.floor(k / 7)) % issue.options.length] ?? '')
          : '',
      ]),
    ),
  );
}
