// One command on its way, as pages see it and as the outbox holds it, and what an answer means for it. Decides nothing.
import type { Rejection } from '../../server/protocol/rejection.ts';
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';

/** The server's answer, or the person's own "cancel" for something that never got through. Words that something later took
 *  the place of are cancelled too. */
export type Outcome = CommandAnswer | { ok: false; cancelled: true };
export type Pending = {
  frame: CommandFrame;
  /** When it was made, by this device's clock, ms. */
  at: number;
  /** 'sending': no answer yet. 'unsent': tried again by itself. 'asking': waited too long, the person decides.
   *  'refused': words that nobody was there to take back; they stay until the person has seen them. */
  state: 'sending' | 'unsent' | 'asking' | 'refused';
  /** It went out and no answer came: it may count already. Sending it again never counts twice. */
  uncertain: boolean;
  /** Why words were refused. */
  rejection?: Rejection;
};
export type Entry = {
  pending: Pending;
  patient: boolean;
  /** By this device's clock, ms; 0 for what waits without limit. */
  deadline: number;
  /** The same by the store's clock, once that is known. */
  until: number | null;
  /** When it was made, by the store's clock, once that is known. */
  writtenAt: number | null;
  inFlight: boolean;
  /** Whether whoever sent this still looks at it and will hear of a refusal; null where another page wrote it. */
  heard: (() => boolean) | null;
  settle: (outcome: Outcome) => void;
};

export const waitMsOf = (answer: CommandAnswer | null) =>
  answer === null || answer.ok ? 0 : (answer.rejection.waitSeconds ?? 0) * 1000;
export const isLate = (answer: CommandAnswer) => !answer.ok && answer.rejection.code === 'tooLate';
/** Something later stands: its writer wrote again since, in another browser, or another phase or break has begun. */
export const isSuperseded = (answer: CommandAnswer) => !answer.ok && answer.rejection.code === 'superseded';
export const comesAgain = (answer: CommandAnswer) =>
  !answer.ok && ['tryAgain', 'newerVersion', 'tooFast', 'busy'].includes(answer.rejection.code);
