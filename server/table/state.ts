// What is known of a table after its facts: enough to decide and to project, nothing that facts do not say.
// Plain values that share structure; knows no clock, no texts, no case.

import type { Package } from '../../simulations/schema.ts';
import type { AllTables } from '../protocol/debrief-view.ts';
import type { DebriefStep, RunningPhase } from '../protocol/phases.ts';
import type { Reflection } from '../protocol/table-commands.ts';
import type { NamedPerson, OwnPoints, Talk } from '../protocol/words.ts';
import type { Order } from './facts.ts';
import type { DealSnapshot } from './machine.ts';

export type Seat = {
  role: string;
  holders: readonly NamedPerson[];
  ready: boolean;
  /** Left the bargaining where the others may agree without it. */
  stopped: boolean;
};
export type Entry = { id: string; role: string; at: number } & (
  | { kind: 'message'; person: string; ref: string }
  | { kind: 'idea'; package: Package }
  | { kind: 'offer' }
  | { kind: 'told'; interest: string }
  | { kind: 'asked' }
);
export type Offer = {
  id: string;
  role: string;
  package: Package;
  at: number;
  standing: 'standing' | 'withdrawn' | 'replaced';
  acceptedBy: readonly string[];
};
export type Line = { id: string; role: string; ref: string };
/** `roles` must sign: those whose acceptance started the signing. */
export type Signing = { offerId: string; roles: readonly string[]; signedBy: readonly string[] };
export type Result = { id: string; role: string; package: Package | null; confirmedBy: readonly string[] };
export type Outcome =
  | { agreed: true; package: Package; at: number; signedBy: readonly string[] }
  | { agreed: false; why: 'stopped' | 'timeUp'; at: number };
export type SentReflection = {
  scales: Reflection['scales'];
  guess: readonly string[];
  noteRef: string | null;
  writtenAt: number;
};
export type WrittenWord = { step: DebriefStep; ref: string; writtenAt: number };
/** What remained when the clock was stopped. */
export type Paused = { remainingMs: number | null; graceRemainingMs: number | null };

export type TableState = {
  tableId: string;
  sessionId: string;
  label: number;
  round: number;
  simulation: { id: string; hash: string };
  talk: Talk;
  ownPoints: OwnPoints;
  roundScore: { weight: number } | null;
  graceMs: number;
  seats: readonly Seat[];
  observers: readonly NamedPerson[];
  /** The last delivery that left a fact; older ones change nothing. */
  lastOrder: Order;
  machine: DealSnapshot;
  phase: RunningPhase | null;
  paused: Paused | null;
  bargainingOver: boolean;
  /** Until then an accepted offer may be signed or a reported result confirmed. Set only when bargaining is over. */
  graceDeadline: number | null;
  conversation: readonly Entry[];
  offers: readonly Offer[];
  lines: readonly Line[];
  signing: Signing | null;
  result: Result | null;
  outcome: Outcome | null;
  /** Since when, by person. */
  onBreak: Readonly<Record<string, number>>;
  /** Persons. */
  calls: readonly string[];
  reflections: Readonly<Record<string, SentReflection>>;
  words: Readonly<Record<string, readonly WrittenWord[]>>;
  planeConsent: Readonly<Record<string, boolean>>;
  debrief: readonly { step: DebriefStep; allTables: AllTables | null }[];
  messages: number;
  lastMoveAt: number | null;
};
