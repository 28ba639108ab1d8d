// What a viewer of a table sees, and the view events that change it. Types and wire shapes; folding is in fold-table-view.ts.
// Closed by default: a field that is not named here cannot cross the wire.
import { z } from 'zod';
import { bilingualSchema } from '../../simulations/schema.ts';
import { ownCaseSchema, publicCaseSchema } from './case-view.ts';
import { openedStepSchema } from './debrief-view.ts';
import { clockSchema, debriefStepSchema, runningPhaseSchema } from './phases.ts';
import { packageSchema, reflectionSchema } from './table-commands.ts';
import {
  instantSchema,
  namedPersonSchema,
  ownPointsSchema,
  roundScoreSchema,
  talkSchema,
  wordsSchema,
} from './words.ts';

/** Through whose eyes. `person` is oneself. */
export const tableViewerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seat'), person: z.string(), role: z.string() }),
  z.strictObject({ kind: z.literal('observer'), person: z.string() }),
  z.strictObject({ kind: z.literal('facilitator') }),
]);
export type TableViewer = z.infer<typeof tableViewerSchema>;

export const seatViewSchema = z.strictObject({
  role: z.string(),
  holders: z.array(namedPersonSchema),
  /** Declared ready in the phase under way. */
  ready: z.boolean(),
  /** "One moment": somebody of this seat asked for a pause (who, only the facilitator sees). */
  away: z.boolean(),
  /** Stopped where the case lets the others agree without this role. */
  stopped: z.boolean(),
});
export type SeatView = z.infer<typeof seatViewSchema>;

/** 'waiting' before bargaining; the two last are final. */
export const tableStageSchema = z.enum(['waiting', 'bargaining', 'signing', 'agreed', 'notAgreed']);
export type TableStage = z.infer<typeof tableStageSchema>;

const entry = { id: z.string(), role: z.string(), at: instantSchema };
/** The conversation, in order. An offer's standing is kept in `offers`. */
export const conversationEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), ...entry, person: z.string(), words: wordsSchema }),
  z.strictObject({ kind: z.literal('idea'), ...entry, package: packageSchema }),
  z.strictObject({ kind: z.literal('offer'), ...entry }), // `id` is the offer's
  z.strictObject({ kind: z.literal('told'), ...entry, interest: z.string(), text: bilingualSchema }),
  z.strictObject({ kind: z.literal('asked'), ...entry }),
]);
export type ConversationEntry = z.infer<typeof conversationEntrySchema>;

export const offerViewSchema = z.strictObject({
  id: z.string(),
  role: z.string(),
  package: packageSchema,
  at: instantSchema,
  standing: z.enum(['standing', 'withdrawn', 'replaced']),
  /** Roles that accepted, besides the one who made it. */
  acceptedBy: z.array(z.string()),
});
export type OfferView = z.infer<typeof offerViewSchema>;

export const lineViewSchema = z.strictObject({ id: z.string(), role: z.string(), words: wordsSchema });
export type LineView = z.infer<typeof lineViewSchema>;
export const signingViewSchema = z.strictObject({
  offerId: z.string(),
  signedBy: z.array(z.string()),
  /** Set when bargaining is over: until then it may still be signed. */
  graceDeadline: instantSchema.nullable(),
});
export type SigningView = z.infer<typeof signingViewSchema>;
/** The results sheet of a table that talks by voice. */
export const resultViewSchema = z.strictObject({
  id: z.string(),
  role: z.string(),
  package: packageSchema.nullable(),
  confirmedBy: z.array(z.string()),
  /** Set when bargaining is over: until then it may still be confirmed. */
  graceDeadline: instantSchema.nullable(),
});
export type ResultView = z.infer<typeof resultViewSchema>;
export const outcomeViewSchema = z.union([
  z.strictObject({ agreed: z.literal(true), package: packageSchema, at: instantSchema, signedBy: z.array(z.string()) }),
  z.strictObject({ agreed: z.literal(false), why: z.enum(['stopped', 'timeUp']), at: instantSchema }),
]);
export type OutcomeView = z.infer<typeof outcomeViewSchema>;

/** What is one's own alone: a seat's holder (reflection, words) or an observer (words). */
export const ownViewSchema = z.strictObject({
  /** One's own break and call. */
  onBreak: z.boolean(),
  calledFacilitator: z.boolean(),
  reflection: reflectionSchema.omit({ note: true }).extend({ note: wordsSchema.nullable() }).nullable(),
  words: z.array(z.strictObject({ step: debriefStepSchema, words: wordsSchema })),
  agreedToPlane: z.boolean().nullable(),
});
export type OwnView = z.infer<typeof ownViewSchema>;

