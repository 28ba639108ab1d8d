// Who is asking: the address that a request really comes from, and whether it came by https.
// Forwarded headers count only where the operator said how many proxies of their own stand in front; else anybody could write them.
import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

/** `address` is a key for counting: an IPv4 address, or the /64 network that one household or host has of IPv6. */
export type Client = { address: string; secure: boolean };

const unknown = 'unknown';

/** `proxies`: how many trusted proxies stand in front, each of which adds one entry at the end; 0 for none. */
export function clientOf(request: IncomingMessage, proxies: number): Client {
  const encrypted = 'encrypted' in request.socket && request.socket.encrypted === true;
  const peer = request.socket.remoteAddress ?? unknown;
  if (proxies === 0) return { address: addressKey(peer), secure: encrypted };
  const told = entryOf(request.headers['x-forwarded-for'], proxies);
  const scheme = entryOf(request.headers['x-forwarded-proto'], proxies, true);
  return {
    address: addressKey(told === null ? peer : (withoutPort(told) ?? peer)),
    secure: encrypted || scheme?.toLowerCase() === 'https',
  };
}

/** Whether this browser says that it has been here, by any cookie named as ours are: nothing proven, but enough to be let in before a newcomer. */
export const seemsKnown = (request: IncomingMessage): boolean =>
  /(?:^|[;_ -])parley_[pfs]_/.test(request.headers.cookie ?? '');

/** The entry that our outermost proxy wrote: counted from the right, what stands left of it was sent by the client. */
function entryOf(header: string | string[] | undefined, proxies: number, orLast = false): string | null {
  const entries = [header ?? []].flat().join(',').split(',');
  const entry = entries.at(-proxies) ?? (orLast ? entries.at(-1) : undefined);
  return entry?.trim() || null;
}

/** `203.0.113.9:4711` and `[2001:db8::1]:4711` without the port; null where it is no address. */
function withoutPort(told: string): string | null {
  const bare = told.startsWith('[')
    ? told.slice(1).split(']')[0]
    : told.split(':').length === 2
      ? told.split(':')[0]
      : told;
  return bare !== undefined && isIP(bare) !== 0 ? bare : null;
}

export function addressKey(address: string): string {
  // Of IPv4 nothing has to be taken away, and it is asked for many times by each who comes.
  if (!address.includes(':')) return address;
  const plain = address.toLowerCase().startsWith('::ffff:') ? address.slice(7) : address;
  const bare = plain.split('%')[0] ?? plain;
  return isIPv6(bare) ? networkOf(bare) : bare;
}

/** The /48 around the /64 of a key: what one customer may be given, 65,536 networks. Null for what is no key of IPv6. */
export function siteOf(key: string): string | null {
  const groups = key.endsWith('::/64') ? key.split(':') : [];
  return groups.length < 4 ? null : `${groups.slice(0, 3).join(':')}::/48`;
}

/** The first four groups of an IPv6 address, written out. */
function networkOf(address: string): string {
  const [front = '', back] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const head = groups(front);
  const tail = back === undefined ? [] : groups(back);
  // An embedded IPv4 address at the end stands for two groups, all of them behind the network.
  const width = tail.at(-1)?.includes('.') ? tail.length + 1 : tail.length;
  const filled =
    back === undefined ? head : [...head, ...Array<string>(Math.max(0, 8 - head.length - width)).fill('0'), ...tail];
  return `${filled
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
