// Folds facts into the session's state. Total: every fact that was once accepted folds, today and later.
// What did not change keeps its identity, so that projections can tell.
import type { SessionFact } from './facts.ts';
import { foldCredential } from './fold-credential.ts';
import { foldPerson } from './fold-person.ts';
import { foldRound } from './fold-round.ts';
import { live, lobby } from './machine.ts';
import type { SessionState } from './state.ts';

export function fold(state: SessionState | null, fact: SessionFact): SessionState {
  if (fact.type === 'sessionOpened') return opened(fact);
  if (state === null) throw new TypeError(`a session begins with sessionOpened, not ${fact.type}`);
  const life = live(state.life, fact);
  return foldOpened(life === state.life ? state : { ...state, life }, fact);
}

function opened(fact: Extract<SessionFact, { type: 'sessionOpened' }>): SessionState {
  const { sessionId, code, salt, setup, caseHash, at } = fact;
  return {
    sessionId,
    code,
    salt,
    createdAt: at,
    setup,
    caseHash,
    people: [],
    rounds: [],
    voidTables: [],
    outages: [],
    credentials: new Map(),
    links: new Map(),
    life: lobby,
  };
}

function foldOpened(state: SessionState, fact: Exclude<SessionFact, { type: 'sessionOpened' }>): SessionState {
  switch (fact.type) {
    case 'setupChanged':
      return { ...state, setup: fact.setup, caseHash: fact.caseHash };
    case 'personJoined':
    case 'personRenamed':
    case 'rulesCleared':
    case 'personChanged':
    case 'personRemoved':
    case 'personErased':
    case 'chairOffered':
    case 'chairTaken':
      return foldPerson(state, fact);
    case 'credentialIssued':
    case 'credentialRevoked':
    case 'linkMade':
    case 'linkUsed':
    case 'linkRevoked':
      return foldCredential(state, fact);
    case 'outageObserved':
      return foldRound({ ...state, outages: [...state.outages, { at: fact.at, lastedMs: fact.lastedMs }] }, fact);
    default:
      return foldRound(state, fact);
  }
}
