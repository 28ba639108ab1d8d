// The runtime of one node: commands in, view events out. Puts entries, connections, outbox, clock and monitor together.
// Knows no HTTP and no Socket.IO; those hand in identities and frames.
import type { OutboxRow, Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { refuse } from '../protocol/decision.ts';
import type { SessionDelivery, TableDelivery } from '../protocol/delivery.ts';
import { reject } from '../protocol/rejection.ts';
import type { SimulationCard } from '../protocol/session-view.ts';
import type { CommandAnswer } from '../protocol/wire.ts';
import * as sessionDeadlines from '../session/decide-deadline.ts';
import { decideTableReport } from '../session/decide-report.ts';
import { holderOf, presentPerson } from '../session/queries.ts';
import * as tableRules from '../table/decide.ts';
import { cardOf } from './card.ts';
import type { Catalogue } from './catalogue.ts';
import { type Connection, connect } from './connection.ts';
import { Connections, type Outlet } from './connections.ts';
import { startDeadlineClock } from './deadline-clock.ts';
import { Entries } from './entries.ts';
import { every } from './every.ts';
import type { Identity } from './identity.ts';
import { createMembership, type Membership } from './membership.ts';
import { Monitor } from './monitor.ts';
import { Outbox, orderOf } from './outbox.ts';
import { parseStream } from './streams.ts';
import { submit } from './submit.ts';

export type Runtime = Omit<Membership, 'keepCase'> & {
  now(): Promise<number>;
  library(): SimulationCard[];
  connect(identity: Identity, outlet: Outlet): Connection;
  stop(): Promise<void>;
};

export type RuntimeOptions = { store: Store; catalogue: Catalogue; onFault(fault: unknown): void };

const headsMs = 1_000;
const outboxMs = 250;
/** Enough to see every stream with an open deadline after an outage. */
const allDue = 100_000;
const noStream = refuse(reject('unknownTable', 'There is nothing at this address.'));

export async function createRuntime({ store, catalogue, onFault }: RuntimeOptions): Promise<Runtime> {
  const entries = new Entries(store, catalogue, onFault);
  const connections = new Connections(store, onFault);
  const monitor = new Monitor(connections, entries, onFault);
  connections.onPresence = (sessionId) => monitor.touch(sessionId);
  const outbox = new Outbox(store, (row) => deliver(row));

  /** A stream grew here or elsewhere: tell its watchers, refresh summaries, end connections whose credential is gone. */
  function grew(stream: string): void {
    connections.streamChanged(stream);
    const state = entries.known(stream)?.state;
    if (state) monitor.touch(state.sessionId);
    if (state && 'credentials' in state) {
      for (const connected of connections.ofSession(state.sessionId)) {
        const { identity } = connected;
        if (holderOf(state, identity.credentialHash) !== null) continue;
        // Somebody who is still here has gone on, on another device.
        const removed = identity.kind === 'person' && presentPerson(state, identity.person) === null;
        connections.end(connected, removed ? 'removed' : 'revoked');
      }
    }
  }

  /** What another node appended, or this one: read it, then show it. An entry just being read may have missed it. */
  function heard(stream: string, version: number): void {
    entries
      .coming(stream)
      ?.then((entry) =>
        entry?.inTurn(async () => {
          if (entry.version < version && (await entry.catchUp(store))) grew(stream);
        }),
      )
      .catch(onFault);
    outbox.run().catch(onFault);
  }

  async function deliver(row: OutboxRow): Promise<void> {
    const session = [row.source, row.target].map(parseStream).find((stream) => stream?.kind === 'session');
    // What a deleted session still had to say, or was to hear.
    const over = async () => session == null || (await entries.liveSession(session.id)) === null;
    if (await over()) return;
    const answer = await deliverTo(row);
    if (answer.ok || (await over())) return;
    // Refused by its own rules: delivering again would change nothing.
    if (answer.rejection.code === 'tryAgain') throw new Error(`delivery ${row.id} has to wait`);
    onFault(new Error(`delivery ${row.id} was refused: ${answer.rejection.code}`));
  }

  async function deliverTo(row: OutboxRow): Promise<CommandAnswer> {
    const target = parseStream(row.target);
    const sender = { seatId: row.source, commandId: row.id, payload: row.command };
    if (target?.kind === 'session') {
      const entry = await entries.session(target.id);
      const answer = await submit(store, entry, {
        ...sender,
        decide: (state, stamp) => (state ? decideTableReport(state, row.command as SessionDelivery, stamp) : noStream),
      });
      if (answer.ok) grew(entry.stream);
      return answer;
    }
    const command = row.command as TableDelivery;
    const opening =
      command.type === 'openTable' ? { sessionId: command.sessionId, caseHash: command.simulation.hash } : undefined;
    // A deletion takes the streams that are there: none may be opened behind it.
    const session = opening && (await entries.liveSession(opening.sessionId));
    const entry = target && session !== null && (await entries.table(target.id, opening));
    if (!entry) return noStream;
    const answer = await submit(store, entry, {
      ...sender,
      decide: (state, stamp) =>
        session?.deleting
          ? noStream
          : entries.decided(entry, () =>
              tableRules.decideDelivery(state, entry.caseFile, command, orderOf(row.id), stamp),
            ),
    });
    if (answer.ok) grew(entry.stream);
    return answer;
  }

  async function fire({ stream, id, at }: { stream: string; id: string; at: number }): Promise<void> {
    const target = parseStream(stream);
    const clock = { seatId: 'deadline', commandId: `deadline:${stream}:${id}:${at}`, payload: { id, at } };
    if (target?.kind === 'session') {
      const entry = await entries.session(target.id);
      await submit(store, entry, {
        ...clock,
        decide: (state, stamp) => (state ? sessionDeadlines.decideDeadline(state, id, stamp) : noStream),
      });
      return grew(stream);
    }
    const entry = target && (await entries.table(target.id));
    if (!entry) return;
    await submit(store, entry, {
      ...clock,
      decide: (state, stamp) =>
        state ? entries.decided(entry, () => tableRules.decideDeadline(state, entry.caseFile, id, stamp)) : noStream,
    });
    grew(stream);
  }

  /** Every session with an open deadline, its own or a table's, moves its deadlines by the outage and tells its tables. */
  async function outage(from: number, to: number): Promise<void> {
    const sessions = new Set<string>();
    for (const { stream } of await store.dueUntil(Number.MAX_SAFE_INTEGER, allDue)) {
      await apart(async () => {
        const target = parseStream(stream);
        const sessionId = target?.kind === 'table' ? (await entries.table(target.id))?.state?.sessionId : target?.id;
        if (sessionId !== undefined) sessions.add(sessionId);
      });
    }
    for (const sessionId of sessions) await apart(() => outageAt(sessionId, from, to));
    // Tables hear of it before any of their deadlines is looked at.
    await apart(() => outbox.run());
  }

  async function outageAt(sessionId: string, from: number, to: number): Promise<void> {
    const entry = await entries.session(sessionId);
    await submit(store, entry, {
      seatId: 'outage',
      commandId: `outage:${from}`,
      payload: from,
      decide: (state, stamp) => (state ? sessionDeadlines.decideOutage(state, to - from, stamp) : noStream),
    });
    grew(entry.stream);
  }

  /** A journal that cannot be read is a fault of its own and keeps no other waiting; a store that is away keeps all. */
  async function apart(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (fault) {
      if (fault instanceof StoreUnavailable) throw fault;
      onFault(fault);
    }
  }

  const membership = createMembership({
    store,
    entries,
    grew,
    ended: (sessionId) => {
      for (const connected of connections.ofSession(sessionId)) connections.end(connected, 'sessionDeleted');
    },
  });
  const unwatch = store.watch(heard);
  // What was decided before a kill and not yet delivered comes first.
  await apart(() => outbox.run());
  const clock = await startDeadlineClock({ store, fire, outage, onFault });
  const timers = [
    clock,
    every(outboxMs, () => outbox.run(), onFault),
    every(headsMs, () => connections.sendHeads(), onFault),
  ];

  const parts = { store, entries, connections, grew, outbox, clock, keepCase: membership.keepCase };
  return {
    ...membership,
    now: () => store.now(),
    library: () => catalogue.all().map(({ simulation }) => cardOf(simulation)),
    connect: (identity, outlet) => connect(parts, identity, outlet),
    async stop() {
      unwatch();
      await Promise.all([...timers.map((timer) => timer.stop()), monitor.stop()]);
    },
  };
}
