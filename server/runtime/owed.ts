// Whether an outage may still have to move what a clock has ended. Until that is known nothing is decided on its end: an
// outage is written down for the session, and a table that is busy hears of it later than of its own deadline.
// Knows no connection and no timer; asks the outbox, which any node may have filled.
import type { Json, Store } from '../journal/port.ts';
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import { lapsed } from '../table/clock.ts';
import type { TableState } from '../table/state.ts';
import { tableStream } from './streams.ts';

/** Longer than this without any living node is an outage, and deadlines move by it. */
export const outageMs = 5_000;
/** More than waits for all tables of all sessions together. */
const allWaiting = 100_000;

const notYet = refuse(
  reject('tryAgain', 'Nothing ran here for a while. Try again in a moment: the clocks are being put right.'),
);

export type Owed = {
  /** All outages up to this store time are written down; what tables have to hear of them waits in the outbox. */
  noted(until: number): void;
  /** A decision that may go by a session's clock, or that a table hears of: its time is held against the table's clock there. */
  atSession<Fact>(stamp: Stamp, decide: () => Decision<Fact>): Decision<Fact>;
  /** A decision that may go by a table's clock; a promise: it was asked, decide again with the same stamp. */
  atTable<Fact>(
    state: TableState,
    stamp: Stamp,
    decide: () => Decision<Fact> | Promise<undefined>,
  ): Decision<Fact> | Promise<undefined>;
};

export function createOwed(store: Pick<Store, 'pendingOutbox'>): Owed {
  let notedUntil = Number.NEGATIVE_INFINITY;
  // Of each decision, so that one that is made anew, after the head had moved, looks anew.
  const owing = new WeakMap<Stamp, boolean>();
  const waiting = sharedLook(store);
  /** What waited for its turn over a sleep of the node is stamped behind an outage that nobody noticed yet. */
  const mayHaveSlept = ({ now }: Stamp): boolean => Math.abs(now - notedUntil) > outageMs;

  async function look(stamp: Stamp, table: string): Promise<undefined> {
    owing.set(stamp, (await waiting()).has(table));
  }
  return {
    noted(until) {
      notedUntil = until;
    },
    atSession: (stamp, decide) => (mayHaveSlept(stamp) ? notYet : decide()),
    atTable(state, stamp, decide) {
      // What no clock has ended is the same with an outage and without.
      if (lapsed(state, stamp.now).length === 0) return decide();
      if (mayHaveSlept(stamp)) return notYet;
      const isOwed = owing.get(stamp);
      if (isOwed === undefined) return look(stamp, tableStream(state.tableId));
      return isOwed ? notYet : decide();
    },
  };
}

const isOutage = (command: Json): boolean => (command as { type?: unknown } | null)?.type === 'observeOutage';

/** The tables that have not heard of an outage. Whoever asks before a look has begun shares it: all tables of a class end together. */
function sharedLook(store: Pick<Store, 'pendingOutbox'>): () => Promise<Set<string>> {
  let next: Promise<Set<string>> | null = null;
  return () => {
    next ??= Promise.resolve().then(async () => {
      next = null;
      const rows = await store.pendingOutbox(allWaiting);
      return new Set(rows.filter(({ command }) => isOutage(command)).map(({ target }) => target));
    });
    return next;
  };
}
