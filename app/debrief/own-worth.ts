// What packages were worth to oneself, from one's own confidential points. Knows nobody else's points: the view has none.
import type { OwnCase, PublicCase } from '../../server/protocol/case-view.ts';
import { type PayoffNumbers, pointsOf } from '../../simulations/payoff.ts';
import type { Package } from '../../simulations/schema.ts';

type Worth = NonNullable<OwnCase['worth']>;

/** A case of one role, with one's own points in it. */
function ownNumbers({ issues }: Pick<PublicCase, 'issues'>, role: string, worth: Worth): PayoffNumbers {
  return {
    issues: issues.map((issue) =>
      'options' in issue
        ? { id: issue.id, options: issue.options.map(({ id }) => id) }
        : {
            id: issue.id,
            min: issue.range.min,
            max: issue.range.max,
            ...(issue.range.step === undefined ? {} : { step: issue.range.step }),
          },
    ),
    roles: [{ id: role, reservationPoints: worth.reservationPoints, points: worth.points }],
    interactions: worth.interactions,
  };
}

/** Own points of a package; null where own points are not shown in this round. */
export function ownPoints(
  publicCase: Pick<PublicCase, 'issues'>,
  own: OwnCase | null,
  settlement: Package,
): number | null {
  return own?.worth ? pointsOf(ownNumbers(publicCase, own.role, own.worth), own.role, settlement) : null;
}
