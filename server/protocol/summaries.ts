// Summaries: presence, lobby, monitor. Latest wins, no version, changed rows only, whole on subscribe, at most four a second.
// Never journaled; projected field by field like views.
import { z } from 'zod';
import { tableStageSchema } from './table-view.ts';
import { instantSchema } from './words.ts';

/** One table at work, for the facilitator's console. */
export const monitorRowSchema = z.strictObject({
  tableId: z.string(),
  stage: tableStageSchema,
  /** People of this table with an open connection. */
  connected: z.array(z.string()),
  ready: z.array(z.string()), // roles
  offers: z.int(),
  messages: z.int(),
  lastMoveAt: instantSchema.nullable(),
  signedBy: z.array(z.string()), // roles
  bargainingOver: z.boolean(),
  graceDeadline: instantSchema.nullable(),
  onBreak: z.array(z.string()), // people: the facilitator alone sees who
  calls: z.array(z.string()), // people who ask the facilitator
  reflected: z.int(), // people who sent their reflection
});
export type MonitorRow = z.infer<typeof monitorRowSchema>;

export const summarySchema = z.discriminatedUnion('kind', [
  /** To the facilitator: changed table rows; people connected anywhere in the session. */
  z.strictObject({ kind: z.literal('monitor'), rows: z.array(monitorRowSchema) }),
  z.strictObject({ kind: z.literal('presence'), connected: z.array(z.string()) }), // facilitator: persons
  /** To people and screen: how many are here and how many are ready in the phase under way. */
  z.strictObject({ kind: z.literal('room'), here: z.int(), people: z.int(), ready: z.int(), seated: z.int() }),
  /** To people at a table: roles with somebody connected. */
  z.strictObject({ kind: z.literal('table'), tableId: z.string(), present: z.array(z.string()) }),
]);
export type Summary = z.infer<typeof summarySchema>;
