// The small words of the contract: identifiers, languages, text references, places. No domain logic.
import { z } from 'zod';

/** Ids made by the server or a client: 128 random bits as 22 url-safe characters; read loosely, never trusted as proof. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/);
export const commandIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,40}$/);

export const languageSchema = z.enum(['nl', 'en']);
export type Language = z.infer<typeof languageSchema>;

/** Where somebody sits: decides whether a table talks by voice or by chat. */
export const placeSchema = z.enum(['room', 'elsewhere']);
export type Place = z.infer<typeof placeSchema>;
export const talkSchema = z.enum(['voice', 'chat']);
export type Talk = z.infer<typeof talkSchema>;

/** Something a person wrote or is called. Projections emit the reference; joining adds `text`, or null where it was erased. */
export const wordsSchema = z.strictObject({ ref: z.string(), text: z.string().nullable().optional() });
export type Words = z.infer<typeof wordsSchema>;

export const namedPersonSchema = z.strictObject({
  person: z.string(),
  name: wordsSchema,
  /** False for somebody whom the facilitator added without a phone or laptop. */
  device: z.boolean(),
});
export type NamedPerson = z.infer<typeof namedPersonSchema>;

/** When own points are on screen. */
export const ownPointsSchema = z.enum(['always', 'preparation', 'never']);
export type OwnPoints = z.infer<typeof ownPointsSchema>;

/** Round score: off (null) or the weight w of value created, 0 to 1. */
export const roundScoreSchema = z.strictObject({ weight: z.number().min(0).max(1) }).nullable();

/** Epoch milliseconds of the store's clock. */
export const instantSchema = z.int();

/** What comes along when somebody pastes from a sheet or a letter, as what they saw there. */
const asSeen = (text: string) => text.replace(/\r\n?|[\v\f]/g, '\n').replaceAll('\t', ' ');

/** Trimmed text of a person, 1 to `max` characters, without control characters other than line breaks. Tabs become spaces. */
export const writtenSchema = (max: number) =>
  z
    .string()
    .overwrite(asSeen)
    .trim()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    .regex(/^[^\u0000-\u0009\u000B-\u001F\u007F\uD800-\uDFFF]*$/u, 'has characters that cannot be shown');
