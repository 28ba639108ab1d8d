// One live connection of one page: brings together the wire, the streams it follows, commands, notes and the clock.
// Framework-free; hooks.ts puts it into React. Knows nothing of screens.
import type { CommandFrame, GoneFrame, Handshake, StreamName } from '../../server/protocol/wire.ts';
import { type Cell, createCell, type Source } from './cell.ts';
import { createFollowing } from './follow.ts';
import { freshId } from './fresh-id.ts';
import { createNotes } from './notes.ts';
import { createOutbox, type Outcome } from './outbox.ts';
import { createStoreTime } from './store-time.ts';
import { noSummaries, type Summaries, withSummary } from './summaries.ts';
import { createSocket, type LiveSocket, wireOf } from './wire.ts';

export type ConnectionState =
  | { kind: 'connecting' | 'connected' | 'reconnecting' | 'blocked' }
  | { kind: 'gone'; why: GoneFrame['why'] | 'notAllowed' };
export type AnyCommand = CommandFrame['command'];
export type Connection = ReturnType<typeof createConnection>;

/** After this long without any live connection we say so plainly. */
const blockedAfterMs = 10_000;
const againAfterMs = 1000;

/** Nothing happens until `open` is called; `open` answers how to close. May be opened again after closing. */
export function createConnection(handshake: Handshake) {
  const owner = handshake.as === 'person' ? handshake.person : `${handshake.as}:${handshake.sessionId}`;
  let live: LiveSocket | null = null;
  const wire = wireOf(() => live);

  const state: Cell<ConnectionState> = createCell<ConnectionState>({ kind: 'connecting' });
  const summaries: Cell<Summaries> = createCell(noSummaries);
  const notes = createNotes(wire, owner);
  const outbox = createOutbox(wire, owner);
  const time = createStoreTime(wire);
  const following = createFollowing(wire, (stream, documents) => {
    if (stream !== 'session') notes.take(stream.table, documents);
  });

  function end(why: GoneFrame['why'] | 'notAllowed'): void {
    state.set({ kind: 'gone', why });
    live?.disconnect();
  }

  function listen(socket: LiveSocket): void {
    socket.on('connect', () => {
      state.set({ kind: 'connected' });
      following.resumeAll();
      outbox.retryAll();
      notes.sendAll();
      void time.measure();
    });
    socket.on('disconnect', (reason) => {
      if (state.get().kind === 'gone') return;
      state.set({ kind: 'reconnecting' });
      if (reason === 'io server disconnect') setTimeout(() => live === socket && socket.connect(), againAfterMs);
    });
    socket.on('connect_error', (error) => {
      if (isRefusal(error)) end('notAllowed');
      // Socket.IO itself comes back after a lost network, not after a door that said "try again".
      else if (!socket.active) setTimeout(() => live === socket && socket.connect(), againAfterMs);
    });
    socket.on('events', following.receive);
    socket.on('heads', following.compare);
    socket.on('summary', (summary) => summaries.set(withSummary(summaries.get(), summary)));
    socket.on('gone', ({ why }) => end(why));
  }

  /** A sleeping phone often wakes with a connection that is dead but does not know it. */
  async function wake(): Promise<void> {
    if (document.visibilityState !== 'visible' || state.get().kind === 'gone') return;
    if (wire.connected() && (await time.measure())) return;
    live?.disconnect().connect();
  }

  function open(): () => void {
    const socket = createSocket(handshake);
    live = socket;
    state.set({ kind: 'connecting' });
    listen(socket);
    outbox.recallUnsent();
    socket.connect();
    const blocked = setTimeout(
      () => state.get().kind === 'connecting' && state.set({ kind: 'blocked' }),
      blockedAfterMs,
    );
    const measuring = setInterval(() => void time.measure(), time.everyMs);
    const onWake = () => void wake();
    document.addEventListener('visibilitychange', onWake);
    window.addEventListener('online', onWake);
    return () => {
      clearTimeout(blocked);
      clearInterval(measuring);
      document.removeEventListener('visibilitychange', onWake);
      window.removeEventListener('online', onWake);
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
    summaries: summaries as Source<Summaries>,
    view: following.view,
    refusal: following.refusal,
    pending: outbox.pending,
    sendAgain: outbox.again,
    cancelSending: outbox.cancel,
    note: notes.note,
    writeNote: notes.write,
    now: time.now,
    offset: time.offset,
    /** Sends a command under a fresh id. Resolves with the answer, or with `cancelled`; never rejects. */
    send: (stream: StreamName, command: AnyCommand): Promise<Outcome> =>
      outbox.send({ stream, commandId: freshId(), command } as CommandFrame),
  };
}

/** The server's door said no, which trying again does not change. */
function isRefusal(error: Error & { data?: unknown }): boolean {
  const told = error.data as { code?: unknown; rejection?: { code?: unknown } } | undefined;
  const code = told?.rejection?.code ?? told?.code ?? error.message;
  return code === 'notAllowed' || code === 'sessionOver';
}
