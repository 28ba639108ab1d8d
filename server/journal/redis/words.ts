// What Redis or the way to it says, in words for whoever runs the server.
// Knows no call. Never says a password: addresses are named by host and port alone.

import { StoreLost, StoreUnavailable } from '../unavailable.ts';

/** `host:port` of a Redis URL, for messages. Throws `StoreUnavailable` for what is not one. */
export function addressOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !['redis:', 'rediss:'].includes(parsed.protocol) || parsed.hostname === '') {
    throw new StoreUnavailable('REDIS_URL must look like redis://host:6379 (rediss:// for TLS)');
  }
  return `${parsed.hostname}:${parsed.port || 6379}`;
}

/** No answer within the time that was given: taken as absence, whatever the reason. */
export class Silence extends StoreUnavailable {
  constructor(address: string, limitMs: number) {
    super(`Redis at ${address} has not answered for ${limitMs} ms`);
  }
}

/** By the first word of an error reply. */
const replies: Record<string, string> = {
  OOM: 'is out of memory and keeps nothing more: give it more (maxmemory) or delete old sessions',
  READONLY: 'is a read-only replica: name the primary',
  MISCONF: 'refuses to write because it cannot save to its disk: look at its log and its disk',
  NOAUTH: 'wants a password: put it into REDIS_URL (redis://user:password@host:port)',
  WRONGPASS: 'refuses the user or password of REDIS_URL',
  DENIED:
    'takes nobody from another machine (protected mode, no password): give it one, put it into REDIS_URL, and set protected-mode no',
  LOADING: 'is still loading its data',
  BUSY: 'is busy with a script',
  MASTERDOWN: 'is a replica that lost its primary: name the primary',
};

const epochIsAnother =
  'does not hold the sessions that this node knows (it was wiped or replaced): restore the backup, or end all nodes and start anew';

const ways: Record<string, string> = {
  ECONNREFUSED: 'does not answer: nothing listens there',
  ENOTFOUND: 'cannot be found: no such host',
  EAI_AGAIN: 'cannot be found: the name service does not answer',
  ECONNRESET: 'broke the connection',
  EPIPE: 'broke the connection',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
};

/** Any error of the client as `StoreUnavailable`; one that is explained already stays as it is. */
export function explained(error: unknown, address: string): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const { code, message } = error as { code?: string; message?: string };
  const firstWord = /^[A-Z]+/.exec(message ?? '')?.[0] ?? '';
  if (firstWord === 'NOPERM' || /can't run this command|ACL failure/.test(message ?? ''))
    return new StoreUnavailable(`Redis at ${address} ${lackingRight(message ?? '')}`);
  if (firstWord === 'PARLEYEPOCH') return new StoreLost(`Redis at ${address} ${epochIsAnother}`);
  const meaning = replies[firstWord] ?? ways[code ?? ''];
  if (meaning) return new StoreUnavailable(`Redis at ${address} ${meaning}`);
  if (/unknown resp type/i.test(message ?? '')) {
    return new StoreUnavailable(`what answers at ${address} is not a Redis: check REDIS_URL`);
  }
  if (/socket closed|disconnect|offline|client is closed/i.test(message ?? '')) {
    return new StoreUnavailable(`the connection to Redis at ${address} broke`);
  }
  return new StoreUnavailable(`Redis at ${address}: ${message ?? String(error)}`);
}

/** Redis names the command that is missing, but not where a function met it. */
function lackingRight(message: string): string {
  const command = /'([\w|]+)' command/.exec(message)?.[1];
  const what = command === undefined ? 'do what the store needs' : `run ${command.toUpperCase()}`;
  return `does not let this user ${what}: see docs/persistence.md for the list of rights`;
}

/** Redis answers again by itself, so that waiting helps. */
export function passesByItself(error: unknown): boolean {
  if (error instanceof Silence) return true;
  const { code, message } = error as { code?: string; message?: string };
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || /^(LOADING|BUSY)/.test(message ?? '');
}
