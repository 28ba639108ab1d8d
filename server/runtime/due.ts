// What the clock brings about: a deadline at a table or in a session, and the end of an outage. Decided like commands.
// Knows no timer.
import { setTimeout } from 'node:timers/promises';
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { type Decision, refuse } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import * as sessionDeadlines from '../session/decide-deadline.ts';
import type { SessionState } from '../session/state.ts';
import * as tableRules from '../table/decide.ts';
import type { Entries } from './entries.ts';
import type { Outbox } from './outbox.ts';
import { type Owed, outageMs } from './owed.ts';
import { parseStream } from './streams.ts';
import { submit } from './submit.ts';

/** Enough to see every stream with an open deadline after an outage. */
const allDue = 100_000;
/** Most tables have heard of an outage by then. All others do not wait for one that is busy: its own deadline does. */
const hearWithinMs = 1_000;
const gone = refuse(reject('unknownTable', 'There is nothing at this address.'));
const tooEarly = refuse(reject('tryAgain', 'This deadline is not reached.'));

export type DueParts = {
  store: Store;
  entries: Entries;
  outbox: Pick<Outbox, 'run'>;
  owed: Owed;
  grew(stream: string): void;
  onFault(fault: unknown): void;
};
type DueTime = { stream: string; id: string; at: number };

/** Lets one due time take effect. Resolves to the store time of that; to null where it moved, was dealt with elsewhere, is
 *  not reached after all, or found no turn: what still stands is looked at again. */
export async function fire({ store, entries, owed, grew }: DueParts, due: DueTime): Promise<number | null> {
  const target = parseStream(due.stream);
  const { id } = due;
  let effectAt: number | null = null;
  const clockAt = (version: number) => ({
    seatId: 'deadline',
    // With the head it was looked at with: a look that changed nothing may not stand for one that would.
    commandId: `deadline:${due.stream}:${id}:${due.at}@${version}`,
    payload: { id, at: due.at },
    written(at: number) {
      effectAt = at;
    },
  });
  if (target?.kind === 'session') {
    const entry = await entries.session(target.id);
    await submit(store, entry, {
      ...clockAt(entry.version),
      decide: (state, stamp) =>
        state ? owed.atSession(stamp, () => reached(due, sessionDeadlines.decideDeadline(state, id, stamp))) : gone,
    });
    grew(due.stream);
    return effectAt;
  }
  const entry = target && (await entries.table(target.id));
  if (!entry) return null;
  await submit(store, entry, {
    ...clockAt(entry.version),
    decide: (state, stamp) =>
      state
        ? owed.atTable(state, stamp, () =>
            entries.decided(entry, () => reached(due, tableRules.decideDeadline(state, entry.caseFile, id, stamp))),
          )
        : gone,
  });
  grew(due.stream);
  return effectAt;
}

/** A clock that was put back while this was on its way: the due time stands as it is, and there is nothing to write. */
function reached<Fact>({ id, at }: DueTime, decision: Decision<Fact>): Decision<Fact> {
  const { facts = [], dueTimes = [] } = decision.ok ? decision.accepted : {};
  return facts.length === 0 && dueTimes.some((due) => due.id === id && due.at === at) ? tooEarly : decision;
}

/** Every session with an open deadline, its own or a table's, moves its deadlines by the outage and tells its tables. */
export async function outage(parts: DueParts, from: number, to: number): Promise<void> {
  const { store, entries, outbox, onFault } = parts;
  const sessions = new Set<string>();
  for (const { stream } of await store.dueUntil(Number.MAX_SAFE_INTEGER, allDue)) {
    await apart(onFault, async () => {
      const target = parseStream(stream);
      const sessionId = target?.kind === 'table' ? (await entries.table(target.id))?.state?.sessionId : target?.id;
      if (sessionId !== undefined) sessions.add(sessionId);
    });
  }
  let waiting = 0;
  for (const sessionId of sessions)
    await apart(onFault, async () => {
      if (!(await outageAt(parts, sessionId, from, to))) waiting += 1;
    });
  await apart(onFault, () => Promise.race([outbox.run(), setTimeout(hearWithinMs, undefined, { ref: false })]));
  // Whoever goes on as if it were done takes those minutes from them for good.
  if (waiting > 0) throw new StoreUnavailable(`${waiting} sessions have no turn yet to note an outage`);
}

/** False where the session had too much to do: nothing is noted, and it has to be tried again. */
async function outageAt(
  { store, entries, grew }: DueParts,
  sessionId: string,
  from: number,
  to: number,
): Promise<boolean> {
  const entry = await entries.session(sessionId);
  const answer = await submit(store, entry, {
    seatId: 'outage',
    commandId: `outage:${from}-${to}`,
    payload: from,
    decide: (state, stamp) => {
      if (state === null) return gone;
      const lastedMs = to - Math.max(from, observedUntil(state));
      // As of its end: counted back from the turn that a busy session got, it would begin later than it did.
      return sessionDeadlines.decideOutage(state, lastedMs > outageMs ? lastedMs : 0, { ...stamp, now: to });
    },
  });
  grew(entry.stream);
  return answer.ok || answer.rejection.code !== 'tryAgain';
}

/** Another node, or one that was killed over it, may have written a part of the same outage down already. */
const observedUntil = ({ outages }: SessionState): number => outages.at(-1)?.at ?? Number.NEGATIVE_INFINITY;

/** A journal that cannot be read is a fault of its own and keeps no other waiting; a store that is away keeps all. */
export async function apart(onFault: (fault: unknown) => void, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    if (fault instanceof StoreUnavailable) throw fault;
    onFault(fault);
  }
}
