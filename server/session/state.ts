// What a session is at one moment, folded from its facts. Holds no name, no text and nothing of a table at work.
import type { SettledReport } from '../protocol/delivery.ts';
import type { Clock, DebriefStep, RunningPhase } from '../protocol/phases.ts';
import type { ChairOffer, Setup } from '../protocol/session-commands.ts';
import type { Language, Place } from '../protocol/words.ts';
import type { Holder, LinkKind, SeatedTable } from './facts.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Life } from './machine.ts';

export type PersonState = {
  readonly person: string;
  /** Null once erased. */
  readonly nameKey: Fingerprint | null;
  readonly departmentKey: Fingerprint | null;
  readonly language: Language;
  readonly place: Place;
  readonly device: boolean;
  readonly clear: boolean;
  readonly gone: boolean;
  readonly joinedAt: number;
  /** When language and place were last chosen. */
  readonly changedAt: number;
  readonly chair: ChairOffer | null;
};

export type TableState = Readonly<SeatedTable> & {
  readonly paused: boolean;
  readonly settled: SettledReport | null;
  /** People who privately agreed to showing both sides' points. */
  readonly planeConsents: readonly string[];
};

export type OpenedDebriefStep = { readonly step: DebriefStep; readonly plane: boolean };

export type RoundState = {
  readonly number: number;
  readonly setup: Setup;
  readonly caseHash: string;
  readonly phase: RunningPhase | null;
  readonly clock: Clock;
  /** The clock of the running phase ran out and was noted. */
  readonly timeUp: boolean;
  readonly bargainingOver: boolean;
  readonly signingOver: boolean;
  readonly tables: readonly TableState[];
  readonly steps: readonly OpenedDebriefStep[];
  /** The debrief was begun, so that one's own page may be kept. */
  readonly debriefed: boolean;
  readonly closed: boolean;
};

export type LinkState = { readonly kind: LinkKind; readonly person: string | null; readonly expiresAt: number | null };

export type SessionState = {
  readonly sessionId: string;
  readonly code: string;
  /** Random, so that fingerprints of two sessions cannot be compared. */
  readonly salt: string;
  readonly createdAt: number;
  readonly setup: Setup;
  readonly caseHash: string;
  readonly people: readonly PersonState[];
  /** The last is under way unless closed. */
  readonly rounds: readonly RoundState[];
  /** Tables that were seated anew before anybody read. */
  readonly voidTables: readonly string[];
  readonly outages: readonly { readonly at: number; readonly lastedMs: number }[];
  /** Live credentials by hash. */
  readonly credentials: ReadonlyMap<string, Holder>;
  /** Live links by hash. */
  readonly links: ReadonlyMap<string, LinkState>;
  readonly life: Life;
};
