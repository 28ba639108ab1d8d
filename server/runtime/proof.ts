// Whether a secret is one of somebody's credentials. Found by whom they say to be, never by the secret: its hash is compared with
// each of theirs in constant time, and all of them are, whichever fits.
import { timingSafeEqual } from 'node:crypto';
import type { Holder } from '../session/facts.ts';
import type { SessionState } from '../session/state.ts';

export type Claim = { kind: 'person'; person: string } | { kind: 'facilitator' | 'screen' };

/** Null where none of the holder's live credentials has this hash. */
export function provenHolder(
  { credentials }: Pick<SessionState, 'credentials'>,
  claim: Claim,
  credentialHash: string,
): Holder | null {
  let proven: Holder | null = null;
  for (const [hash, holder] of credentials) if (isOf(holder, claim) && sameHash(hash, credentialHash)) proven = holder;
  return proven;
}

const isOf = (holder: Holder, claim: Claim): boolean =>
  holder.kind === 'person' ? claim.kind === 'person' && holder.person === claim.person : holder.kind === claim.kind;

/** The lengths of hashes are no secret. */
export function sameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
