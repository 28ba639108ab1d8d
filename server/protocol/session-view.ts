// What a facilitator, a person and the screen see of a session, and the view events that change it.
// Live matters (who is connected, tables at work) are summaries, not views.
import { z } from 'zod';
import { publicCaseSchema } from './case-view.ts';
import { screenStepSchema } from './debrief-view.ts';
import { clockSchema, runningPhaseSchema } from './phases.ts';
import { chairOfferSchema, setupSchema } from './session-commands.ts';
import { instantSchema, languageSchema, placeSchema, talkSchema, wordsSchema } from './words.ts';

/** One case of the library as a facilitator chooses it. */
export const simulationCardSchema = z.strictObject({
  ...publicCaseSchema.pick({ id: true, title: true, summary: true, contentNotes: true, roles: true }).shape,
  teaches: publicCaseSchema.shape.summary,
  minutes: z.record(z.string(), z.int()),
  issues: z.int(),
});
export type SimulationCard = z.infer<typeof simulationCardSchema>;

export const personRowSchema = z.strictObject({
  person: z.string(),
  name: wordsSchema,
  department: wordsSchema.nullable(),
  language: languageSchema,
  place: placeSchema,
  device: z.boolean(),
  /** House rules read ("Clear"). People without a device count as clear. */
  clear: z.boolean(),
  /** Left or was removed: no longer seated, name kept until erased. */
  gone: z.boolean(),
  joinedAt: instantSchema,
  /** A chair offered to a late-comer and not taken yet. */
  chair: chairOfferSchema.nullable(),
});
export type PersonRow = z.infer<typeof personRowSchema>;

export const tableRowSchema = z.strictObject({
  tableId: z.string(),
  label: z.int(),
  talk: talkSchema,
  seats: z.array(z.strictObject({ role: z.string(), holders: z.array(z.string()) })),
  observers: z.array(z.string()),
  paused: z.boolean(),
  /** Null while at work. */
  settled: z
    .strictObject({ agreed: z.boolean(), why: z.enum(['signed', 'stopped', 'timeUp']), at: instantSchema })
    .nullable(),
});
export type TableRow = z.infer<typeof tableRowSchema>;

export const roundViewSchema = z.strictObject({
  number: z.int(),
  setup: setupSchema,
  case: publicCaseSchema,
  phase: runningPhaseSchema.nullable(),
  /** Bargaining was ended for all, by the facilitator or its clock. */
  bargainingOver: z.boolean(),
  clock: clockSchema,
  tables: z.array(tableRowSchema),
  debrief: z.array(screenStepSchema),
  closed: z.boolean(),
});
export type RoundView = z.infer<typeof roundViewSchema>;

export const consoleViewSchema = z.strictObject({
  kind: z.literal('console'),
  sessionId: z.string(),
  code: z.string(),
  createdAt: instantSchema,
  setup: setupSchema,
  people: z.array(personRowSchema),
  rounds: z.array(roundViewSchema), // the last is the one under way
  /** Times when nothing ran and deadlines were moved by it. */
  outages: z.array(z.strictObject({ at: instantSchema, lastedMs: z.int() })),
});
export type ConsoleView = z.infer<typeof consoleViewSchema>;

/** What a person in the lobby sees; at a table the table's view takes over. */
export const lobbyViewSchema = z.strictObject({
  kind: z.literal('lobby'),
  sessionId: z.string(),
  code: z.string(),
  me: personRowSchema.pick({
    person: true,
    name: true,
    department: true,
    language: true,
    place: true,
    clear: true,
    gone: true,
    chair: true,
  }),
  /** Title and summary of what will be played. */
  case: publicCaseSchema.pick({ id: true, title: true, summary: true, contentNotes: true }),
  /** One's tables, oldest first; the last may be under way. */
  tables: z.array(z.strictObject({ tableId: z.string(), round: z.int(), label: z.int() })),
  /** A round is under way at which one has no chair. */
  late: z.boolean(),
  round: z.int(),
  roundClosed: z.boolean(),
});
export type LobbyView = z.infer<typeof lobbyViewSchema>;

export const screenViewSchema = z.strictObject({
  kind: z.literal('screen'),
  sessionId: z.string(),
  code: z.string(),
  people: z.int(),
  round: roundViewSchema
    .omit({ setup: true, tables: true })
    .extend({ tables: z.int(), settled: z.int(), phases: setupSchema.shape.phases })
    .nullable(),
});
export type ScreenView = z.infer<typeof screenViewSchema>;

export const sessionViewSchema = z.discriminatedUnion('kind', [consoleViewSchema, lobbyViewSchema, screenViewSchema]);
export type SessionView = z.infer<typeof sessionViewSchema>;
export type SessionViewer = { kind: 'facilitator' } | { kind: 'person'; person: string } | { kind: 'screen' };

/** A change of a session view: the parts that changed, replaced whole. Lists of rows change by row, by their key. */
export const sessionViewEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sessionOpened'), view: sessionViewSchema }), // always the first
  z.strictObject({
    type: z.literal('consoleChanged'),
    setup: setupSchema.optional(),
    person: personRowSchema.optional(),
    round: roundViewSchema.optional(),
    outage: consoleViewSchema.shape.outages.element.optional(),
  }), // rows by person / number
  z.strictObject({ type: z.literal('tableChanged'), round: z.int(), table: tableRowSchema }), // console only
  z.strictObject({
    type: z.literal('lobbyChanged'),
    changed: lobbyViewSchema.omit({ kind: true, sessionId: true, code: true }).partial(),
  }),
  z.strictObject({
    type: z.literal('screenChanged'),
    changed: screenViewSchema.omit({ kind: true, sessionId: true, code: true }).partial(),
  }),
]);
export type SessionViewEvent = z.infer<typeof sessionViewEventSchema>;
