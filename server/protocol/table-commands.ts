// What a seat (or observer) may ask of its table. The client supplies neither seat nor time.
// Package contents are checked by the table against its case; here only their shape.
import { z } from 'zod';
import { debriefStepSchema } from './phases.ts';
import { idSchema, writtenSchema } from './words.ts';

const choiceSchema = z.union([z.string().max(40), z.number()]);
const issueIdSchema = z.string().min(1).max(40);
/** One choice for every issue. */
export const packageSchema = z.record(issueIdSchema, choiceSchema);

/** Answers 1 (not at all) to 7 (fully); null where skipped. Own words, four themes with two statements each. */
const scaleSchema = z.int().min(1).max(7).nullable();
export const reflectionScales = [
  'outcomeContent', // I am content with what came out
  'outcomeInterests', // What came out serves what mattered to me
  'selfPrepared', // I was well prepared
  'selfCalm', // I stayed the negotiator I want to be
  'processHeard', // I felt heard
  'processFair', // The way we got there was fair
  'relationAgain', // I would do this again with this person
  'relationTrust', // We trust each other at least as much as before
] as const;
export const reflectionSchema = z.strictObject({
  scales: z.strictObject(
    Object.fromEntries(reflectionScales.map((scale) => [scale, scaleSchema])) as Record<
      (typeof reflectionScales)[number],
      typeof scaleSchema
    >,
  ),
  /** The other side's priorities as guessed: issue ids, most important first. */
  guess: z.array(issueIdSchema).max(20),
  note: writtenSchema(2000).nullable(),
});
export type Reflection = z.infer<typeof reflectionSchema>;

export const tableCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('declareReady') }), // "I am ready": reading or preparation
  z.strictObject({ type: z.literal('sendMessage'), text: writtenSchema(2000) }),
  z.strictObject({ type: z.literal('floatIdea'), package: packageSchema }), // non-binding; issues may stay open, at least one chosen
  z.strictObject({ type: z.literal('makeOffer'), package: packageSchema, beside: z.boolean() }), // beside: keep one's standing offers, at most three
  z.strictObject({ type: z.literal('withdrawOffer'), offerId: idSchema }),
  z.strictObject({ type: z.literal('acceptOffer'), offerId: idSchema }),
  z.strictObject({ type: z.literal('signAgreement'), offerId: idSchema }),
  z.strictObject({ type: z.literal('backToTable') }),
  z.strictObject({ type: z.literal('addLine'), text: writtenSchema(280) }), // "also agreed"; signatures lapse
  z.strictObject({ type: z.literal('removeLine'), lineId: idSchema }),
  z.strictObject({ type: z.literal('tellInterest'), interest: z.string().max(40) }),
  z.strictObject({ type: z.literal('askInterest') }),
  z.strictObject({ type: z.literal('takeBreak') }), // "pause for me"
  z.strictObject({ type: z.literal('endBreak') }),
  z.strictObject({ type: z.literal('askFacilitator') }),
  z.strictObject({ type: z.literal('stopWithoutAgreement') }),
  // the in-room table's one results sheet: the deal, or none (null), confirmed by the other side
  z.strictObject({ type: z.literal('reportResult'), package: packageSchema.nullable() }),
  z.strictObject({ type: z.literal('confirmResult'), resultId: idSchema }),
  z.strictObject({ type: z.literal('declineResult'), resultId: idSchema }),
  z.strictObject({ type: z.literal('submitReflection'), reflection: reflectionSchema }),
  z.strictObject({ type: z.literal('writeWord'), step: debriefStepSchema, text: writtenSchema(600) }), // steps 'yourself' and 'takeaway'
  z.strictObject({ type: z.literal('agreeToPlane'), agree: z.boolean() }), // private yes to showing both sides' points of this table, without names
]);
export type TableCommand = z.infer<typeof tableCommandSchema>;
