// Folds what opens a session: live credentials and links, by hash. What is used up or revoked is forgotten.
import type { FactOf } from './facts.ts';
import type { SessionState } from './state.ts';

type CredentialFact = FactOf<'credentialIssued' | 'credentialRevoked' | 'linkMade' | 'linkUsed' | 'linkRevoked'>;

export function foldCredential(state: SessionState, fact: CredentialFact): SessionState {
  switch (fact.type) {
    case 'credentialIssued':
      return { ...state, credentials: new Map(state.credentials).set(fact.hash, fact.for) };
    case 'credentialRevoked':
      return { ...state, credentials: without(state.credentials, fact.hash) };
    case 'linkMade': {
      const { kind, person, expiresAt } = fact;
      return { ...state, links: new Map(state.links).set(fact.hash, { kind, person, expiresAt }) };
    }
    case 'linkUsed':
      return state.links.get(fact.hash)?.kind === 'move' ? { ...state, links: without(state.links, fact.hash) } : state;
    case 'linkRevoked':
      return { ...state, links: without(state.links, fact.hash) };
  }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
