// The shape of a simulation: roles, issues, payoffs, texts. The one place where a case file is parsed.
// Pure: zod only. Knows nothing of tables, sessions, files or screens.
import { z } from 'zod';

/** Identifiers in case files: lower-case, digits and hyphens, so that they can stand in URLs and reports. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and hyphens, at most 40');
/** Numbers files (research) may carry any label as an identifier. */
const looseIdSchema = z.string().min(1).max(200);

/** Dutch and English side by side; both are written, neither is a translation left for later. */
export const bilingualSchema = z.strictObject({ nl: z.string().trim().min(1), en: z.string().trim().min(1) });
export type Bilingual = z.infer<typeof bilingualSchema>;

/** One settlement per issue: an option id, or a number for a range issue. */
export type Choice = string | number;
/** A package: one choice for every issue, by issue id. */
export type Package = Record<string, Choice>;

// --- the numbers: all that analysis and scoring need -----------------------------------------------------------

/** Additive payoff of one role on one issue: points in the order of the options, or linear over a range
 *  (`at` = points of the range's `min`, `perUnit` = points for each unit above it). */
export const issuePointsSchema = z.union([
  z.array(z.number()).min(1),
  z.strictObject({ at: z.number(), perUnit: z.number() }),
]);
export type IssuePoints = z.infer<typeof issuePointsSchema>;

const conditionSchema = z.union([z.string(), z.number(), z.strictObject({ min: z.number(), max: z.number() })]);
/** Extra points of one role where every condition holds (exact choice, or a closed interval on a range). */
export const interactionSchema = z.strictObject({
  role: looseIdSchema,
  when: z.record(looseIdSchema, conditionSchema),
  points: z.number(),
});
export type Interaction = z.infer<typeof interactionSchema>;

/** Who must sign: everybody, or at least `count` roles with every `veto` among them. `outside` says what a role that did not sign gets. */
export const agreementRuleSchema = z.union([
  z.strictObject({ rule: z.literal('unanimous') }),
  z.strictObject({
    rule: z.literal('atLeast'),
    count: z.int().min(1).max(7),
    veto: z.array(looseIdSchema).default([]),
    outside: z.enum(['package', 'reservation']).default('package'),
  }),
]);
export type AgreementRule = z.infer<typeof agreementRuleSchema>;

const rangeShape = { min: z.number(), max: z.number(), step: z.number().positive().optional() };

export const numbersSchema = z.strictObject({
  issues: z
    .array(
      z.union([
        z.strictObject({ id: looseIdSchema, options: z.array(looseIdSchema).min(1) }),
        z.strictObject({ id: looseIdSchema, ...rangeShape }),
      ]),
    )
    .min(1),
  roles: z
    .array(
      z.strictObject({
        id: looseIdSchema,
        reservationPoints: z.number(),
        points: z.record(looseIdSchema, issuePointsSchema),
        /** No package is worth more to this role than this: published cases with overlapping interactions cap their sums. */
        capPoints: z.number().optional(),
      }),
    )
    .min(2)
    .max(7),
  interactions: z.array(interactionSchema).default([]),
  agreement: agreementRuleSchema.default({ rule: 'unanimous' }),
  comparablePoints: z.boolean().default(true),
});
/** Only the numbers of a case. Issue, role and option order is the file's order everywhere. */
export type Numbers = z.infer<typeof numbersSchema>;

// --- the full simulation: numbers plus everything people read ------------------------------------------------------

const issueTexts = {
  id: idSchema,
  name: bilingualSchema,
  /** One or two sentences, public to every role. */
  explanation: bilingualSchema,
};
export const issueSchema = z.union([
  z.strictObject({
    ...issueTexts,
    options: z
      .array(z.strictObject({ id: idSchema, label: bilingualSchema }))
      .min(2)
      .max(12),
  }),
  z.strictObject({ ...issueTexts, range: z.strictObject({ ...rangeShape, unit: bilingualSchema }) }),
]);
export type Issue = z.infer<typeof issueSchema>;

/** A hidden reason behind a role's payoffs. Its holder may tell it at the table. */
export const interestSchema = z.strictObject({
  id: idSchema,
  text: bilingualSchema,
  /** Issues whose points this interest explains. */
  issues: z.array(idSchema).default([]),
});
export type Interest = z.infer<typeof interestSchema>;

export const roleSchema = z.strictObject({
  id: idSchema,
  /** Public: how everybody at the table calls this role. */
  name: bilingualSchema,
  /** Confidential: who you are and what you want, three short lines. */
  who: bilingualSchema,
  /** Confidential: the story, paragraphs separated by a blank line. */
  brief: bilingualSchema,
  interests: z.array(interestSchema).min(1).max(6),
  /** Confidential: the best alternative to agreement (BATNA), in words. */
  alternative: bilingualSchema,
  /** What that alternative is worth, in this role's points. */
  reservationPoints: z.number(),
  points: z.record(idSchema, issuePointsSchema),
});
export type Role = z.infer<typeof roleSchema>;

export const phaseKinds = ['read', 'prepare', 'bargain', 'sign', 'reflect', 'debrief'] as const;
export type PhaseKind = (typeof phaseKinds)[number];

/** What an issue is meant to be between the roles; `check` grades the points against it. */
export const issueCharacters = ['compatible', 'distributive', 'tradeOff'] as const;
/** How much room there is: the share of all packages that are worth at least the reservation value to every role. */
export const zones = ['none', 'narrow', 'middle', 'wide'] as const;

export const simulationSchema = z.strictObject({
  id: idSchema,
  /** Version of this file's shape, not of the case. */
  schemaVersion: z.literal(1),
  title: bilingualSchema,
  summary: bilingualSchema,
  teaches: bilingualSchema,
  /** What somebody may want to know before reading (conflict at work, illness …). */
  contentNotes: z.array(bilingualSchema).default([]),
  /** Suggested minutes for each phase. */
  minutes: z.strictObject(
    Object.fromEntries(phaseKinds.map((kind) => [kind, z.int().min(1).max(180)])) as Record<PhaseKind, z.ZodInt>,
  ),
  /** Public to everybody at the table. */
  publicBrief: bilingualSchema,
  issues: z.array(issueSchema).min(1).max(20),
  roles: z.array(roleSchema).min(2).max(7),
  interactions: z.array(interactionSchema).default([]),
  agreement: agreementRuleSchema.default({ rule: 'unanimous' }),
  /** Whether one role's point may be added to another's, and why; where not, gain ratios are summed instead. */
  comparablePoints: z.union([z.literal(false), z.strictObject({ reason: bilingualSchema })]),
  intended: z.strictObject({
    zone: z.enum(zones),
    character: z.record(idSchema, z.enum(issueCharacters)),
  }),
});
export type Simulation = z.infer<typeof simulationSchema>;

/** The numbers of a full simulation, texts left behind. */
export function numbersOf(simulation: Simulation): Numbers {
  return {
    issues: simulation.issues.map((issue) =>
      'options' in issue
        ? { id: issue.id, options: issue.options.map((option) => option.id) }
        : {
            id: issue.id,
            min: issue.range.min,
            max: issue.range.max,
            ...(issue.range.step === undefined ? {} : { step: issue.range.step }),
          },
    ),
    roles: simulation.roles.map(({ id, reservationPoints, points }) => ({ id, reservationPoints, points })),
    interactions: simulation.interactions,
    agreement: simulation.agreement,
    comparablePoints: simulation.comparablePoints !== false,
  };
}
