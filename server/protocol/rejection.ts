// Every answer "no", as a closed union. A rejection names the field and the mend, changes nothing and confirms nothing hidden.
import { z } from 'zod';

export const rejectionCodes = [
  // the frame itself
  'malformed', // not the agreed shape; `field` says where
  'tooLarge',
  'tooFast', // over budget: try again in a moment
  'busy', // this node takes nobody new just now; `waitSeconds` says when to try again
  'tryAgain', // the store is away or the node is draining; nothing was written
  'newerVersion', // a newer version of the program wrote here, which this one cannot read; nothing was written: try again in a moment
  'tooLate', // came after the time up to which it was meant; nothing was written, and whoever still means it sends it again
  'superseded', // its sender wrote something later for the same place, and that is here already
  'commandIdReused', // the same id came before with another payload
  // who
  'notAllowed', // credential missing, revoked, or not for this
  'hostKeyWrong', // opening a session needs this server's key; `field` is `key`
  'unknownCode', // no session under this join code
  'sessionOver', // deleted or closed for joining
  'sessionFull', // as many people as a session holds are in it
  // people
  'nameMissing',
  'nameTaken',
  'unknownPerson',
  'unknownTable',
  'unknownSimulation',
  // session
  'nothingToSeat', // fewer than two people
  'roundRunning', // the round is not at its end
  'tablesBargaining', // a table still bargains or signs
  'wrongPhase', // not in this phase
  'alreadyDone', // nothing left to do: phase running, step open, paused, …
  'chairTaken',
  // table
  'notSeated', // observers watch
  'paused',
  'notBargaining',
  'deadlinePassed', // bargaining is over
  'tableSettled', // signed, or ended without agreement
  'incompleteOffer', // `field` names the first issue without a choice
  'unknownOption', // `field` names the issue
  'tooManyOffers', // three stand already
  'unknownOffer',
  'offerNotStanding', // withdrawn or replaced
  'ownOffer', // one's own offer needs the other side's acceptance
  'notSigning',
  'alreadySigned',
  'tooManyLines', // three free lines at most
  'unknownInterest',
  'alreadyTold',
  'talkByVoice', // this table talks in the room: no chat
  'talkByChat', // this table has no results sheet
  'unknownResult',
  'stepNotOpen', // this debrief step was not opened
] as const;
export const rejectionSchema = z.strictObject({
  code: z.enum(rejectionCodes),
  /** English, for logs and tools; screens speak by `code`. */
  message: z.string(),
  field: z.string().optional(),
  /** How long to wait before trying again, where waiting is the mend. */
  waitSeconds: z.int().min(1).optional(),
});
export type RejectionCode = (typeof rejectionCodes)[number];
export type Rejection = z.infer<typeof rejectionSchema>;

/** Builds a rejection; `field` is left out where none is to blame. */
export function reject(code: RejectionCode, message: string, field?: string): Rejection {
  return field === undefined ? { code, message } : { code, message, field };
}

/** A rejection that waiting mends. */
export function rejectFor(code: 'tooFast' | 'busy', message: string, waitSeconds: number): Rejection {
  return { code, message, waitSeconds: Math.max(1, Math.ceil(waitSeconds)) };
}
