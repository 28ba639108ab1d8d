// The clock of one node: every 100 ms it lets due times take effect, and notices when nothing was running.
// Two nodes may fire the same deadline: the exact head makes that harmless. No deadline waits for another one.
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { createBackoff } from './backoff.ts';
import { every } from './every.ts';
import { outageMs } from './owed.ts';

const pollMs = 100;
const beatMs = 1_000;
/** Deadlines under way at once. */
const mostAtOnce = 1_000;

type Due = { stream: string; id: string; at: number };

export type DeadlineClockOptions = {
  store: Pick<Store, 'now' | 'beat' | 'lastBeat' | 'dueUntil'>;
  /** Resolves to the store time at which it took effect; to null where there was nothing to do, or not yet. */
  fire(due: Due): Promise<number | null>;
  /** Nothing lived from `from` to `to`; must be done, as a whole, before any deadline fires or any node beats again. */
  outage(from: number, to: number): Promise<void>;
  /** Every outage up to this store time is dealt with. */
  onNoted?(until: number): void;
  onFault(fault: unknown): void;
  /** A deadline took effect, written by this node, so long after its time, ms. */
  onLate?(lateMs: number): void;
};

export type DeadlineClock = {
  /** Resolves once outages up to now are dealt with: at once where the clock ticked a moment ago. */
  current(): Promise<void>;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
};

/** Ticks once before it resolves, so that nobody acts before an outage was taken into account. */
export async function startDeadlineClock(options: DeadlineClockOptions): Promise<DeadlineClock> {
  const { store, outage, onFault } = options;
  /** Store time, like all here: a machine that slept counts the sleep, its own monotonic clock does not. */
  let beatenAt = Number.NEGATIVE_INFINITY;
  let tickedAt = Number.NEGATIVE_INFINITY;
  let ticking: Promise<void> | null = null;

  /** Whoever was away looks before it notes that it lives: until the outage is dealt with as a whole, every node and its
   *  successor finds the old note. A node that was away while others lived finds theirs, and missed nothing. */
  async function live(): Promise<void> {
    const now = await store.now();
    if (Math.abs(now - beatenAt) > outageMs) {
      const previous = await store.lastBeat();
      if (previous !== null && now - previous > outageMs) await outage(previous, now);
    }
    if (Math.abs(now - beatenAt) >= beatMs) {
      await store.beat();
      beatenAt = now;
      options.onNoted?.(now);
    }
    tickedAt = now;
  }
  const tick = (): Promise<void> => {
    ticking ??= live().finally(() => {
      ticking = null;
    });
    return ticking;
  };
  const firing = createFiring(options);
  const turn = async () => {
    await tick();
    await firing.begin(tickedAt);
  };

  await turn();
  const timer = every(pollMs, turn, onFault);
  return {
    async current() {
      const asked = await store.now();
      // Twice where a tick was under way that had read its time before.
      for (let tries = 0; tries < 2 && Math.abs(asked - tickedAt) >= beatMs; tries += 1) await tick();
    },
    async stop() {
      await timer.stop();
      await firing.over();
    },
  };
}

type Firing = {
  /** Lets everything due by a moment take effect. Resolves once it is begun: a table that is long about its turn keeps
   *  neither the other deadlines nor the beat waiting. */
  begin(now: number): Promise<void>;
  over(): Promise<void>;
};

/** One journal that cannot be read, or a bug at one table, stops no other clock: it is told once and tried less and less often. */
function createFiring({ store, fire, onFault, onLate }: DeadlineClockOptions): Firing {
  const waits = createBackoff(1_000, 60_000);
  const underWay = new Map<string, Promise<void>>();
  const keyOf = ({ stream, id, at }: Due) => `${stream}/${id}/${at}`;

  async function fireOne(due: Due): Promise<void> {
    const key = keyOf(due);
    try {
      const effectAt = await fire(due);
      waits.succeeded(key);
      if (effectAt !== null) onLate?.(Math.max(0, effectAt - due.at));
    } catch (fault) {
      // A store that is away is away for all: they come again with the next look.
      if (fault instanceof StoreUnavailable || waits.failed(key) === 1) onFault(fault);
    }
  }
  function start(due: Due): void {
    const key = keyOf(due);
    const fired = fireOne(due).then(() => void underWay.delete(key));
    underWay.set(key, fired);
  }
  return {
    async begin(now) {
      // What is stuck or under way may not crowd out what is not.
      const rows = await store.dueUntil(now, mostAtOnce + waits.size() + underWay.size);
      const free = rows.filter((due) => !underWay.has(keyOf(due)) && waits.ready(keyOf(due)));
      for (const due of free.slice(0, mostAtOnce - underWay.size)) start(due);
    },
    over: async () => void (await Promise.all(underWay.values())),
  };
}
