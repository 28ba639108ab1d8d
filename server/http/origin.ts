// Which pages may talk to this server: only its own. Compares Origin with Host; a `cors` list would not stop a WebSocket.
// And which were asked for under a name that nobody else can point at this machine.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** True where the request has no Origin (not a browser's cross-site call) or its Origin names the host that was asked.
 *  `scheme` is compared too where it is known for sure: behind a proxy that nobody told us of, it is not. */
export function sameOrigin(request: IncomingMessage, scheme: 'http' | 'https' | null = null): boolean {
  const { origin, host } = request.headers;
  // A form or script of another site says so itself in newer browsers, also where it sends no Origin.
  if (request.headers['sec-fetch-site'] === 'cross-site' && request.method !== 'GET') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const asking = new URL(origin);
  if (asking.host === '' || (scheme !== null && asking.protocol !== `${scheme}:`)) return false;
  return asking.host === plainHost(host ?? '', asking.protocol);
}

/** `Host` as a URL writes it: without the port that the scheme implies. */
function plainHost(host: string, protocol: string): string | null {
  const asked = `${protocol}//${host}`;
  return URL.canParse(asked) ? new URL(asked).host : null;
}

/** Whether this machine was asked for as `localhost` or by an address. A page of somebody else can have its own *name* lead here
 *  (DNS rebinding) and would then be of our origin: what is told to this machine alone is not told under a name. */
export function askedWithoutName({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const asked = `http://${headers.host ?? ''}`;
  if (!URL.canParse(asked)) return false;
  const { hostname } = new URL(asked);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
