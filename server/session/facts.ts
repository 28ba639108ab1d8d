// Everything that can have happened in a session, as a closed union. Facts hold references, never a name or a text:
// the texts of a person lie beside the journal under `name:<person>` and `dept:<person>`.

import type { Package } from '../../simulations/schema.ts';
import type { SettledReport } from '../protocol/delivery.ts';
import type { DebriefStep, PhaseKind } from '../protocol/phases.ts';
import type { Chair, ChairOffer, Setup } from '../protocol/session-commands.ts';
import type { Language, Place, Talk } from '../protocol/words.ts';
import type { Fingerprint } from './fingerprint.ts';

export const schemaVersion = 1;

/** `at`: store time from which the fact holds, which for a clock that ran out is its deadline. */
type Dated = { schemaVersion: typeof schemaVersion; at: number };

/** Whose a credential is. */
export type Holder = { kind: 'person'; person: string } | { kind: 'facilitator' } | { kind: 'screen' };
export type LinkKind = 'facilitator' | 'move' | 'keep' | 'screen';

/** Who sits where. Roles in the order of the case. */
export type SeatedTable = {
  tableId: string;
  label: number;
  talk: Talk;
  seats: { role: string; holders: string[] }[];
  observers: string[];
};

type Session =
  | { type: 'sessionOpened'; sessionId: string; code: string; salt: string; setup: Setup; caseHash: string }
  | { type: 'setupChanged'; setup: Setup; caseHash: string }
  | { type: 'outageObserved'; lastedMs: number; deadline: number | null };

type People =
  | {
      type: 'personJoined';
      person: string;
      nameKey: Fingerprint;
      departmentKey: Fingerprint | null;
      language: Language;
      place: Place;
      device: boolean;
    }
  | { type: 'personRenamed'; person: string; nameKey: Fingerprint }
  | { type: 'rulesCleared'; person: string }
  /** `writtenAt`: when the person chose it, where that was told; otherwise `at`. */
  | { type: 'personChanged'; person: string; language: Language; place: Place; writtenAt?: number }
  | { type: 'personRemoved'; person: string; by: 'facilitator' | 'self' }
  | { type: 'personErased'; person: string };

type Rounds =
  /** The same number as the round before, where that was not begun yet: its tables are void. */
  | { type: 'roundOpened'; round: number; setup: Setup; caseHash: string; tables: SeatedTable[] }
  | { type: 'talkSet'; tableId: string; talk: Talk }
  | { type: 'chairOffered'; person: string; chair: ChairOffer }
  | { type: 'chairTaken'; person: string; tableId: string; chair: Chair }
  | { type: 'phaseStarted'; index: number; kind: PhaseKind; deadline: number }
  | { type: 'phaseTimeUp'; index: number }
  /** `deadline`: until when an accepted offer may still be signed. */
  | { type: 'bargainingClosed'; by: 'facilitator' | 'clock'; deadline: number }
  | { type: 'signingClosed' }
  | { type: 'everythingPaused'; remainingMs: number | null }
  | { type: 'everythingResumed'; deadline: number | null }
  | { type: 'tablePaused'; tableId: string }
  | { type: 'tableResumed'; tableId: string }
  | { type: 'timeAdded'; ms: number; deadline: number | null; remainingMs: number | null }
  | { type: 'callAnswered'; tableId: string; person: string }
  | { type: 'resultRecorded'; tableId: string; package: Package | null }
  | { type: 'tableSettled'; report: SettledReport }
  | { type: 'planeConsentGiven'; tableId: string; person: string; agree: boolean }
  /** `plane`: whether the points of both sides are shown without names; settled when the step opens. */
  | { type: 'debriefStepOpened'; step: DebriefStep; plane: boolean }
  | { type: 'roundClosed' };

type Credentials =
  | { type: 'credentialIssued'; hash: string; for: Holder; via: 'host' | 'join' | 'link' }
  | { type: 'credentialRevoked'; hash: string }
  | { type: 'linkMade'; hash: string; kind: LinkKind; person: string | null; expiresAt: number | null }
  | { type: 'linkUsed'; hash: string }
  | { type: 'linkRevoked'; hash: string };

export type SessionFact = Dated & (Session | People | Rounds | Credentials);
export type FactOf<Type extends SessionFact['type']> = Extract<SessionFact, { type: Type }>;

type Undated = Session | People | Rounds | Credentials;
/** A fact of this schema that holds from `at`. */
export function factAt<Content extends Undated>(at: number, content: Content): Content & Dated {
  return { ...content, schemaVersion, at };
}

/** Reads a stored fact of this or an earlier schema. Throws on a newer one: this program is too old for its journal. */
export function upcast(stored: unknown): SessionFact {
  const version = (stored as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== schemaVersion)
    throw new TypeError(`a session fact of schema ${String(version)}, this program reads ${schemaVersion}`);
  return stored as SessionFact;
}
