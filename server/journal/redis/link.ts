// One connection that comes back: connects, lets its owner prepare it, serves calls with a deadline, replaces itself when broken.
// Knows no store. Nothing waits here for a connection: while there is none, every call rejects at once.

import { createClient } from 'redis';
import { StoreUnavailable } from '../unavailable.ts';
import { explained, Silence } from './words.ts';

/** The one shape of client that the store uses; RESP 3, no modules. */
export type Client = ReturnType<typeof newClient>;

export type LinkOptions = {
  url: string;
  /** `host:port`, for messages. */
  address: string;
  /** Shown by `CLIENT LIST`. */
  name: string;
  /** Runs on every new connection before it serves; a rejection closes it and is what calls reject with. */
  prepare(client: Client): Promise<void>;
  /** A connection serves: the first, and each one after a break. */
  onServing?(client: Client): void;
};

export type Link = {
  /** Rejects with `StoreUnavailable`; whether a write happened is unknown then. */
  call<Reply>(work: (client: Client) => Promise<Reply>, deadlineMs?: number): Promise<Reply>;
  /** The connection that serves now, or null. */
  current(): Client | null;
  /** Rejects what is under way. */
  close(): void;
};

/** An answer that takes longer counts as none: a hung Redis is an absent one. */
const callMs = 3_000;
const connectMs = 1_500;
const firstPauseMs = 20;
const longestPauseMs = 250;

/** Resolves when the first connection serves; rejects with the first error, unexplained. Afterwards it mends itself. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const link = createLink(options);
  try {
    await link.connect();
  } catch (error) {
    link.close();
    throw error;
  }
  return link;
}

function createLink(options: LinkOptions): Link & { connect(): Promise<void> } {
  let client: Client | null = null;
  let reason: StoreUnavailable | null = new StoreUnavailable(`not yet connected to Redis at ${options.address}`);
  let isClosed = false;
  let pause: NodeJS.Timeout | undefined;

  const lose = (lost: Client, error: unknown) => {
    if (client !== lost) return;
    client = null;
    reason = explained(error, options.address);
    lost.destroy();
    if (!isClosed) comeBack(0);
  };
  const comeBack = (attempt: number) => {
    const pauseMs = Math.min(firstPauseMs * 2 ** attempt, longestPauseMs);
    pause = setTimeout(() => {
      connect().catch((error: unknown) => {
        reason = explained(error, options.address);
        if (!isClosed) comeBack(attempt + 1);
      });
    }, pauseMs);
  };
  // Making a client from nothing costs some 20 ms of processor; its duplicates share what it was made of.
  const pattern = newClient(options);
  const connect = async () => {
    const fresh = await connectOnce(pattern.duplicate(), options, lose);
    if (isClosed) return fresh.destroy();
    client = fresh;
    reason = null;
    options.onServing?.(fresh);
  };
  return {
    connect,
    current: () => client,
    async call(work, deadlineMs = callMs) {
      const using = client;
      if (!using) throw reason;
      try {
        return await within(work(using), deadlineMs, options.address);
      } catch (error) {
        // Every later call on a connection that no longer answers would wait in vain too.
        if (error instanceof Silence || isUseless(error)) lose(using, error);
        throw explained(error, options.address);
      }
    },
    close() {
      isClosed = true;
      reason = new StoreUnavailable('the store is closed');
      clearTimeout(pause);
      client?.destroy();
      client = null;
    },
  };
}

async function connectOnce(
  client: Client,
  options: LinkOptions,
  lose: (client: Client, error: unknown) => void,
): Promise<Client> {
  let failure: unknown;
  client.on('error', (error: unknown) => {
    failure ??= error;
    lose(client, error);
  });
  const ready = (async () => {
    await client.connect();
    await options.prepare(client);
  })();
  try {
    await within(ready, connectMs, options.address);
    return client;
  } catch (error) {
    client.destroy();
    // What the socket said tells more than "closed".
    throw error instanceof StoreUnavailable ? error : (failure ?? error);
  }
}

function newClient({ url, name }: LinkOptions) {
  return createClient({
    url,
    name,
    RESP: 3,
    // Nothing may wait in a queue and run later, when it was given up already.
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // A client lives as long as one connection: the link makes the next one, and prepares it.
    socket: { reconnectStrategy: false, connectTimeout: connectMs },
  });
}

/** The server answers, but this connection can no longer be used for what it is for. */
function isUseless(error: unknown): boolean {
  return /^(READONLY|MASTERDOWN|PARLEYEPOCH)/.test((error as Error).message);
}

async function within<Value>(work: Promise<Value>, limitMs: number, address: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(address, limitMs)), limitMs);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
