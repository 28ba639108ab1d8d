// The clock of one node: every 100 ms it lets due times take effect, and notices when nothing was running.
// Two nodes may fire the same deadline: the exact head makes that harmless.
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { houseAuthor } from './entries.ts';
import { every } from './every.ts';

const pollMs = 100;
const beatMs = 1_000;
/** Longer than this without any living node is an outage, and deadlines move by it. */
const outageMs = 5_000;
const batch = 200;

type Outage = { from: number; to: number };
const owedOutage = { stream: 'house:clock', author: houseAuthor, key: 'outage' };

async function recallOwed(store: Store): Promise<Outage | null> {
  const [kept] = await store.readDocuments(owedOutage.stream, owedOutage.author);
  return kept === undefined ? null : (JSON.parse(kept.text) as Outage | null);
}

async function keepOwed(store: Store, owed: Outage | null): Promise<void> {
  await store.putDocument({ ...owedOutage, text: JSON.stringify(owed), revision: 1 });
}

export type DeadlineClockOptions = {
  store: Store;
  fire(due: { stream: string; id: string; at: number }): Promise<void>;
  /** Nothing lived from `from` to `to`; must be done before any deadline fires. */
  outage(from: number, to: number): Promise<void>;
  onFault(fault: unknown): void;
};

export type DeadlineClock = {
  /** Resolves once outages and deadlines up to now are dealt with: at once where the clock ticked a moment ago. */
  current(): Promise<void>;
  stop(): Promise<void>;
};

/** Ticks once before it resolves, so that nobody acts before an outage was taken into account. */
export async function startDeadlineClock({
  store,
  fire,
  outage,
  onFault,
}: DeadlineClockOptions): Promise<DeadlineClock> {
  let beatenAt = Number.NEGATIVE_INFINITY;
  /** Store time, like all here: a machine that slept counts the sleep, its own monotonic clock does not. */
  let tickedAt = Number.NEGATIVE_INFINITY;
  /** An outage that was noticed and could not be written yet; kept in the store, since the beat that noticed it hides it. */
  let owed: Outage | null = await recallOwed(store);
  let ticking: Promise<void> | null = null;

  async function work(): Promise<void> {
    const now = await store.now();
    if (Math.abs(now - beatenAt) >= beatMs) {
      const previous = await store.beat();
      if (previous !== null && now - previous > outageMs) {
        owed = { from: owed?.from ?? previous, to: now };
        await keepOwed(store, owed);
      }
      beatenAt = now;
    }
    if (owed !== null) {
      await outage(owed.from, owed.to);
      await keepOwed(store, null);
    }
    owed = null;
    await Promise.all((await store.dueUntil(now, batch)).map(fireAlone));
    tickedAt = now;
  }
  /** One journal that cannot be read, or a bug at one table, stops no other clock. */
  async function fireAlone(due: Parameters<typeof fire>[0]): Promise<void> {
    try {
      await fire(due);
    } catch (fault) {
      if (fault instanceof StoreUnavailable) throw fault;
      onFault(fault);
    }
  }
  const tick = (): Promise<void> => {
    ticking ??= work().finally(() => {
      ticking = null;
    });
    return ticking;
  };

  await tick();
  const timer = every(pollMs, tick, onFault);
  return {
    async current() {
      const asked = await store.now();
      // Twice where a tick was under way that had read its time before.
      for (let tries = 0; tries < 2 && Math.abs(asked - tickedAt) >= beatMs; tries += 1) await tick();
    },
    stop: () => timer.stop(),
  };
}
