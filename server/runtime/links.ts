// Links and the credentials that come of them: made, exchanged once, revoked. Secrets are made here and only their hashes go on.
import type { Store } from '../journal/port.ts';
import { refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { CommandAnswer } from '../protocol/wire.ts';
import { decideExchange, decideLink, decideRevoke } from '../session/decide-link.ts';
import type { LinkKind, SessionFact } from '../session/facts.ts';
import { holderOf } from '../session/queries.ts';
import type { SessionState } from '../session/state.ts';
import type { Entries, SessionEntry } from './entries.ts';
import type { Identity } from './identity.ts';
import { hashSecret, newId, newSecret } from './secrets.ts';
import { submit } from './submit.ts';

export type No = { ok: false; rejection: Rejection };

export const unknownLink = reject(
  'notAllowed',
  'This link was used before, has run out, or was revoked. Ask for a new one.',
);

type Submission = Parameters<typeof submit<SessionState, SessionFact>>[2];

/** Decides and appends on a session; tells the watchers. */
export type Change = (entry: SessionEntry, submission: Submission) => Promise<CommandAnswer>;

export function changeWith({ store, grew }: { store: Store; grew(stream: string): void }): Change {
  return async (entry, submission) => {
    const answer = await submit(store, entry, submission);
    if (answer.ok) grew(entry.stream);
    return answer;
  };
}

export type LinkParts = { store: Pick<Store, 'lookup'>; entries: Entries; change: Change };

export function createLinks({ store, entries, change }: LinkParts) {
  /** A fresh credential for a holder who proved themselves otherwise: a link made and used in one go. */
  async function credentialByLink(
    entry: SessionEntry,
    linkHash: string,
    beside = false,
  ): Promise<{ ok: true; secret: string } | No> {
    const secret = newSecret();
    const credentialHash = hashSecret(secret);
    const answer = await change(entry, {
      seatId: 'link',
      commandId: newId(),
      payload: { linkHash, credentialHash },
      decide: (state, stamp) =>
        state
          ? decideExchange(state, { linkHash, credentialHash, beside }, stamp)
          : { ok: false, rejection: unknownLink },
    });
    return answer.ok ? { ok: true, secret } : { ok: false, rejection: unknownLink };
  }

  /** A repeated host or join has its ack but lost its secret: the same unguessable command id earns another. */
  async function credentialAnew(
    entry: SessionEntry,
    by: { kind: 'person'; person: string } | { kind: 'facilitator' },
  ): Promise<{ ok: true; secret: string } | No> {
    const linkHash = hashSecret(newSecret());
    const kind: LinkKind = by.kind === 'person' ? 'move' : 'facilitator';
    const made = await change(entry, {
      seatId: 'link',
      commandId: newId(),
      payload: { linkHash },
      decide: (state, stamp) =>
        state ? decideLink(state, { hash: linkHash, kind }, by, stamp) : { ok: false, rejection: unknownLink },
    });
    return made.ok ? credentialByLink(entry, linkHash, true) : made;
  }

  async function makeLink(identity: Identity, kind: LinkKind): Promise<{ ok: true; secret: string } | No> {
    const entry = await entries.session(identity.sessionId);
    const secret = newSecret();
    const answer = await change(entry, {
      seatId: 'link',
      commandId: newId(),
      payload: { kind },
      decide: (state, stamp) => {
        const by = state && holderOf(state, identity.credentialHash);
        return by ? decideLink(state, { hash: hashSecret(secret), kind }, by, stamp) : refuse(unknownLink);
      },
    });
    return answer.ok ? { ok: true, secret } : answer;
  }

  async function exchange(
    secret: string,
  ): Promise<
    | ({ ok: true; secret: string; sessionId: string } & (
        | { kind: 'person'; person: string }
        | { kind: 'facilitator' | 'screen' }
      ))
    | No
  > {
    const linkHash = hashSecret(secret);
    const sessionId = await store.lookup('link', linkHash);
    if (sessionId === null) return { ok: false, rejection: unknownLink };
    const entry = await entries.session(sessionId);
    const credential = await credentialByLink(entry, linkHash);
    const holder = credential.ok && entry.state ? holderOf(entry.state, hashSecret(credential.secret)) : null;
    if (!credential.ok || holder === null) return { ok: false, rejection: unknownLink };
    return { ok: true, sessionId, secret: credential.secret, ...holder };
  }

  /** Ends every other facilitator's and screen's credential and link, and hands out a new link. */
  async function revokeOthers(identity: Identity): Promise<{ ok: true; secret: string } | No> {
    const entry = await entries.session(identity.sessionId);
    const secret = newSecret();
    const answer = await change(entry, {
      seatId: 'facilitator',
      commandId: newId(),
      payload: 'revoke',
      decide: (state, stamp) =>
        state
          ? decideRevoke(state, { credentialHash: identity.credentialHash, linkHash: hashSecret(secret) }, stamp)
          : { ok: false, rejection: unknownLink },
    });
    return answer.ok ? { ok: true, secret } : answer;
  }

  return { credentialAnew, makeLink, exchange, revokeOthers };
}
