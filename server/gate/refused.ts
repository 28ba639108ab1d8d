// Who is refused before a command comes of it: where, and by which of a few words. For figures and the log, never with an address or a name.
import type { RejectionCode } from '../protocol/rejection.ts';

export type RefusedAt = 'page' | 'call' | 'handshake' | 'frame' | 'connection';
/** The last four end a connection that is there: too much sent, not reading, never said who it is, a frame over the limit. */
export type RefusedFor = RejectionCode | 'foreignOrigin' | 'flood' | 'slowReader' | 'noGreeting' | 'frameTooLarge';
export type OnRefused = (at: RefusedAt, why: RefusedFor) => void;
