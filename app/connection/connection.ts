// One live connection of one page: brings together the wire, the streams it follows, commands, notes and the clock.
// Framework-free; hooks.ts puts it into React. Knows nothing of screens.

import { createGreeting } from '../../server/protocol/greeting.ts';
import type { CommandFrame, EventsFrame, GoneFrame, Handshake, StreamName } from '../../server/protocol/wire.ts';
import { type Cell, createCell, type Source } from './cell.ts';
import { createFollowing } from './follow.ts';
import { freshId } from './fresh-id.ts';
import { forgetAllOf } from './kept.ts';
import { type LineState, watchLine } from './line.ts';
import { createNotes } from './notes.ts';
import { createOutbox } from './outbox.ts';
import { isSuperseded, type Outcome } from './pending.ts';
import { watchStore } from './store-health.ts';
import { createStoreTime } from './store-time.ts';
import { noSummaries, type Summaries, withSummary } from './summaries.ts';
import { createSocket, type LiveSocket, type Wire, wireOf } from './wire.ts';

export type ConnectionState = { kind: LineState } | { kind: 'gone'; why: GoneFrame['why'] | 'notAllowed' };
export type AnyCommand = CommandFrame['command'];
export type Connection = ReturnType<typeof createConnection>;

/** Nothing happens until `open` is called; `open` answers how to close. May be opened again after closing. */
export function createConnection(handshake: Handshake) {
  const owner = handshake.as === 'person' ? handshake.person : `${handshake.as}:${handshake.sessionId}`;
  let live: LiveSocket | null = null;
  let unwatch: () => void = () => undefined;
  const greeting = createGreeting(() => following.asks());
  const { wire, trouble, heard } = watchStore(
    wireOf(() => live, greeting),
    () => outbox.pending.get().some(({ state }) => state === 'asking'),
  );

  const state: Cell<ConnectionState> = createCell<ConnectionState>({ kind: 'connecting' });
  const summaries: Cell<Summaries> = createCell(noSummaries);
  const time = createStoreTime(wire);
  const notes = createNotes(wire, owner, time.now, (table) => following.anew({ table }));
  const following = createFollowing(wire, (stream, documents) => {
    if (stream !== 'session') notes.take(stream.table, documents);
  });
  function see(frame: EventsFrame): void {
    following.receive(frame);
    if (frame.heads) following.compare(frame.heads);
  }
  const command: Wire['command'] = async (frame) => {
    const answer = await wire.command(frame);
    // Before whoever sent it goes on: the page shows then what came of it.
    if (answer.ok && answer.seen) see(answer.seen);
    // What stands instead was written in another browser; drafts of it come along with the whole view only.
    if (isSuperseded(answer)) following.anew(frame.stream);
    return answer;
  };
  const outbox = createOutbox({ ...wire, command }, owner, time);

  function end(why: GoneFrame['why'] | 'notAllowed'): void {
    state.set({ kind: 'gone', why });
    // For good: a page that came back when it is looked at would take the place of another, and that one its own again.
    unwatch();
    live?.disconnect();
  }

  /** Also what a tab that was closed meanwhile left behind: nobody else may ever open a page here again. */
  function recallWords(): void {
    outbox.recallUnsent();
    notes.recallUnsaved();
  }

  function listen(socket: LiveSocket): void {
    socket.on('connect', () => {
      following.resumeAll();
      recallWords();
      outbox.retryAll();
      notes.sendAll();
      void time.measure();
    });
    socket.on('events', (frame) => {
      // What happened was saved.
      if (frame.events.length > 0) heard(null);
      see(frame);
    });
    socket.on('heads', following.compare);
    socket.on('summary', (summary) => summaries.set(withSummary(summaries.get(), summary)));
    socket.on('gone', ({ why }) => end(why));
  }

  function open(): () => void {
    const socket = createSocket(handshake, greeting);
    live = socket;
    listen(socket);
    recallWords();
    unwatch = watchLine(socket, {
      // The end is the end: a connection that closes afterwards changes nothing.
      says: (kind) => state.get().kind !== 'gone' && state.set({ kind }),
      refused: () => end('notAllowed'),
      trouble: heard,
      alive: time.alive,
    });
    socket.connect();
    const measuring = setInterval(() => void time.measure(), time.everyMs);
    return () => {
      clearInterval(measuring);
      unwatch();
      socket.off();
      socket.disconnect();
      live = null;
    };
  }

  return {
    open,
    /** Whose page this is: names what is kept in this browser. */
    owner,
    state: state as Source<ConnectionState>,
    /** The server is there, and yet cannot do what it should. */
    trouble,
    summaries: summaries as Source<Summaries>,
    view: following.view,
    refusal: following.refusal,
    pending: outbox.pending,
    sendAgain: outbox.again,
    cancelSending: outbox.cancel,
    note: notes.note,
    writeNote: notes.write,
    /** Brings what this person wrote at a table in another browser. */
    renewNotes: (table: string) => following.anew({ table }),
    now: time.now,
    offset: time.offset,
    /** Whoever left or was removed leaves no words behind in this browser. */
    forgetPerson(): void {
      outbox.drop();
      notes.drop();
      forgetAllOf(owner);
    },
    /** Sends a command under a fresh id. Resolves with the answer, or with `cancelled`; never rejects. */
    send: (stream: StreamName, command: AnyCommand, heardBySender?: () => boolean): Promise<Outcome> =>
      outbox.send({ stream, commandId: freshId(), command } as CommandFrame, heardBySender),
  };
}
