// Who is on the other end, as proven by a credential. The client never supplies this.
export type Identity =
  | { kind: 'person'; sessionId: string; person: string; credentialHash: string }
  | { kind: 'facilitator'; sessionId: string; credentialHash: string }
  /** The projector: with its own credential, or in the browser of a facilitator. */
  | { kind: 'screen'; sessionId: string; credentialHash: string };
