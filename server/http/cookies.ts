// Credentials in HttpOnly cookies, one for each person, facilitator or screen, so that two people can sit in two tabs of one browser.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';

export type Holder =
  | { kind: 'person'; id: string }
  | { kind: 'facilitator'; id: string }
  | { kind: 'screen'; id: string };

const prefixes = { person: 'parley_p_', facilitator: 'parley_f_', screen: 'parley_s_' } as const;
/** How long a browser keeps a credential: the life of a session is bounded by deleting it. */
const maxAgeSeconds = 180 * 24 * 3600;

/** `id` is the person's for a person, else the session's. */
export const cookieName = (holder: Holder): string => `${prefixes[holder.kind]}${holder.id}`;

/** The secret that this request carries for a holder, if any. */
export function secretOf(request: IncomingMessage, holder: Holder): string | null {
  return parseCookie(request.headers.cookie ?? '')[cookieName(holder)] ?? null;
}

/** Every credential that this browser carries. */
export function holdersOf(request: IncomingMessage): { holder: Holder; secret: string }[] {
  return Object.entries(parseCookie(request.headers.cookie ?? '')).flatMap(([name, secret]) => {
    const kind = (Object.keys(prefixes) as Holder['kind'][]).find((candidate) => name.startsWith(prefixes[candidate]));
    return kind && secret ? [{ holder: { kind, id: name.slice(prefixes[kind].length) }, secret }] : [];
  });
}

/** `Secure` only where the request came by https: phones in the room come over plain http on a LAN address. */
export function setCredential(response: ServerResponse, holder: Holder, secret: string, secure: boolean): void {
  append(response, {
    name: cookieName(holder),
    value: secret,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: maxAgeSeconds,
  });
}

export function clearCredential(response: ServerResponse, holder: Holder): void {
  append(response, { name: cookieName(holder), value: '', httpOnly: true, sameSite: 'lax', path: '/', maxAge: 0 });
}

function append(response: ServerResponse, cookie: Parameters<typeof stringifySetCookie>[0]): void {
  response.appendHeader('Set-Cookie', stringifySetCookie(cookie));
}
