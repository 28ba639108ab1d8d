// Keeps what this node holds in memory true: each second the heads of all of it are compared with the store's, since hints
// may be lost and a node may have been stopped. Whoever is behind reads on; what was deleted elsewhere is let go.
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { createBackoff } from './backoff.ts';
import type { Entries, SessionEntry, TableEntry } from './entries.ts';

/** Streams asked about at once. */
const batch = 500;
/** Older than this, what is held may not be shown without looking first. */
const staleMs = 2_500;

export type FreshnessParts = {
  store: Store;
  entries: Entries;
  /** A stream grew, here or elsewhere. */
  grew(stream: string): void;
  /** A journal that was there is gone from the store. */
  gone(stream: string): Promise<void>;
  onFault(fault: unknown): void;
};

export type Freshness = {
  check(): Promise<void>;
  /** Resolves once what is held was compared with the store a moment ago: at once where the node was awake. */
  current(): Promise<void>;
  /** Looks at one stream now. */
  look(stream: string): Promise<void>;
};

export function createFreshness({ store, entries, grew, gone, onFault }: FreshnessParts): Freshness {
  let checkedAt = performance.now();
  let checking: Promise<void> | null = null;
  const unreadable = createBackoff(1_000, 60_000);

  async function compare(held: readonly (SessionEntry | TableEntry)[]): Promise<Promise<void>[]> {
    const versions = held.map(({ version }) => version);
    const heads = await store.heads(held.map(({ stream }) => stream));
    return held.flatMap((entry, index) => {
      const [before, head] = [versions[index] ?? 0, heads.get(entry.stream) ?? 0];
      if (head === before || (head > before && entry.version >= head)) return [];
      return [mend(entry, before, head).catch(onFault)];
    });
  }

  async function mend(entry: SessionEntry | TableEntry, before: number, head: number): Promise<void> {
    if (head === 0) return lookForGone(entry);
    if (!unreadable.ready(entry.stream)) return;
    await entry.inTurn(async () => {
      // The store went back behind what was read from it, as after a restore: nothing that is held counts.
      if (head < before) entry.reset();
      try {
        if (await entry.catchUp(store)) grew(entry.stream);
        unreadable.succeeded(entry.stream);
      } catch (fault) {
        if (fault instanceof StoreUnavailable) throw fault;
        // Said once; looked at again now and then, since a newer program may stand here tomorrow.
        if (unreadable.failed(entry.stream) === 1) throw fault;
      }
    });
  }

  async function lookForGone(entry: SessionEntry | TableEntry): Promise<void> {
    const isGone = await entry.inTurn(async () => (await store.heads([entry.stream])).size === 0 && entry.version > 0);
    if (isGone) await gone(entry.stream);
  }

  /** `mended`: also waits until everything that was behind has read on. */
  async function compareAll(): Promise<Promise<void>[]> {
    const startedAt = performance.now();
    const held = [...entries.all()].filter(({ version, deleting }) => version > 0 && !deleting);
    const mending: Promise<void>[] = [];
    for (let start = 0; start < held.length; start += batch) {
      mending.push(...(await compare(held.slice(start, start + batch))));
    }
    checkedAt = startedAt;
    return mending;
  }

  let mending: Promise<void>[] = [];
  const check = (): Promise<void> => {
    checking ??= compareAll()
      .then((begun) => {
        mending = begun;
      })
      .finally(() => {
        checking = null;
      });
    return checking;
  };

  return {
    check,
    async current() {
      if (performance.now() - checkedAt < staleMs) return;
      await check();
      await Promise.all(mending);
    },
    async look(stream) {
      const entry = entries.known(stream);
      if (entry !== undefined && entry.version > 0) await Promise.all(await compare([entry]));
    },
  };
}
