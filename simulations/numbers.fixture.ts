// Random and fixed cases for tests: small enough that every package can be looked at by hand.
// Serves tests only.
import fc from 'fast-check';
import { settlements } from './grid.ts';
import { allPoints } from './payoff.ts';
import { type Numbers, numbersSchema, type Package } from './schema.ts';

/** Points that tie often: few integers, or halves and thirds whose sums round differently. */
const points = {
  integer: fc.integer({ min: -3, max: 12 }),
  float: fc.integer({ min: -9, max: 36 }).map((n) => n / 3 + 0.1),
};

export type Shape = {
  roles?: [number, number];
  issues?: [number, number];
  kind?: 'integer' | 'float';
  interactions?: number;
};

/** Random numbers files: 2 to 4 roles, 1 to 6 issues with 1 to 4 options, reservation points that some packages reach. */
export function numbersArbitrary({
  roles = [2, 4],
  issues = [1, 6],
  kind,
  interactions = 0,
}: Shape = {}): fc.Arbitrary<Numbers> {
  const kinds = kind ? fc.constant(kind) : fc.constantFrom('integer' as const, 'float' as const);
  return fc
    .tuple(
      fc.integer({ min: roles[0], max: roles[1] }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: issues[0], maxLength: issues[1] }),
      kinds,
    )
    .chain(([roleCount, sizes, chosen]) => {
      const one = points[chosen];
      const table = fc.tuple(...sizes.map((size) => fc.array(one, { minLength: size, maxLength: size })));
      const extras = fc.array(
        fc.record({
          role: fc.nat(roleCount - 1),
          when: fc.array(fc.tuple(fc.nat(sizes.length - 1), fc.nat(3)), { minLength: 1, maxLength: 3 }),
          points: one,
        }),
        { maxLength: interactions },
      );
      const reservations = fc.array(fc.integer({ min: -4, max: 10 }), { minLength: roleCount, maxLength: roleCount });
      return fc
        .tuple(fc.array(table, { minLength: roleCount, maxLength: roleCount }), reservations, extras)
        .map(([tables, reserved, extra]) =>
          numbersSchema.parse({
            issues: sizes.map((size, index) => ({
              id: `i${index}`,
              options: Array.from({ length: size }, (_, k) => `o${k}`),
            })),
            roles: tables.map((own, role) => ({
              id: `r${role}`,
              reservationPoints: reserved[role],
              points: Object.fromEntries(own.map((each, index) => [`i${index}`, each])),
            })),
            interactions: extra.map(({ role, when, points: worth }) => ({
              role: `r${role}`,
              when: Object.fromEntries(
                when.map(([issue, option]) => [`i${issue}`, `o${option % (sizes[issue] ?? 1)}`]),
              ),
              points: worth,
            })),
          }),
        );
    });
}

/** Every package of a case with its points, straight from the definition. */
export function everyPackage(numbers: Numbers): { settlement: Package; points: number[] }[] {
  let packages: Package[] = [{}];
  for (const issue of numbers.issues)
    packages = packages.flatMap((partial) => settlements(issue).map((choice) => ({ ...partial, [issue.id]: choice })));
  return packages.map((settlement) => ({ settlement, points: allPoints(numbers, settlement) }));
}

export const NEAR = 1e-7;

/** Whether `left` dominates `right`. */
export function dominates(left: readonly number[], right: readonly number[]): boolean {
  return (
    left.every((each, role) => each >= (right[role] ?? 0) - NEAR) &&
    left.some((each, role) => each > (right[role] ?? 0) + NEAR)
  );
}

/** The distinct undominated points, by comparing all with all. */
export function bruteFrontier(all: readonly { points: number[] }[]): { points: number[]; packages: number }[] {
  const found: { points: number[]; packages: number }[] = [];
  for (const { points: own } of all) {
    if (all.some(({ points: other }) => dominates(other, own))) continue;
    const known = found.find(({ points: other }) =>
      other.every((each, role) => Math.abs(each - (own[role] ?? 0)) <= NEAR),
    );
    if (known) known.packages++;
    else found.push({ points: own, packages: 1 });
  }
  return found;
}

/** Whether a package is worth at least the reservation points to everybody. */
export function inR(numbers: Numbers, own: readonly number[]): boolean {
  return numbers.roles.every(({ reservationPoints }, role) => (own[role] ?? 0) >= reservationPoints - NEAR);
}

/** A buyer and a seller: price is disputed, weeks are a trade, warranty suits both. Small enough to do by hand. */
export function saleNumbers(): Numbers {
  return numbersSchema.parse({
    issues: [
      { id: 'price', options: ['low', 'middle', 'high'] },
      { id: 'weeks', min: 0, max: 4, step: 1 },
      { id: 'warranty', options: ['none', 'full'] },
    ],
    roles: [
      {
        id: 'buyer',
        reservationPoints: 20,
        points: { price: [40, 20, 0], weeks: { at: 40, perUnit: -10 }, warranty: [0, 10] },
      },
      {
        id: 'seller',
        reservationPoints: 20,
        points: { price: [0, 20, 40], weeks: { at: 0, perUnit: 5 }, warranty: [0, 5] },
      },
    ],
  });
}
