// The few HTTP calls outside the socket: host, join, links. All POST with JSON, all answered with JSON.
import { z } from 'zod';
import { rejectionSchema } from './rejection.ts';
import { setupSchema } from './session-commands.ts';
import { simulationCardSchema } from './session-view.ts';
import { commandIdSchema, idSchema, languageSchema, placeSchema, writtenSchema } from './words.ts';

/** GET /api/library */
export const libraryAnswerSchema = z.array(simulationCardSchema);

/** GET /api/room: the addresses under which phones in the room reach this machine; told only to a browser on it. */
export const roomAnswerSchema = z.strictObject({ addresses: z.array(z.string()) });

/** GET /api/hosting: whether opening a session needs the operator's key. */
export const hostingAnswerSchema = z.strictObject({ key: z.boolean() });

/** POST /api/sessions: opens a session and sets the facilitator's cookie. `commandId` makes a retry harmless. */
export const hostRequestSchema = z.strictObject({
  commandId: commandIdSchema,
  setup: setupSchema,
  /** Where GET /api/hosting says that one is needed. */
  key: z.string().max(500).optional(),
});
export const hostAnswerSchema = z.strictObject({ sessionId: z.string(), code: z.string() });

/** POST /api/join: sets the person's cookie. */
export const joinRequestSchema = z.strictObject({
  commandId: commandIdSchema,
  code: z.string().trim().min(1).max(20),
  name: writtenSchema(40),
  department: writtenSchema(40).nullable(),
  language: languageSchema,
  place: placeSchema,
});
export const joinAnswerSchema = z.strictObject({ sessionId: z.string(), person: z.string() });

/** POST /api/links: makes a link secret for oneself. `facilitator`: console on another device, holds until revoked;
 *  `move`: a person to another device, once, 15 minutes; `keep`: one's own page, for as long as the session is kept; `screen`: the projector. */
export const linkKindSchema = z.enum(['facilitator', 'move', 'keep', 'screen']);
export const linkRequestSchema = z.strictObject({
  kind: linkKindSchema,
  sessionId: idSchema,
  person: idSchema.nullable(),
});
export const linkAnswerSchema = z.strictObject({
  /** Path and fragment, to be put behind the address: `/link#…` */ path: z.string(),
});

/** POST /api/links/exchange: after a button, the fragment's secret for a cookie. */
export const exchangeRequestSchema = z.strictObject({ secret: z.string().min(16).max(200) });
export const exchangeAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('facilitator'), sessionId: z.string() }),
  z.strictObject({ kind: z.literal('screen'), sessionId: z.string() }),
  z.strictObject({ kind: z.literal('person'), sessionId: z.string(), person: z.string() }),
]);

/** POST /api/links/revoke: a new facilitator link; the old one and other devices' cookies end. */
export const revokeRequestSchema = z.strictObject({ sessionId: idSchema });
/** POST /api/sessions/delete: the facilitator deletes the session, really. POST /api/people/erase: a person erases themselves. */
export const deleteRequestSchema = z.strictObject({ sessionId: idSchema });
export const eraseRequestSchema = z.strictObject({ sessionId: idSchema, person: idSchema });
/** GET /api/me: sessions and people whose cookies this browser holds, so that `/` can offer the way back. */
export const meAnswerSchema = z.array(
  z.strictObject({
    kind: z.enum(['facilitator', 'person']),
    sessionId: z.string(),
    person: z.string().nullable(),
    code: z.string(),
    name: z.string().nullable(),
  }),
);

export const refusalSchema = z.strictObject({ rejection: rejectionSchema });
