// The runtime of one node: commands in, view events out. Puts entries, connections, outbox, clock and monitor together.
// Knows no HTTP and no Socket.IO; those hand in identities and frames.
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import type { SimulationCard } from '../protocol/session-view.ts';
import { holderOf, presentPerson, tablesToDelete } from '../session/queries.ts';
import { cardOf } from './card.ts';
import type { Catalogue } from './catalogue.ts';
import type { Outlet } from './connected.ts';
import { type Connection, connect } from './connection.ts';
import { Connections } from './connections.ts';
import { startDeadlineClock } from './deadline-clock.ts';
import { deliver } from './deliver.ts';
import { apart, fire, outage } from './due.ts';
import { Entries, type SessionEntry } from './entries.ts';
import { markStore } from './epoch.ts';
import { every } from './every.ts';
import { createFreshness } from './freshness.ts';
import type { Identity } from './identity.ts';
import { createMembership, type Membership } from './membership.ts';
import { Monitor } from './monitor.ts';
import { Outbox } from './outbox.ts';
import { createOwed } from './owed.ts';
import { createPatience } from './patience.ts';
import { patientStore } from './patient-store.ts';
import { PlainFault } from './plain-fault.ts';
import { Presence } from './presence.ts';
import { restoredMark } from './restored.ts';
import { newId } from './secrets.ts';
import { parseStream, sessionStream, tableStream } from './streams.ts';
import { understood, type Whisper } from './whispers.ts';

/** What of a node an operator can count. */
export type RuntimeFigures = { journalsInMemory: number; undeliverable: number; connections: number };

export type Runtime = Omit<Membership, 'keepCase'> & {
  now(): Promise<number>;
  library(): SimulationCard[];
  connect(identity: Identity, outlet: Outlet): Connection;
  figures(): RuntimeFigures;
  stop(): Promise<void>;
};

export type RuntimeOptions = {
  store: Store;
  catalogue: Catalogue;
  onFault(fault: unknown): void;
  /** A deadline took effect so long after its time, ms. */
  onLate?(lateMs: number): void;
  /** How long a journal that nobody watches stays in memory, ms; five minutes if absent. */
  idleMs?: number;
};

const secondMs = 1_000;
const headsMs = 50;
const outboxMs = 250;

