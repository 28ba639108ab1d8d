// The store for several nodes: one Redis, every append one atomic call of a Lua function.
// Knows the port and the library's functions, no key; the promises and figures are in docs/persistence.md.

import { setTimeout } from 'node:timers/promises';
import { createListeners } from './listeners.ts';
import type { Store } from './port.ts';
import { prepareAppend, prepareDocument } from './prepare.ts';
import { createAppends } from './redis/appends.ts';
import { type Calls, openCalls } from './redis/calls.ts';
import { found } from './redis/founding.ts';
import { inspect, type Persistence } from './redis/inspect.ts';
import { openLink } from './redis/link.ts';
import { openNews } from './redis/news.ts';
import { createReads } from './redis/reads.ts';
import { createScrub, type Scrub } from './redis/scrub.ts';
import { steadyTime } from './redis/steady-time.ts';
import { openWhispers } from './redis/whispers.ts';
import { addressOf, explained, passesByItself } from './redis/words.ts';
import { StoreUnavailable } from './unavailable.ts';

export type RedisOptions = {
  /** `redis://[user:password@]host[:port][/database]`, `rediss://` for TLS. Its password is never logged or thrown. */
  url: string;
  /** Before every key; two stores with two prefixes share a Redis without meeting. */
  prefix?: string;
  /** 'expect' if absent: a Redis without a store is refused, it may be one that lost it. 'create' makes one where none is. */
  found?: 'create' | 'expect';
  /** How long to wait at the start for a Redis that is away or loading. */
  patienceMs?: number;
};

export type RedisStore = Store & {
  /** What an acknowledged append survives, as this Redis is set up; as of the last connection. */
  persistence(): Persistence;
};

const usualPrefix = 'parley:';
const usualPatienceMs = 10_000;
const retryMs = 100;
/** A beat that comes later than this is none; longer than its sender waits, shorter than an outage. */
const beatMs = 4_000;
/** Removing a large session takes its time. */
const removalMs = 60_000;

/** True where a store was created, false where there was one already. Rejects with `StoreUnavailable`. */
export async function createRedisStore(options: Omit<RedisOptions, 'found'>): Promise<boolean> {
  const { url, prefix = usualPrefix, patienceMs = usualPatienceMs } = options;
  const address = addressOf(url);
  let created = false;
  const prepare: Parameters<typeof openLink>[0]['prepare'] = async (client) => {
    await inspect(client, address);
    created = await found(client, prefix, address);
  };
  try {
    const link = await patiently(() => openLink({ url, address, name: 'parley-create', prepare }), patienceMs);
    link.close();
  } catch (error) {
    throw explained(error, address);
  }
  return created;
}

/** Rejects with `StoreUnavailable` where Redis is away, unfit, empty or of a newer version, in words that name the mend. */
export async function openRedisStore(options: RedisOptions): Promise<RedisStore> {
  const { url, prefix = usualPrefix, patienceMs = usualPatienceMs } = options;
  const address = addressOf(url);
  if (options.found === 'create') await createRedisStore(options);
  const listeners = createListeners();
  const opened: { close(): void }[] = [];
  const open = async <Part extends { close(): void }>(part: () => Promise<Part>): Promise<Part> => {
    const there = await patiently(part, patienceMs);
    opened.push(there);
    return there;
  };
  try {
    let scrub: Scrub | null = null;
    // A node may have died, or Redis, between a removal and its scrub.
    const finishScrub = () => void scrub?.run().catch(() => undefined);
    const toCalls = { url, address, prefix, name: 'parley', onServing: finishScrub };
    const calls = await patiently(() => openCalls(toCalls), patienceMs);
    opened.push(calls.link);
    scrub = createScrub(calls);
    finishScrub();
    await open(() => openNews({ url, address, prefix, name: 'parley-news', listeners }));
    const whispers = await open(() => openWhispers({ url, address, prefix, name: 'parley-whispers' }, calls));
    const close = () => {
      for (const each of opened) each.close();
      listeners.clear();
    };
    return compose(calls, scrub, { ...whispers, ...listeners }, close);
  } catch (error) {
    for (const each of opened) each.close();
    throw explained(error, address);
  }
}

type Ears = Pick<Store, 'watch' | 'whisper' | 'hear'>;

function compose(calls: Calls, scrub: Scrub, ears: Ears, end: () => void): RedisStore {
  let isClosing = false;
  let closed: Promise<void> | undefined;
  const insistOpen = () => {
    if (isClosing) throw new StoreUnavailable('the store is closed');
  };
  const call: Calls['call'] = async (...parameters) => {
    insistOpen();
    return calls.call(...parameters);
  };
  const time = steadyTime(() => call<number>('now', []));
  const appends = createAppends({ calls, stamped: time.stamped });
  return {
    ...createReads(call, time),
    async now() {
      insistOpen();
      return time.now();
    },
    persistence: calls.persistence,
    async append(item) {
      insistOpen();
      return appends.append(prepareAppend(item));
    },
    async readTexts(refs) {
      insistOpen();
      if (refs.length > 0) return appends.readTexts(refs);
      // Nothing to ask, but a store that is away says so all the same.
      await call('now', []);
      return new Map();
    },
    async putDocument(row) {
      const { stream, author, key, text, revision } = prepareDocument(row);
      return Number(await call<string>('put_document', [stream, author, key, text, String(revision)]));
    },
    async outboxDelivered(ids) {
      await call('outbox_delivered', ids);
    },
    async beat() {
      const earlier = await call<string | null>('beat', [String((await time.now()) + beatMs)]);
      if (earlier !== null) time.saw(Number(earlier));
      return earlier === null ? null : Number(earlier);
    },
    watch(listener) {
      insistOpen();
      return ears.watch(listener);
    },
    async whisper(word) {
      insistOpen();
      return ears.whisper(word);
    },
    hear(listener) {
      insistOpen();
      return ears.hear(listener);
    },
    async eraseAuthor(author) {
      await call('erase_author', [author], removalMs);
      await scrub.run();
    },
    async deleteStreams(streams) {
      insistOpen();
      // What still waits for company was asked for before: overtaken by the deletion it would begin a journal anew.
      await appends.settle();
      await call('delete_streams', streams, removalMs);
      await scrub.run();
    },
    close() {
      isClosing = true;
      closed ??= appends.settle().finally(end);
      return closed;
    },
  };
}

/** Tries again while Redis is away in a way that passes. */
async function patiently<Part>(open: () => Promise<Part>, patienceMs: number): Promise<Part> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!passesByItself(error) || performance.now() > until) throw error;
      await setTimeout(retryMs);
    }
  }
}
