// Whose a credential is: for a connection that names its holder, and for all that one browser carries.
// Knows secrets only as they come in; what it compares are their hashes.
import type { z } from 'zod';
import type { Store } from '../journal/port.ts';
import type { meAnswerSchema } from '../protocol/http.ts';
import type { Entries } from './entries.ts';
import type { Identity } from './identity.ts';
import { provenHolder } from './proof.ts';
import { hashSecret } from './secrets.ts';

type Cookied = { kind: 'person' | 'facilitator' | 'screen'; id: string };

export type CredentialParts = { store: Store; entries: Entries; grew(stream: string): void };

export function createCredentials({ store, entries, grew }: CredentialParts) {
  /** Whose secret this is, if it is alive and of that kind and session. */
  async function prove(kind: Cookied['kind'], id: string, sessionId: string, secret: string): Promise<Identity | null> {
    const credentialHash = hashSecret(secret);
    const entry = await entries.liveSession(sessionId);
    if (kind !== 'person' && id !== sessionId) return null;
    const claim = kind === 'person' ? { kind, person: id } : { kind };
    // Made on another node a moment ago: the store knows of it, and this node is about to hear.
    const proven = () => entry?.state && provenHolder(entry.state, claim, credentialHash);
    let holder = proven();
    if (entry && holder === null && (await store.lookup('credential', credentialHash)) === sessionId) {
      await entry.inTurn(async () => void ((await entry.catchUp(store)) && grew(entry.stream)));
      holder = proven();
    }
    if (!holder) return null;
    return claim.kind === 'person' ? { ...claim, sessionId, credentialHash } : { ...claim, sessionId, credentialHash };
  }

  /** The sessions behind the credentials that a browser carries. */
  async function whoAmI(
    carried: readonly { holder: Cookied; secret: string }[],
  ): Promise<z.infer<typeof meAnswerSchema>> {
    const found: z.infer<typeof meAnswerSchema> = [];
    for (const { holder, secret } of carried.slice(0, 50)) {
      const sessionId = await store.lookup('credential', hashSecret(secret));
      const identity =
        sessionId && (await prove(holder.kind, holder.kind === 'person' ? holder.id : sessionId, sessionId, secret));
      if (!identity || identity.kind === 'screen') continue;
      const { state } = await entries.session(identity.sessionId);
      const person = identity.kind === 'person' ? identity.person : null;
      const name = person === null ? null : ((await store.readTexts([`name:${person}`])).get(`name:${person}`) ?? null);
      if (state) found.push({ kind: identity.kind, sessionId: identity.sessionId, person, code: state.code, name });
    }
    return found;
  }

  return { prove, whoAmI };
}