export const tableViewSchema = z.strictObject({
  tableId: z.string(),
  /** "Table 3". */
  label: z.int(),
  round: z.int(),
  viewer: tableViewerSchema,
  case: publicCaseSchema,
  /** Null for observers and facilitator, and until reading starts. */
  instructions: ownCaseSchema.nullable(),
  talk: talkSchema,
  ownPoints: ownPointsSchema,
  roundScore: roundScoreSchema,
  seats: z.array(seatViewSchema),
  observers: z.array(namedPersonSchema),
  phase: runningPhaseSchema.nullable(),
  clock: clockSchema,
  stage: tableStageSchema,
  /** Bargaining is over: no new offer is possible. */
  bargainingOver: z.boolean(),
  conversation: z.array(conversationEntrySchema),
  offers: z.array(offerViewSchema),
  /** "Also agreed", not scored; kept when going back to the table. */
  lines: z.array(lineViewSchema),
  signing: signingViewSchema.nullable(),
  result: resultViewSchema.nullable(),
  outcome: outcomeViewSchema.nullable(),
  own: ownViewSchema.nullable(),
  debrief: z.array(openedStepSchema),
});
export type TableView = z.infer<typeof tableViewSchema>;

const facts = {
  seatChanged: { seats: z.array(seatViewSchema), observers: z.array(namedPersonSchema) },
};
/** One change of a viewer's view. The n-th event brings the view to version n. */
export const tableViewEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('tableOpened'), view: tableViewSchema }), // always the first
  z.strictObject({ type: z.literal('peopleChanged'), ...facts.seatChanged }),
  z.strictObject({ type: z.literal('talkChanged'), talk: talkSchema }),
  z.strictObject({
    type: z.literal('phaseStarted'),
    phase: runningPhaseSchema,
    instructions: ownCaseSchema.nullable(),
    stage: tableStageSchema,
  }), // clears `ready`
  z.strictObject({ type: z.literal('clockPaused'), remainingMs: z.int().nullable() }),
  z.strictObject({
    type: z.literal('clockResumed'),
    deadline: instantSchema.nullable(),
    graceDeadline: instantSchema.nullable(),
  }),
  z.strictObject({
    type: z.literal('deadlineMoved'),
    deadline: instantSchema.nullable(),
    graceDeadline: instantSchema.nullable(),
    remainingMs: z.int().nullable(),
  }),
  z.strictObject({ type: z.literal('bargainingClosed'), graceDeadline: instantSchema.nullable() }),
  z.strictObject({ type: z.literal('seatReady'), role: z.string() }),
  z.strictObject({ type: z.literal('awayChanged'), role: z.string(), away: z.boolean() }),
  z.strictObject({ type: z.literal('entryAdded'), entry: conversationEntrySchema }), // message, idea, told, asked
  z.strictObject({ type: z.literal('offerMade'), offer: offerViewSchema, replaces: z.array(z.string()) }), // also adds the conversation entry
  z.strictObject({ type: z.literal('offerWithdrawn'), offerId: z.string() }),
  z.strictObject({ type: z.literal('offerAccepted'), offerId: z.string(), role: z.string() }),
  z.strictObject({ type: z.literal('signingStarted'), offerId: z.string() }),
  z.strictObject({ type: z.literal('signed'), role: z.string() }),
  z.strictObject({ type: z.literal('returnedToTable'), role: z.string() }), // acceptances and signatures lapse, offers stand again
  z.strictObject({ type: z.literal('linesChanged'), lines: z.array(lineViewSchema) }), // signatures lapse
  z.strictObject({ type: z.literal('seatStopped'), role: z.string() }), // its offers are withdrawn, its acceptances lapse
  z.strictObject({ type: z.literal('resultReported'), result: resultViewSchema }),
  z.strictObject({ type: z.literal('resultConfirmed'), role: z.string() }),
  z.strictObject({ type: z.literal('resultDeclined'), role: z.string() }),
  z.strictObject({ type: z.literal('tableEnded'), outcome: outcomeViewSchema }),
  z.strictObject({ type: z.literal('ownChanged'), own: ownViewSchema }),
  z.strictObject({ type: z.literal('stepOpened'), opened: openedStepSchema }),
]);
export type TableViewEvent = z.infer<typeof tableViewEventSchema>;
