// The frames between a browser and the server over Socket.IO, both ways. Event names are a closed set.
import { z } from 'zod';
import { mostResumesInHandshake } from './limits.ts';
import { rejectionSchema } from './rejection.ts';
import { facilitatorCommandSchema, personCommandSchema } from './session-commands.ts';
import { sessionViewEventSchema, sessionViewSchema } from './session-view.ts';
import { summarySchema } from './summaries.ts';
import { tableCommandSchema } from './table-commands.ts';
import { tableViewEventSchema, tableViewSchema } from './table-view.ts';
import { commandIdSchema, idSchema, instantSchema } from './words.ts';

/** Largest frame the server reads, bytes. */
export const maxFrameBytes = 64 * 1024;

/** `session` is the stream of the handshake's session; a table is named. */
export const streamSchema = z.union([z.literal('session'), z.strictObject({ table: idSchema })]);
export type StreamName = z.infer<typeof streamSchema>;

/** client → server, event `resume`: subscribe, and the one recovery path. Epoch '' and version 0 at first. */
export const resumeFrameSchema = z.strictObject({
  stream: streamSchema,
  epoch: z.string().max(80),
  version: z.int().min(0),
});
export type ResumeFrame = z.infer<typeof resumeFrameSchema>;

/** What is asked for with the greeting, each answered as `resumed`: a page that comes, or comes back, waits for one way less. */
const resume = z.array(resumeFrameSchema).max(mostResumesInHandshake).optional();
/** Who one says to be; the cookie of that name proves it. */
export const handshakeSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('person'), sessionId: idSchema, person: idSchema, resume }),
  z.strictObject({ as: z.literal('facilitator'), sessionId: idSchema, resume }),
  z.strictObject({ as: z.literal('screen'), sessionId: idSchema, resume }),
]);
export type Handshake = z.infer<typeof handshakeSchema>;

/** Store time up to which its sender means a command; what comes later is `tooLate`. */
const until = instantSchema.optional();
/** Store time at which its sender wrote it, as the client knows it: what was written later stands (`superseded`), whichever comes first. */
const writtenAt = instantSchema.optional();
const sessionFrameSchema = z.strictObject({
  stream: z.literal('session'),
  commandId: commandIdSchema,
  until,
  writtenAt,
  command: z.union([facilitatorCommandSchema, personCommandSchema]),
});
const tableFrameSchema = z.strictObject({
  stream: z.strictObject({ table: idSchema }),
  commandId: commandIdSchema,
  until,
  writtenAt,
  command: tableCommandSchema,
});
/** client → server, event `command`. */
export const commandFrameSchema = z.union([sessionFrameSchema, tableFrameSchema]);
export type CommandFrame = z.infer<typeof commandFrameSchema>;
/** The one of the two that can fit, so that only this one is tried. */
export const commandFrameSchemaFor = (frame: unknown): z.ZodType<CommandFrame> =>
  (frame as { stream?: unknown } | null | undefined)?.stream === 'session' ? sessionFrameSchema : tableFrameSchema;

const position = { stream: streamSchema, epoch: z.string(), version: z.int() };
export const documentSchema = z.strictObject({ key: z.string(), text: z.string(), revision: z.int() });
export const resumeAnswerSchema = z.union([
  /** A fresh view: fold nothing, take it. `documents`: one's own notes on that stream. */
  z.strictObject({
    ok: z.literal(true),
    ...position,
    view: z.union([tableViewSchema, sessionViewSchema]),
    documents: z.array(documentSchema),
  }),
  /** The events after the version asked for. */
  z.strictObject({
    ok: z.literal(true),
    ...position,
    events: z.array(z.union([tableViewEventSchema, sessionViewEventSchema])),
  }),
  z.strictObject({ ok: z.literal(false), rejection: rejectionSchema }),
]);
export type ResumeAnswer = z.infer<typeof resumeAnswerSchema>;
/** server → client, event `resumed`: the answer to one `resume` of the handshake. */
export const resumedFrameSchema = z.strictObject({ stream: streamSchema, answer: resumeAnswerSchema });
export type ResumedFrame = z.infer<typeof resumedFrameSchema>;

/** client → server, event `note`: a document of one's own, last write wins by revision (the store's time, ms, as the client knows it). */
export const noteKeys = ['target', 'limit', 'firstOffer', 'questions', 'observation', 'reflection'] as const;
export const noteFrameSchema = z.strictObject({
  stream: z.strictObject({ table: idSchema }),
  key: z.enum(noteKeys),
  text: z
    .string()
    .max(10_000)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what no store can keep as it is
    .regex(/^[^\u0000\uD800-\uDFFF]*$/u, 'has characters that cannot be kept'),
  revision: z
    .int()
    .min(1)
    .max(2 ** 52),
});
export type NoteFrame = z.infer<typeof noteFrameSchema>;

/** client → server, event `clock`: answers the store's time, for the client's offset. */
export const clockAnswerSchema = z.strictObject({ now: instantSchema });

/** server → client, event `heads`, each second where nothing else told them: who is behind resumes. */
export const headsFrameSchema = z.array(z.strictObject(position));
export type HeadsFrame = z.infer<typeof headsFrameSchema>;
/** server → client, event `events`: `version` is that of the last event. `heads`: those of the other streams, where they were due. */
export const eventsFrameSchema = z.strictObject({
  ...position,
  events: z.array(z.union([tableViewEventSchema, sessionViewEventSchema])),
  heads: headsFrameSchema.optional(),
});
export type EventsFrame = z.infer<typeof eventsFrameSchema>;
/** server → client, the answer to a `command` or `note`. */
export const commandAnswerSchema = z.union([
  /** `id`: what was made (offer, message, person …), where something was. `seen`: what came of it in the sender's own view, so that it needs no frame
   *  of its own. */
  z.strictObject({ ok: z.literal(true), id: z.string().optional(), seen: eventsFrameSchema.optional() }),
  z.strictObject({ ok: z.literal(false), rejection: rejectionSchema }),
]);
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;
/** server → client, event `summary`. */
export { summarySchema };
/** server → client, event `gone`: this credential or session ended, or (`tooManyPages`) newer pages of the same credential took this one's place;
 *  the connection closes after it, and does not come back by itself. */
export const goneFrameSchema = z.strictObject({
  why: z.enum(['removed', 'sessionDeleted', 'revoked', 'tooManyPages']),
});
export type GoneFrame = z.infer<typeof goneFrameSchema>;

export type ClientToServer = {
  command: (frame: CommandFrame, answer: (answer: CommandAnswer) => void) => void;
  resume: (frame: ResumeFrame, answer: (answer: ResumeAnswer) => void) => void;
  note: (frame: NoteFrame, answer: (answer: CommandAnswer) => void) => void;
  clock: (answer: (answer: z.infer<typeof clockAnswerSchema>) => void) => void;
};
export type ServerToClient = {
  resumed: (frame: ResumedFrame) => void;
  events: (frame: EventsFrame) => void;
  heads: (frame: HeadsFrame) => void;
  summary: (frame: z.infer<typeof summarySchema>) => void;
  gone: (frame: GoneFrame) => void;
};
