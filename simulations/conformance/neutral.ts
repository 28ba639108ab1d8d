// Reads the neutral form of published cases (neutral-negotiation-domain/1) as the numbers of a case.
// Knows that form alone; the files themselves stay outside the project.
import { z } from 'zod';
import type { Numbers } from '../schema.ts';

const issueSchema = z.looseObject({
  id: z.string(),
  options: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
const constraintSchema = z.looseObject({
  utility: z.number(),
  weight: z.number().default(1),
  mode: z.string().default('include'),
  bounds: z.array(z.looseObject({ issue: z.string(), min: z.number(), max: z.number() })),
});
const additiveSchema = z.looseObject({ kind: z.literal('additive'), table: z.record(z.string(), z.array(z.number())) });
const rectanglesSchema = z.looseObject({
  kind: z.literal('hyperrectangles'),
  maxUtility: z.number(),
  constraints: z.array(constraintSchema),
});

/** One case; keys beyond these (sources, weights, raw figures) are passed over. */
export const neutralSchema = z.looseObject({
  schema: z.literal('neutral-negotiation-domain/1'),
  id: z.string(),
  roles: z.array(z.string()).min(2),
  issues: z.array(issueSchema).min(1),
  payoffs: z.record(z.string(), z.union([additiveSchema, rectanglesSchema])),
  reservation: z.record(z.string(), z.number()).default({}),
  agreementRule: z.looseObject({ veto: z.array(z.string()).default([]), minAccepting: z.number() }).optional(),
});
export type Neutral = z.infer<typeof neutralSchema>;
type Payoff = Neutral['payoffs'][string];

/**
 * The numbers of a neutral case. Hyper-rectangles become interactions of utility / maxUtility, with the points capped at 1; an
 * integer issue of an additive case becomes its listed options, since its table is the definition. Throws on what it cannot
 * carry exactly: weights of constraints other than 1, modes other than include.
 */
export function numbersOfNeutral(neutral: Neutral): Numbers {
  const additive = neutral.roles.every((role) => neutral.payoffs[role]?.kind === 'additive');
  return {
    issues: neutral.issues.map((issue) => numberIssue(issue, additive)),
    roles: neutral.roles.map((role) => {
      const payoff = payoffOf(neutral, role);
      return {
        id: role,
        reservationPoints: neutral.reservation[role] ?? 0,
        points: Object.fromEntries(neutral.issues.map(({ id }) => [id, pointsOn(neutral, payoff, id)])),
        ...(payoff.kind === 'hyperrectangles' ? { capPoints: 1 } : {}),
      };
    }),
    interactions: neutral.roles.flatMap((role) => interactionsOf(role, payoffOf(neutral, role))),
    agreement: neutral.agreementRule
      ? {
          rule: 'atLeast',
          count: neutral.agreementRule.minAccepting,
          veto: neutral.agreementRule.veto,
          outside: 'package',
        }
      : { rule: 'unanimous' },
    comparablePoints: true,
  };
}

function payoffOf({ id, payoffs }: Neutral, role: string): Payoff {
  const payoff = payoffs[role];
  if (!payoff) throw new RangeError(`${id}: no payoffs for ${role}`);
  return payoff;
}

function numberIssue(
  { id, options, min, max }: Neutral['issues'][number],
  additive: boolean,
): Numbers['issues'][number] {
  if (options && (additive || min === undefined)) return { id, options };
  if (min === undefined || max === undefined) throw new RangeError(`issue ${id} has neither options nor bounds`);
  if (additive) return { id, options: Array.from({ length: max - min + 1 }, (_, k) => String(min + k)) };
  return { id, min, max, step: 1 };
}

function pointsOn(neutral: Neutral, payoff: Payoff, id: string): Numbers['roles'][number]['points'][string] {
  if (payoff.kind === 'hyperrectangles') {
    const options = neutral.issues.find((issue) => issue.id === id);
    return options?.min === undefined ? (options?.options ?? []).map(() => 0) : { at: 0, perUnit: 0 };
  }
  const points = payoff.table[id];
  if (!points) throw new RangeError(`${neutral.id}: no table for ${id}`);
  return points;
}

function interactionsOf(role: string, payoff: Payoff): Numbers['interactions'] {
  if (payoff.kind === 'additive') return [];
  return payoff.constraints.map(({ utility, weight, mode, bounds }) => {
    if (weight !== 1 || mode !== 'include')
      throw new RangeError(
        `a constraint of ${role} has weight ${weight} and mode ${mode}: only 1 and include are known`,
      );
    return {
      role,
      points: utility / payoff.maxUtility,
      when: Object.fromEntries(bounds.map(({ issue, min, max }) => [issue, { min, max }])),
    };
  });
}
