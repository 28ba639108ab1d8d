// How people come in and go: host, join, erasure, deletion; by links in links.ts. Secrets are made here and only their hashes go on.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Store } from '../journal/port.ts';
import { refuse } from '../protocol/decision.ts';
import type { hostRequestSchema, joinRequestSchema } from '../protocol/http.ts';
import { reject } from '../protocol/rejection.ts';
import type { CommandAnswer } from '../protocol/wire.ts';
import { decideHost } from '../session/decide-host.ts';
import { decideJoin } from '../session/decide-join.ts';
import { decideErase } from '../session/decide-person.ts';
import { holderOf, tablesToDelete } from '../session/queries.ts';
import { setupFault } from '../session/setup-rules.ts';
import { createCodes } from './codes.ts';
import { createCredentials } from './credentials.ts';
import { caseKey, type Entries, houseAuthor, type SessionEntry } from './entries.ts';
import { changeWith, createLinks, type No, unknownLink } from './links.ts';
import type { Owed } from './owed.ts';
import { hashSecret, newId, newJoinCode, newSecret } from './secrets.ts';
import { sessionStream, tableStream } from './streams.ts';

type HostRequest = z.infer<typeof hostRequestSchema>;

export type Membership = ReturnType<typeof createMembership>;
export type MembershipParts = {
  store: Store;
  entries: Entries;
  owed: Pick<Owed, 'atSession'>;
  /** Resolves once outages up to now are dealt with. */
  clockCurrent(): Promise<void>;
  grew(stream: string): void;
  ended(sessionId: string): void;
};

const unknownCode = reject('unknownCode', 'No session has this code. Check it with your facilitator.', 'code');
/** Six figures among a million: enough tries even where many sessions run. */
const codeAttempts = 20;

export function createMembership({ store, entries, owed, clockCurrent, grew, ended }: MembershipParts) {
  const sessionUnder = createCodes({ store, entries });
  const change = changeWith({ store, grew });
  const { credentialAnew, ...links } = createLinks({ store, entries, change });

  async function keepCase(sessionId: string, simulation: string): Promise<void> {
    const found = entries.cases.newest(simulation);
    if (found === null) return;
    await store.putDocument({
      stream: sessionStream(sessionId),
      author: houseAuthor,
      key: caseKey(found.hash),
      text: JSON.stringify(found.simulation),
      revision: 1,
    });
  }

  /** Appends the opening under a code that is free; null where this code is taken. */
  async function openUnder(
    code: string,
    { commandId, setup }: HostRequest,
    entry: SessionEntry,
    sessionId: string,
    credentialHash: string,
  ): Promise<CommandAnswer | null> {
    const answer = await change(entry, {
      seatId: 'host',
      commandId,
      payload: setup,
      decide: (state, stamp) =>
        state
          ? refuse(reject('alreadyDone', 'This session is open already.'))
          : decideHost(setup, { sessionId, code, credentialHash }, entries.cases, stamp),
    });
    return !answer.ok && answer.rejection.field === 'code' ? null : answer;
  }

  async function host(wish: HostRequest): Promise<{ ok: true; sessionId: string; code: string; secret: string } | No> {
    const sessionId = createHash('sha256').update(`session/${wish.commandId}`).digest('base64url').slice(0, 22);
    const secret = newSecret();
    const credentialHash = hashSecret(secret);
    // Anybody may ask: what cannot be played leaves nothing, neither here nor in the store.
    const fault = setupFault(wish.setup, entries.cases);
    if (fault) return refuse(fault);
    await keepCase(sessionId, wish.setup.simulation);
    const entry = await entries.session(sessionId);
    let answer: CommandAnswer | null = null;
    for (let attempt = 0; answer === null && attempt < codeAttempts; attempt += 1)
      answer = await openUnder(newJoinCode(), wish, entry, sessionId, credentialHash);
    if (answer === null || entry.state === null)
      return refuse(reject('tryAgain', 'No session could be opened just now. Try again.'));
    if (!answer.ok) return answer;
    const { code } = entry.state;
    if (holderOf(entry.state, credentialHash) !== null) return { ok: true, sessionId, code, secret };
    const anew = await credentialAnew(entry, { kind: 'facilitator' });
    return anew.ok ? { ok: true, sessionId, code, secret: anew.secret } : anew;
  }

  async function join(
    wish: z.infer<typeof joinRequestSchema>,
  ): Promise<{ ok: true; sessionId: string; person: string; secret: string } | No> {
    const { commandId, code, ...joining } = wish;
    const sessionId = await sessionUnder(code);
    const entry = sessionId === null ? null : await entries.session(sessionId);
    if (sessionId === null || entry?.state === null || entry === null) return { ok: false, rejection: unknownCode };
    const person = newId();
    const secret = newSecret();
    const answer = await change(entry, {
      seatId: 'join',
      commandId,
      payload: joining,
      decide: (state, stamp) =>
        state
          ? decideJoin(state, { ...joining, person, credentialHash: hashSecret(secret) }, stamp)
          : { ok: false, rejection: unknownCode },
    });
    // Deleted while this waited for its turn: whoever comes now finds no session under the code.
    if (!answer.ok) return answer.rejection.code === 'notAllowed' ? refuse(unknownCode) : answer;
    if (answer.id === undefined || answer.id === person) return { ok: true, sessionId, person, secret };
    const anew = await credentialAnew(entry, { kind: 'person', person: answer.id });
    return anew.ok ? { ok: true, sessionId, person: answer.id, secret: anew.secret } : anew;
  }

  async function deleteSession(sessionId: string): Promise<void> {
    const entry = await entries.session(sessionId);
    await entry.inTurn(async () => {
      const tables = entry.state ? tablesToDelete(entry.state) : [];
      const streams = [sessionStream(sessionId), ...tables.map(tableStream)];
      entry.deleting = true;
      try {
        await store.deleteStreams(streams);
      } catch (fault) {
        // Not done, or not known to be: whoever asks again finds the session as it was.
        entry.deleting = false;
        throw fault;
      }
      for (const stream of streams) entries.forget(stream);
    });
    ended(sessionId);
  }

  /**
   * Takes a person's name, department and all they wrote away; what they did at tables still folds. Erased before the
   * credential ends, so that a store that fails in between leaves somebody who can ask again; what they write meanwhile the
   * store keeps without its words.
   */
  async function erasePerson(sessionId: string, person: string): Promise<{ ok: true } | No> {
    const entry = await entries.session(sessionId);
    // Their table hears of it: not before it has heard of an outage.
    await clockCurrent();
    await store.eraseAuthor(person);
    const answer = await change(entry, {
      seatId: person,
      commandId: newId(),
      payload: 'erase',
      decide: (state, stamp) =>
        state ? owed.atSession(stamp, () => decideErase(state, person, stamp)) : { ok: false, rejection: unknownLink },
    });
    return answer.ok ? { ok: true } : answer;
  }

  const hasCode = async (code: string): Promise<boolean> => (await sessionUnder(code)) !== null;
  const credentials = createCredentials({ store, entries, grew });
  return {
    ...credentials,
    ...links,
    host,
    join,
    hasCode,
    deleteSession,
    erasePerson,
    keepCase,
  };
}
