// What a facilitator or a person in the lobby may ask of the session.
import { z } from 'zod';
import { debriefStepSchema, phaseKindSchema, phasePlanSchema } from './phases.ts';
import {
  idSchema,
  languageSchema,
  ownPointsSchema,
  placeSchema,
  roundScoreSchema,
  talkSchema,
  writtenSchema,
} from './words.ts';

/** What a facilitator chooses when hosting; kept for the next rounds unless changed. */
export const setupSchema = z.strictObject({
  simulation: z.string().max(40),
  phases: z.array(phasePlanSchema).min(1).max(12),
  ownPoints: ownPointsSchema,
  roundScore: roundScoreSchema,
});
export type Setup = z.infer<typeof setupSchema>;

export const chairSchema = z.union([
  z.strictObject({ kind: z.literal('observer') }),
  z.strictObject({ kind: z.literal('seat'), role: z.string().max(40) }), // as a further holder of that seat
]);
export type Chair = z.infer<typeof chairSchema>;
export const chairOfferSchema = z.strictObject({ tableId: idSchema, label: z.int(), chair: chairSchema });
export type ChairOffer = z.infer<typeof chairOfferSchema>;

export const facilitatorCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('changeSetup'), setup: setupSchema }), // before or between rounds
  z.strictObject({
    type: z.literal('addPerson'),
    name: writtenSchema(40),
    department: writtenSchema(40).nullable(),
    language: languageSchema,
  }), // without a device
  z.strictObject({ type: z.literal('renamePerson'), person: idSchema, name: writtenSchema(40) }),
  z.strictObject({ type: z.literal('removePerson'), person: idSchema }),
  z.strictObject({ type: z.literal('setPlace'), person: idSchema, place: placeSchema }),
  z.strictObject({
    type: z.literal('seatEveryone'), // opens a round with its tables; before bargaining it may be done again
    mix: z.enum(['random', 'departments']),
    oddAs: z.enum(['observer', 'secondHolder']),
    /** Same roles for the same pairs swapped, or new pairs; matters from the second round on. */
    pairs: z.enum(['new', 'swapRoles']),
  }),
  z.strictObject({ type: z.literal('setTalk'), tableId: idSchema, talk: talkSchema }), // before bargaining starts
  z.strictObject({ type: z.literal('offerChair'), person: idSchema, tableId: idSchema, chair: chairSchema }), // to a late-comer
  z.strictObject({ type: z.literal('startPhase'), kind: phaseKindSchema }),
  z.strictObject({ type: z.literal('endPhase') }), // bargaining ends early; a second time ends signing
  z.strictObject({ type: z.literal('pause'), tableId: idSchema.nullable() }), // null: everything
  z.strictObject({ type: z.literal('resume'), tableId: idSchema.nullable() }),
  z.strictObject({ type: z.literal('addTime'), minutes: z.int().min(1).max(60) }),
  z.strictObject({ type: z.literal('answerCall'), tableId: idSchema, person: idSchema }), // "ask the facilitator" was seen
  z.strictObject({
    type: z.literal('recordResult'),
    tableId: idSchema,
    package: z.record(z.string().max(40), z.union([z.string().max(40), z.number()])).nullable(),
  }), // for a table without any device
  z.strictObject({ type: z.literal('openDebriefStep'), step: debriefStepSchema }), // skips those before it
  z.strictObject({ type: z.literal('nextRound') }), // closes the round; people wait to be seated again
]);
export type FacilitatorCommand = z.infer<typeof facilitatorCommandSchema>;

export const personCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('clearRules') }), // "Clear": house rules read
  z.strictObject({ type: z.literal('changeMe'), language: languageSchema, place: placeSchema }),
  z.strictObject({ type: z.literal('takeChair') }),
  z.strictObject({ type: z.literal('leave') }),
]);
export type PersonCommand = z.infer<typeof personCommandSchema>;
