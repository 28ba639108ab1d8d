// Lobby and screen: the parts of a view that changed, replaced whole; no event where none did.
import type { LobbyView, ScreenView, SessionViewEvent } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import type { SessionFact } from './facts.ts';
import { projectLobby } from './project-lobby.ts';
import { projectScreen } from './project-screen.ts';
import { findPerson } from './queries.ts';
import { same } from './same.ts';
import type { SessionState } from './state.ts';

/** Empty for somebody who has not joined yet. A new name stands under the same reference, and is sent again. */
export function lobbyEvents(
  before: SessionState,
  after: SessionState,
  fact: SessionFact,
  cases: Cases,
  person: string,
): SessionViewEvent[] {
  if (findPerson(before, person) === null) return [];
  const was = projectLobby(before, cases, person);
  const is = projectLobby(after, cases, person);
  const renamed = fact.type === 'personRenamed' || fact.type === 'personErased';
  const changed: Extract<SessionViewEvent, { type: 'lobbyChanged' }>['changed'] = {
    ...(renamed || !same(was.me, is.me) ? { me: is.me } : {}),
    ...part(was, is, 'case'),
    ...part(was, is, 'tables'),
    ...part(was, is, 'late'),
    ...part(was, is, 'round'),
    ...part(was, is, 'roundClosed'),
  };
  return Object.keys(changed).length === 0 ? [] : [{ type: 'lobbyChanged', changed }];
}

export function screenEvents(before: SessionState, after: SessionState, cases: Cases): SessionViewEvent[] {
  const was = projectScreen(before, cases);
  const is = projectScreen(after, cases);
  const changed: Extract<SessionViewEvent, { type: 'screenChanged' }>['changed'] = {
    ...part(was, is, 'people'),
    ...part(was, is, 'round'),
  };
  return Object.keys(changed).length === 0 ? [] : [{ type: 'screenChanged', changed }];
}

function part<View extends LobbyView | ScreenView, Key extends keyof View>(
  was: View,
  is: View,
  key: Key,
): { [Name in Key]?: View[Name] } {
  const nothing: { [Name in Key]?: View[Name] } = {};
  return same(was[key], is[key]) ? nothing : ({ [key]: is[key] } as { [Name in Key]?: View[Name] });
}
