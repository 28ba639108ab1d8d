// Commands that one journal sends to another through the outbox. They come from our own store, never from a client;
// the id `session:<id>@<version>` makes a second delivery harmless, `effectiveAt` (never arrival) sets clocks.

import type { Choice, Package } from '../../simulations/schema.ts';
import type { AllTables } from './debrief-view.ts';
import type { DebriefStep, PhaseKind } from './phases.ts';
import type { NamedPerson, OwnPoints, Talk } from './words.ts';

export type SeatPlan = { role: string; holders: NamedPerson[] };

/** Session → table. `sessionVersion` (journal version of the fact behind it) is added by the outbox; older ones are ignored. */
export type TableDelivery =
  | {
      type: 'openTable';
      tableId: string;
      sessionId: string;
      label: number;
      round: number;
      simulation: { id: string; hash: string };
      talk: Talk;
      ownPoints: OwnPoints;
      roundScore: { weight: number } | null;
      /** How long an accepted offer may still be signed after bargaining, ms. */
      graceMs: number;
      seats: SeatPlan[];
      observers: NamedPerson[];
      effectiveAt: number;
    }
  /** The whole plan of who sits where, after a chair was taken, somebody left, or all were seated anew before bargaining. */
  | { type: 'changePeople'; seats: SeatPlan[]; observers: NamedPerson[]; effectiveAt: number }
  | { type: 'setTalk'; talk: Talk; effectiveAt: number }
  | { type: 'startPhase'; index: number; kind: PhaseKind; deadline: number | null; effectiveAt: number }
  | { type: 'pauseClock'; effectiveAt: number }
  | { type: 'resumeClock'; effectiveAt: number }
  | { type: 'addTime'; ms: number; effectiveAt: number }
  /** Nothing ran for `ms`: every open deadline moves by it. */
  | { type: 'observeOutage'; ms: number; effectiveAt: number }
  /** Bargaining ends early; an accepted offer may still be signed. */
  | { type: 'closeBargaining'; effectiveAt: number }
  /** Signing ends too: whatever is not signed by all is no agreement. */
  | { type: 'closeSigning'; effectiveAt: number }
  | { type: 'answerCall'; person: string; effectiveAt: number }
  | { type: 'recordResult'; package: Package | null; effectiveAt: number }
  /** `allTables` only with the step of that name. Steps skipped over stay closed. */
  | { type: 'openDebriefStep'; step: DebriefStep; allTables: AllTables | null; effectiveAt: number };

/** What a table tells its session once, when it ends. Points are in role order of the case. */
export type SettledReport = {
  tableId: string;
  agreed: boolean;
  why: 'signed' | 'stopped' | 'timeUp';
  package: Record<string, Choice> | null;
  at: number;
  /** S/S*; null where there is none to speak of. */
  created: number | null;
  /** Surplus points per role id. Null without agreement. */
  surplusPoints: Record<string, number> | null;
  belowAlternative: boolean;
};
/** Table → session. */
export type SessionDelivery =
  | { type: 'reportSettled'; report: SettledReport }
  | { type: 'reportPlaneConsent'; tableId: string; person: string; agree: boolean };

export type Delivery =
  | { to: { table: string }; command: TableDelivery }
  | { to: { session: string }; command: SessionDelivery };
