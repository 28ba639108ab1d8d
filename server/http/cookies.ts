// Credentials in HttpOnly cookies, one for each person, facilitator or screen, so that two people can sit in two tabs of one browser.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { idSchema } from '../protocol/words.ts';
import type { Identity } from '../runtime/identity.ts';
import { sameHash } from '../runtime/proof.ts';
import { hashSecret } from '../runtime/secrets.ts';

export type Holder =
  | { kind: 'person'; id: string }
  | { kind: 'facilitator'; id: string }
  | { kind: 'screen'; id: string };

const prefixes = { person: 'parley_p_', facilitator: 'parley_f_', screen: 'parley_s_' } as const;
/** How long a browser keeps a credential: the life of a session is bounded by deleting it. */
const maxAgeSeconds = 180 * 24 * 3600;

/** How many credentials a browser keeps for us, some 85 bytes each. All of them come with every request, and headers end at 16 kB:
 *  a browser with 180 would be answered 431 for ever, without a page to mend it by. */
export const mostCredentials = 50;

/** Over https a browser takes such a cookie only from this very host, for all of it, and by https: no neighbouring site can set it. */
const lock = '__Host-';

/** `id` is the person's for a person, else the session's. */
export const cookieName = (holder: Holder, secure: boolean): string =>
  `${secure ? lock : ''}${prefixes[holder.kind]}${holder.id}`;

/** The secret that this request carries for a holder, if any. */
export function secretOf(request: IncomingMessage, holder: Holder, secure: boolean): string | null {
  return parseCookie(request.headers.cookie ?? '')[cookieName(holder, secure)] ?? null;
}

/** Every credential of ours that this browser carries, whatever else is named alike; the one it got longest ago first: browsers send cookies of
 *  one path in that order. */
export function holdersOf(request: IncomingMessage, secure: boolean): { holder: Holder; secret: string }[] {
  const kinds = Object.keys(prefixes) as Holder['kind'][];
  return Object.entries(parseCookie(request.headers.cookie ?? '')).flatMap(([locked, secret]) => {
    if (locked.startsWith(lock) !== secure) return [];
    const name = secure ? locked.slice(lock.length) : locked;
    const kind = kinds.find((candidate) => name.startsWith(prefixes[candidate]));
    if (!kind || !secret) return [];
    const id = name.slice(prefixes[kind].length);
    // What is no id of ours cannot be written back either, as forgetting it would have to.
    return idSchema.safeParse(id).success ? [{ holder: { kind, id }, secret }] : [];
  });
}

export type Exchange = { request: IncomingMessage; response: ServerResponse; secure: boolean };

/** Whether a request carries what somebody was proven by. Looked for under their own name only: headers hold a thousand others,
 *  and hashing each would cost milliseconds a request. */
export function carriesCredential(request: IncomingMessage, identity: Identity, secure: boolean): boolean {
  const cookies = parseCookie(request.headers.cookie ?? '');
  return provers(identity).some((holder) => {
    const secret = cookies[cookieName(holder, secure)];
    return secret !== undefined && sameHash(hashSecret(secret), identity.credentialHash);
  });
}

/** Whose credentials prove somebody; the projector also shows in the browser of a facilitator. */
function provers(identity: Identity): Holder[] {
  const { kind, sessionId } = identity;
  if (kind === 'person') return [{ kind, id: identity.person }];
  const own: Holder = { kind, id: sessionId };
  return kind === 'screen' ? [own, { kind: 'facilitator', id: sessionId }] : [own];
}

/** `Secure` only where the request came by https: phones in the room come over plain http on a LAN address.
 *  Where the browser carries too many, those it got longest ago are forgotten; they can be had again by a link. */
export function setCredential({ request, response, secure }: Exchange, holder: Holder, secret: string): void {
  const others = holdersOf(request, secure).filter(
    ({ holder: { kind, id } }) => kind !== holder.kind || id !== holder.id,
  );
  const tooMany = Math.max(0, others.length + 1 - mostCredentials);
  for (const { holder: oldest } of others.slice(0, tooMany)) clearCredential({ response, secure }, oldest);
  append(response, {
    name: cookieName(holder, secure),
    value: secret,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: maxAgeSeconds,
  });
}

export function clearCredential({ response, secure }: Omit<Exchange, 'request'>, holder: Holder): void {
  const name = cookieName(holder, secure);
  append(response, { name, value: '', httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: 0 });
}

function append(response: ServerResponse, cookie: Parameters<typeof stringifySetCookie>[0]): void {
  response.appendHeader('Set-Cookie', stringifySetCookie(cookie));
}
