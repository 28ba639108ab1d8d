// What a pure room (session, table) answers to a command, and what it is told from outside: time and fresh randomness.
// Shapes only. The runtime turns a decision into one append of the store port.
import type { Delivery } from './delivery.ts';
import type { Rejection } from './rejection.ts';

/** The only clock and chance that pure rooms know. */
export type Stamp = {
  /** Store time, ms since 1970. */
  now: number;
  /** 22 url-safe random characters, new for every attempt; `${freshId}-2` … where more are needed. */
  freshId: string;
  /** Seed for shuffling, 32 bits. */
  seed: number;
  /** When its sender wrote what is asked, store time as they know it; absent where they do not say. */
  writtenAt?: number | undefined;
};

/** When what is asked was written. Nobody writes later than now: a fast clock would shut out all that comes after it. */
export const writtenAt = (stamp: Stamp): number => Math.min(stamp.writtenAt ?? stamp.now, stamp.now);

/** Whether what is asked was written before an instant that the store itself knows. One that is still to come says nothing: the
 *  store's clock was put back since, and all that is written now would be older. */
export const isWrittenBefore = (instant: number, stamp: Stamp): boolean =>
  instant <= stamp.now && writtenAt(stamp) < instant;

/** A text to be kept beside the journal, erased with its author (a person id). */
export type TextToKeep = { ref: string; author: string; text: string };

export type Accepted<Fact> = {
  facts: Fact[];
  texts?: TextToKeep[];
  /** By id within this stream; null removes. */
  dueTimes?: { id: string; at: number | null }[];
  /** Commands for other streams, stored in the same append. */
  outbox?: Delivery[];
  unique?: { claim?: { kind: string; key: string; value: string }[]; release?: { kind: string; key: string }[] };
  /** What was made, told to the sender. */
  id?: string;
};

/** Facts, or why not. Never thrown. */
export type Decision<Fact> = { ok: true; accepted: Accepted<Fact> } | { ok: false; rejection: Rejection };

export const accept = <Fact>(accepted: Accepted<Fact>): Decision<Fact> => ({ ok: true, accepted });
export const refuse = (rejection: Rejection): { ok: false; rejection: Rejection } => ({ ok: false, rejection });
