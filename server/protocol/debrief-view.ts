// What each debrief step opens, for a seat, an observer and the screen. Absent until the step is opened.
import { z } from 'zod';
import { interestViewSchema } from './case-view.ts';
import { packageSchema } from './table-commands.ts';

/** Why a figure is null, as words the client speaks. */
export const whyNullSchema = z.enum(['noAgreement', 'noRoom', 'outsideRoom', 'noSurplus']);

/** The outcome of one table, public from the step 'deals' on. */
export const tableOutcomeSchema = z.strictObject({
  tableId: z.string(),
  label: z.int(),
  agreed: z.boolean(),
  why: z.enum(['signed', 'stopped', 'timeUp']),
  package: packageSchema.nullable(),
});
export type TableOutcome = z.infer<typeof tableOutcomeSchema>;

/** 'together': what was made of the possible joint surplus. Shares are 0 to 1; raw, may be negative outside the room. */
export const togetherSchema = z.strictObject({
  created: z.number().nullable(),
  /** S / (S + what was still in it). */
  efficiency: z.number().nullable(),
  /** What was still in it for everybody, as a share of the best joint surplus. */
  stillInIt: z.number().nullable(),
  whyNull: whyNullSchema.nullable(),
});
export const interestsOfRoleSchema = z.strictObject({
  role: z.string(),
  interests: z.array(interestViewSchema),
  /** Issue ids by how much they mattered, most first. */ priorities: z.array(z.string()),
});
/** 'better': one package that everybody would have preferred, or null where none is. */
export const betterSchema = z.strictObject({
  package: packageSchema.nullable(),
  /** Own gain against the agreement (or one's limit), points; null for observers and screen. */ ownGainPoints: z
    .number()
    .nullable(),
});
/** 'share': on one's own phone only. */
export const shareSchema = z.strictObject({
  points: z.number(),
  surplusPoints: z.number(),
  /** Own part of the joint surplus, 0 to 1; null unless there was any. May exceed 1. */
  share: z.number().nullable(),
  shareAtNash: z.number().nullable(),
  shareAtKalaiSmorodinsky: z.number().nullable(),
  gainRatio: z.number().nullable(),
  belowReservation: z.boolean(),
  others: z.array(z.strictObject({ role: z.string(), surplusPoints: z.number() })),
  /** Round score 0 to 100, only where the facilitator switched it on. */
  roundScore: z.number().nullable(),
});
export type Share = z.infer<typeof shareSchema>;

/** One row of the scoreboard of tables, best value created first; deals below somebody's alternative stand after all others. */
export const scoreboardRowSchema = z.strictObject({
  tableId: z.string(),
  label: z.int(),
  agreed: z.boolean(),
  created: z.number().nullable(),
  /** A role got less than its alternative: the reason in words is the client's. */
  belowAlternative: z.boolean(),
});
export type ScoreboardRow = z.infer<typeof scoreboardRowSchema>;

export const allTablesSchema = z.strictObject({
  scoreboard: z.array(scoreboardRowSchema),
  /** Value created of each agreed table, from five tables on; else null. */
  distribution: z.array(z.number()).nullable(),
  /** Two roles: surplus of both sides per table without names, with the frontier; from eight tables on or with everybody's private yes; else null. */
  plane: z
    .strictObject({
      roles: z.tuple([z.string(), z.string()]),
      deals: z.array(z.tuple([z.number(), z.number()])),
      frontier: z.array(z.tuple([z.number(), z.number()])),
      nash: z.tuple([z.number(), z.number()]).nullable(),
    })
    .nullable(),
});
export type AllTables = z.infer<typeof allTablesSchema>;

/** One opened step as a table viewer sees it. Observers get what is public to the table; `share` is null for them. */
export const openedStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('yourself') }),
  z.strictObject({ step: z.literal('talk') }),
  z.strictObject({ step: z.literal('deals'), outcome: tableOutcomeSchema }),
  z.strictObject({ step: z.literal('together'), together: togetherSchema }),
  z.strictObject({ step: z.literal('interests'), roles: z.array(interestsOfRoleSchema) }),
  z.strictObject({ step: z.literal('better'), better: betterSchema }),
  z.strictObject({ step: z.literal('share'), share: shareSchema.nullable() }),
  z.strictObject({ step: z.literal('allTables'), allTables: allTablesSchema }),
  z.strictObject({ step: z.literal('takeaway') }),
]);
export type OpenedStep = z.infer<typeof openedStepSchema>;

/** One opened step as the projector and the facilitator see it. No figure of a single person. */
export const screenStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('yourself') }),
  z.strictObject({ step: z.literal('talk') }),
  z.strictObject({ step: z.literal('deals'), outcomes: z.array(tableOutcomeSchema) }),
  z.strictObject({
    step: z.literal('together'),
    agreed: z.int(),
    tables: z.int(),
    /** Mean value created over agreements in the room. */ meanCreated: z.number().nullable(),
  }),
  z.strictObject({ step: z.literal('interests'), roles: z.array(interestsOfRoleSchema) }),
  z.strictObject({ step: z.literal('better'), package: packageSchema.nullable() }), // one package on the frontier that shares well (Kalai-Smorodinsky)
  z.strictObject({ step: z.literal('share') }), // says: look at your own phone
  z.strictObject({ step: z.literal('allTables'), allTables: allTablesSchema }),
  z.strictObject({ step: z.literal('takeaway') }),
]);
export type ScreenStep = z.infer<typeof screenStepSchema>;
