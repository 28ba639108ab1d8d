// What can have happened at a table, in the past tense: the closed union that journals hold, and how stored facts are read.
// Facts carry references to texts, never texts; instants, never durations of a running clock.

import type { Package } from '../../simulations/schema.ts';
import type { AllTables } from '../protocol/debrief-view.ts';
import type { DebriefStep, PhaseKind } from '../protocol/phases.ts';
import type { Reflection } from '../protocol/table-commands.ts';
import type { NamedPerson, OwnPoints, Talk } from '../protocol/words.ts';

/** Version of the shapes below; raise it with a step in `upcast`. */
export const schemaVersion = 1;

/** Where a delivery stands among those of its session. */
export type Order = { version: number; index: number };

type Delivered = { order: Order; effectiveAt: number };
type Done = { role: string; person: string; at: number };
/** When it was written, where that was told; otherwise, as in older journals, as it came. */
type Written = { writtenAt?: number };
export type SeatOpened = { role: string; holders: NamedPerson[] };

/** From the session. */
type DeliveredFact =
  | ({
      type: 'tableOpened';
      tableId: string;
      sessionId: string;
      label: number;
      round: number;
      simulation: { id: string; hash: string };
      talk: Talk;
      ownPoints: OwnPoints;
      roundScore: { weight: number } | null;
      graceMs: number;
      seats: SeatOpened[];
      observers: NamedPerson[];
    } & Delivered)
  | ({ type: 'peopleChanged'; seats: SeatOpened[]; observers: NamedPerson[] } & Delivered)
  | ({ type: 'talkChanged'; talk: Talk } & Delivered)
  | ({ type: 'phaseStarted'; index: number; kind: PhaseKind; deadline: number | null } & Delivered)
  | ({ type: 'clockPaused' } & Delivered)
  | ({ type: 'clockResumed' } & Delivered)
  | ({ type: 'timeAdded'; ms: number } & Delivered)
  | ({ type: 'outageObserved'; ms: number } & Delivered)
  | ({ type: 'callAnswered'; person: string } & Delivered)
  | ({ type: 'stepOpened'; step: DebriefStep; allTables: AllTables | null } & Delivered);

/** Bargaining and signing come to an end: by the clock (no `order`), a person or the session. */
type EndingFact =
  | { type: 'bargainingClosed'; graceDeadline: number | null; effectiveAt: number; order?: Order }
  | { type: 'agreementReached'; package: Package; signedBy: string[]; effectiveAt: number; order?: Order }
  /** `by`: who stopped. Kept for the record, shown to nobody. */
  | {
      type: 'endedWithoutAgreement';
      why: 'stopped' | 'timeUp';
      by?: { role: string; person: string };
      effectiveAt: number;
      order?: Order;
    };

/** From people at the table. */
type PersonFact =
  | ({ type: 'readyDeclared' } & Done)
  | ({ type: 'messageSent'; id: string; ref: string } & Done)
  | ({ type: 'ideaFloated'; id: string; package: Package } & Done)
  | ({ type: 'offerMade'; id: string; package: Package; replaces: string[] } & Done)
  | ({ type: 'offerWithdrawn'; offerId: string } & Done)
  | ({ type: 'offerAccepted'; offerId: string } & Done)
  /** Every needed role accepted; `roles` must sign. */
  | { type: 'signingStarted'; offerId: string; roles: string[]; at: number }
  | ({ type: 'agreementSigned' } & Done)
  | ({ type: 'returnedToTable' } & Done)
  | ({ type: 'lineAdded'; id: string; ref: string } & Done)
  | ({ type: 'lineRemoved'; lineId: string } & Done)
  | ({ type: 'interestTold'; id: string; interest: string } & Done)
  | ({ type: 'interestAsked'; id: string } & Done)
  /** One role stops and the others can still agree without it. */
  | ({ type: 'seatStopped' } & Done)
  | ({ type: 'resultReported'; id: string; package: Package | null } & Done)
  | ({ type: 'resultConfirmed' } & Done)
  | ({ type: 'resultDeclined' } & Done)
  | ({ type: 'breakTaken' } & Done)
  | ({ type: 'breakEnded' } & Done)
  | ({ type: 'reflectionSubmitted'; scales: Reflection['scales']; guess: string[]; noteRef: string | null } & Done &
      Written)
  | { type: 'facilitatorAsked'; person: string; at: number }
  | ({ type: 'wordWritten'; person: string; step: DebriefStep; ref: string; at: number } & Written)
  | ({ type: 'planeConsentGiven'; agree: boolean } & Done);

/** A fact before it is stamped with the version of its shape. */
export type FactBody = DeliveredFact | EndingFact | PersonFact;
export type TableFact = FactBody & { schemaVersion: number };
export type FactOf<Type extends FactBody['type']> = Extract<FactBody, { type: Type }>;

export const stampFact = (body: FactBody): TableFact => ({ schemaVersion, ...body });

export type Upcast = { ok: true; fact: TableFact } | { ok: false; why: string };

/** Reads one stored fact, of this or an earlier shape. A newer one is refused: this program is too old for the journal. */
export function upcast(stored: unknown): Upcast {
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) return { ok: false, why: 'not a fact' };
  const { schemaVersion: version, type } = stored as { schemaVersion?: unknown; type?: unknown };
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { ok: false, why: 'a fact without a schemaVersion' };
  if (version > schemaVersion)
    return {
      ok: false,
      why: `fact ${String(type)} has schemaVersion ${version}; this program reads up to ${schemaVersion}`,
    };
  if (typeof type !== 'string' || !Object.hasOwn(factTypes, type))
    return { ok: false, why: `no table fact is called ${String(type)}` };
  return { ok: true, fact: stored as TableFact };
}

/** Every type there is; a missing or superfluous one does not compile. */
const factTypes: Record<FactBody['type'], true> = {
  tableOpened: true,
  peopleChanged: true,
  talkChanged: true,
  phaseStarted: true,
  clockPaused: true,
  clockResumed: true,
  timeAdded: true,
  outageObserved: true,
  callAnswered: true,
  stepOpened: true,
  bargainingClosed: true,
  agreementReached: true,
  endedWithoutAgreement: true,
  readyDeclared: true,
  messageSent: true,
  ideaFloated: true,
  offerMade: true,
  offerWithdrawn: true,
  offerAccepted: true,
  signingStarted: true,
  agreementSigned: true,
  returnedToTable: true,
  lineAdded: true,
  lineRemoved: true,
  interestTold: true,
  interestAsked: true,
  seatStopped: true,
  resultReported: true,
  resultConfirmed: true,
  resultDeclined: true,
  breakTaken: true,
  breakEnded: true,
  facilitatorAsked: true,
  reflectionSubmitted: true,
  wordWritten: true,
  planeConsentGiven: true,
};

/** The names of all facts. */
export const factNames: readonly string[] = Object.keys(factTypes);