export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { catalogue, onFault, idleMs = 300_000 } = options;
  const patience = createPatience();
  const store = patientStore(options.store, { patience, onOutbox: () => void outbox.run().catch(onAway) });
  markStore(await restoredMark(store));
  const entries = new Entries(store, catalogue, onFault);
  const connections = new Connections(store, onAway);
  const presence = new Presence({
    node: newId(),
    connections,
    // A whisper that does not get through is whispered again.
    whisper: (word: Whisper) => void store.whisper(word).catch(() => undefined),
    changed: (sessionId) => monitor.touch(sessionId),
  });
  connections.onPresence = (sessionId) => presence.touch(sessionId);
  const monitor = new Monitor({ connections, entries, presence, onFault: onAway });
  const outbox = new Outbox({
    store,
    deliver: (row) => deliver({ store, entries, grew, onFault }, row),
    onStuck: (row, fault, hopeless) => {
      if (!hopeless) return onFault(fault);
      onFault(new PlainFault(`delivery ${row.id} to ${row.target} cannot be made; it is kept and tried once a minute`));
    },
  });
  const freshness = createFreshness({ store, entries, grew, gone, onFault: onAway });

  /** Told once for every time that it is away, however many ask meanwhile. */
  let away = false;
  function onAway(fault: unknown): void {
    const isAway = fault instanceof StoreUnavailable;
    if (!isAway || !away) onFault(fault);
    if (isAway) away = true;
  }

  /** A stream grew here or elsewhere: tell its watchers, refresh summaries, end connections whose credential is gone. */
  function grew(stream: string): void {
    connections.streamChanged(stream);
    const state = entries.known(stream)?.state;
    if (!state) return;
    if (connections.hasSession(state.sessionId)) monitor.touch(state.sessionId);
    if (!('credentials' in state)) return;
    for (const connected of connections.ofSession(state.sessionId)) {
      const { identity } = connected;
      if (holderOf(state, identity.credentialHash) !== null) continue;
      // Somebody who is still here has gone on, on another device.
      const removed = identity.kind === 'person' && presentPerson(state, identity.person) === null;
      connections.end(connected, removed ? 'removed' : 'revoked');
    }
  }

  /** What another node appended, or this one: read it, then show it. An entry just being read may have missed it. */
  function heard(stream: string, version: number): void {
    entries
      .coming(stream)
      ?.then((entry) => {
        if (entry === null || entry.version >= version) return;
        return entry.inTurn(async () => {
          if (entry.version < version && (await entry.catchUp(store))) grew(stream);
        });
      })
      // Said, and mended, by the look at all heads within a second.
      .catch(() => undefined);
  }

  function hear(word: unknown): void {
    const whisper = understood(word);
    if (whisper?.type === 'sessionDeleted') freshness.look(sessionStream(whisper.sessionId)).catch(() => undefined);
    else if (whisper !== null) presence.hear(whisper);
  }

  /** Another node deleted what this one holds. */
  async function gone(stream: string): Promise<void> {
    const target = parseStream(stream);
    const entry = entries.known(stream) as SessionEntry | undefined;
    if (target?.kind !== 'session' || !entry?.state) {
      entries.forget(stream);
      return;
    }
    entry.deleting = true;
    const streams = [stream, ...tablesToDelete(entry.state).map(tableStream)];
    for (const one of streams) entries.forget(one);
    ended(target.id);
    // What was on its way here while it was deleted there: a table about to be opened, a note.
    await store.deleteStreams(streams);
  }

  function ended(sessionId: string): void {
    for (const connected of connections.ofSession(sessionId)) connections.end(connected, 'sessionDeleted');
  }

  const isNeeded = (stream: string): boolean => {
    const target = parseStream(stream);
    return connections.isWatched(stream) || (target?.kind === 'session' && connections.hasSession(target.id));
  };

  async function eachSecond(): Promise<void> {
    presence.refresh();
    monitor.touchWaiting();
    entries.sweep(idleMs, isNeeded);
    await freshness.check();
    away = false;
  }

  const owed = createOwed(store);
  const membership = createMembership({
    store,
    entries,
    owed,
    clockCurrent: () => clock.current(),
    grew,
    ended: (sessionId) => {
      ended(sessionId);
      void store.whisper({ type: 'sessionDeleted', sessionId } satisfies Whisper).catch(() => undefined);
    },
  });
  const stops = [store.watch(heard), store.hear(hear)];
  // What was decided before a kill and not yet delivered comes first.
  await apart(onFault, () => outbox.run());
  const due = { store, entries, outbox, owed, grew, onFault };
  const clock = await startDeadlineClock({
    store,
    fire: (one) => fire(due, one),
    outage: (from, to) => outage(due, from, to),
    onNoted: owed.noted,
    onFault: onAway,
    onLate: options.onLate ?? (() => undefined),
  });
  const timers = [
    clock,
    every(outboxMs, () => outbox.run(), onAway),
    every(headsMs, () => connections.sendHeads(), onFault),
    every(secondMs, eachSecond, onAway),
  ];

  const parts = { store, entries, connections, grew, outbox, owed, clock, freshness, patience, onAway };
  return {
    ...membership,
    now: () => store.now(),
    library: () => catalogue.all().map(({ simulation }) => cardOf(simulation)),
    connect: (identity, outlet) => connect({ ...parts, keepCase: membership.keepCase }, identity, outlet),
    figures: () => ({
      journalsInMemory: entries.size(),
      undeliverable: outbox.stuck(),
      connections: connections.size(),
    }),
    async stop() {
      for (const stop of stops) stop();
      await Promise.all([...timers.map((timer) => timer.stop()), monitor.stop()]);
      presence.leave();
      patience.stop();
    },
  };
}
