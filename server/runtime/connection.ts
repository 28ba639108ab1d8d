// What one connected client can ask: a command, a resume, a note. The identity was proven at the handshake and is checked again each time.
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { facilitatorCommandSchema, personCommandSchema } from '../protocol/session-commands.ts';
import type { SessionViewer } from '../protocol/session-view.ts';
import type { TableViewer } from '../protocol/table-view.ts';
import type { CommandAnswer, CommandFrame, NoteFrame, ResumeAnswer, ResumeFrame } from '../protocol/wire.ts';
import { decideFacilitator } from '../session/decide-facilitator.ts';
import { decidePerson } from '../session/decide-person.ts';
import { holderOf, tableOf, tablesUnderWay } from '../session/queries.ts';
import { decideTable } from '../table/decide.ts';
import { viewerFor } from '../table/viewer.ts';
import type { Connected, Connections, Outlet, ViewSource } from './connections.ts';
import type { DeadlineClock } from './deadline-clock.ts';
import type { Entries, SessionEntry, TableEntry } from './entries.ts';
import { epochOf } from './epoch.ts';
import type { Freshness } from './freshness.ts';
import type { Identity } from './identity.ts';
import type { Outbox } from './outbox.ts';
import type { Patience } from './patience.ts';
import { UnreadableJournal } from './plain-fault.ts';
import { sessionStream, tableStream } from './streams.ts';
import { patienceMs, submit } from './submit.ts';
import { joinTexts } from './texts.ts';

export type Connection = {
  command(frame: CommandFrame): Promise<CommandAnswer>;
  resume(frame: ResumeFrame): Promise<ResumeAnswer>;
  note(frame: NoteFrame): Promise<CommandAnswer>;
  close(): void;
};

export type ConnectionParts = {
  store: Store;
  entries: Entries;
  connections: Connections;
  grew(stream: string): void;
  outbox: Pick<Outbox, 'run'>;
  clock: Pick<DeadlineClock, 'current'>;
  freshness: Pick<Freshness, 'current'>;
  patience: Pick<Patience, 'within'>;
  /** The store did not answer. */
  onAway(fault: StoreUnavailable): void;
  keepCase(sessionId: string, simulation: string): Promise<void>;
};

const notAllowed: Rejection = reject('notAllowed', 'This is not yours to see or do.');

export function connect(parts: ConnectionParts, identity: Identity, outlet: Outlet): Connection {
  const connected = parts.connections.add(identity, outlet);
  const session = parts.entries.known(sessionStream(identity.sessionId)) as SessionEntry | undefined;
  // Revoked or deleted since the handshake: ends like every other connection of that credential.
  if (session === undefined || session.deleting) parts.connections.end(connected, 'sessionDeleted');
  else if (!isLive(session, identity)) parts.grew(session.stream);
  const command = async (frame: CommandFrame): Promise<CommandAnswer> => {
    // After a sleep of the whole node, deadlines move before anybody is held to them.
    await parts.clock.current();
    return frame.stream === 'session' ? sessionCommand(parts, identity, frame) : tableCommand(parts, identity, frame);
  };
  return {
    command: (frame) => answered(parts, command(frame)),
    resume: (frame) => answered(parts, resume(parts, connected, frame)),
    note: (frame) => answered(parts, note(parts, identity, frame)),
    close: () => parts.connections.remove(connected),
  };
}

const away = reject('tryAgain', 'The store does not answer just now. Try again: nothing is half done.');
const beingUpdated = reject('tryAgain', 'This session is being moved to a newer version. Try again in a moment.');

/** An answer within a bounded time, also where the store hangs: what was under way may still come about, and asking again
 *  under the same id tells. */
async function answered<Answer>(
  { patience, onAway }: ConnectionParts,
  work: Promise<Answer>,
): Promise<Answer | { ok: false; rejection: Rejection }> {
  try {
    return await patience.within(patienceMs, work);
  } catch (fault) {
    if (fault instanceof UnreadableJournal) return refuse(beingUpdated);
    if (!(fault instanceof StoreUnavailable)) throw fault;
    onAway(fault);
    return refuse(away);
  }
}

/** A credential may have been revoked since the handshake, and a session deleted. Asked once more right before something is
 *  written: what is handed to the store before an erasure or deletion is gone with it, what comes later would stay. */
const isLive = ({ state, deleting }: SessionEntry, { credentialHash }: Identity): boolean =>
  state !== null && !deleting && holderOf(state, credentialHash) !== null;

async function liveSession(parts: ConnectionParts, identity: Identity): Promise<SessionEntry | null> {
  const entry = await parts.entries.liveSession(identity.sessionId);
  if (entry?.unreadable) throw entry.unreadable;
  return entry !== null && isLive(entry, identity) ? entry : null;
}

type SessionFrame = Extract<CommandFrame, { stream: 'session' }>;
type TableFrame = Exclude<CommandFrame, { stream: 'session' }>;

async function sessionCommand(
  parts: ConnectionParts,
  identity: Identity,
  { commandId, until, command }: SessionFrame,
): Promise<CommandAnswer> {
  const entry = await liveSession(parts, identity);
  if (entry === null) return refuse(notAllowed);
  // A session keeps the case it plays, so that an edited library never changes a round under way.
  if (command.type === 'changeSetup' && identity.kind === 'facilitator')
    await parts.keepCase(identity.sessionId, command.setup.simulation);
  const done = await submit(parts.store, entry, {
    seatId: identity.kind === 'person' ? identity.person : identity.kind,
    commandId,
    payload: command,
    until,
    decide: (state, stamp) => {
      if (!isLive(entry, identity)) return refuse(notAllowed);
      const asFacilitator = identity.kind === 'facilitator' ? facilitatorCommandSchema.safeParse(command) : null;
      if (state && asFacilitator?.success)
        return decideFacilitator(state, parts.entries.cases, asFacilitator.data, stamp);
      const asPerson = identity.kind === 'person' ? personCommandSchema.safeParse(command) : null;
      if (state && identity.kind === 'person' && asPerson?.success)
        return decidePerson(state, asPerson.data, identity.person, stamp);
      return refuse(notAllowed);
    },
  });
  if (done.ok) parts.grew(entry.stream);
  return done;
}

type Seated = { session: SessionEntry; entry: TableEntry; viewer: TableViewer };

/** The table and through whose eyes, or why not. */
async function seatedAt(
  parts: ConnectionParts,
  identity: Identity,
  tableId: string,
): Promise<{ ok: true; seated: Seated } | { ok: false; rejection: Rejection }> {
  const session = await liveSession(parts, identity);
  if (session?.state == null) return refuse(notAllowed);
  const found = await lookAt(parts, identity, tableId);
  if (found) return { ok: true, seated: { session, ...found } };
  // The session may have seated somebody a moment before the table hears of it.
  const expected =
    identity.kind === 'facilitator'
      ? tablesUnderWay(session.state).includes(tableId)
      : identity.kind === 'person' && tableOf(session.state, identity.person) === tableId;
  if (!expected) return refuse(notAllowed);
  // What cannot be delivered elsewhere is a fault there; here it only matters whether the table is set.
  await parts.outbox.run().catch(() => undefined);
  const seated = await lookAt(parts, identity, tableId);
  if (seated) return { ok: true, seated: { session, ...seated } };
  return refuse(reject('tryAgain', 'The table is being set. Try again in a moment.'));
}

async function lookAt(
  parts: ConnectionParts,
  identity: Identity,
  tableId: string,
): Promise<Pick<Seated, 'entry' | 'viewer'> | null> {
  const entry = await parts.entries.table(tableId);
  if (entry?.unreadable) throw entry.unreadable;
  if (entry?.state?.sessionId !== identity.sessionId) return null;
  const viewer = viewerOf(entry, identity);
  return viewer && { entry, viewer };
}

function viewerOf(entry: TableEntry, identity: Identity): TableViewer | null {
  if (identity.kind === 'facilitator') return { kind: 'facilitator' };
  return identity.kind === 'person' && entry.state ? viewerFor(entry.state, identity.person) : null;
}

async function tableCommand(
  parts: ConnectionParts,
  identity: Identity,
  { stream, commandId, until, command }: TableFrame,
): Promise<CommandAnswer> {
  const found = await seatedAt(parts, identity, stream.table);
  if (!found.ok) return found;
  const { session, entry, viewer } = found.seated;
  if (viewer.kind === 'facilitator') return refuse(notAllowed);
  const done = await submit(parts.store, entry, {
    seatId: viewer.person,
    commandId,
    payload: command,
    until,
    decide: (state, stamp) => {
      const actor = isLive(session, identity) ? viewerOf(entry, identity) : null;
      if (state === null || actor === null || actor.kind === 'facilitator') return refuse(notAllowed);
      return parts.entries.decided(entry, () => decideTable(state, entry.caseFile, actor, command, stamp));
    },
  });
  if (done.ok) parts.grew(entry.stream);
  return done;
}

/** Subscribe and catch up: the events after a known version, or the whole view where the epoch is another one. */
async function resume(parts: ConnectionParts, connected: Connected, frame: ResumeFrame): Promise<ResumeAnswer> {
  const { identity } = connected;
  await parts.freshness.current();
  if (frame.stream === 'session') {
    const entry = await liveSession(parts, identity);
    if (entry === null) return refuse(notAllowed);
    const viewer: SessionViewer =
      identity.kind === 'person' ? { kind: 'person', person: identity.person } : { kind: identity.kind };
    return answerResume(parts, connected, frame, { entry, viewerNow: () => viewer });
  }
  const found = await seatedAt(parts, identity, frame.stream.table);
  if (!found.ok) return found;
  const { entry, viewer } = found.seated;
  return answerResume(parts, connected, frame, { entry, viewerNow: () => viewerOf(entry, identity) ?? viewer });
}

type Watched<Viewer> = {
  entry: {
    stream: string;
    state: unknown;
    generation: number;
    room: { viewerKey(viewer: Viewer): string };
    eventsFor(viewer: Viewer): readonly unknown[];
    viewFor(viewer: Viewer): unknown;
  };
  viewerNow(): Viewer;
};

async function answerResume<Viewer>(
  parts: ConnectionParts,
  connected: Connected,
  frame: ResumeFrame,
  { entry, viewerNow }: Watched<Viewer>,
): Promise<ResumeAnswer> {
  const viewer = viewerNow();
  const key = entry.room.viewerKey(viewer);
  const epoch = epochOf(key, entry.generation);
  // Who one is can change with the state only.
  let seen = { state: entry.state, key };
  const source: ViewSource = {
    epoch() {
      if (seen.state !== entry.state) seen = { state: entry.state, key: entry.room.viewerKey(viewerNow()) };
      return epochOf(seen.key, entry.generation);
    },
    events: () => entry.eventsFor(viewer),
  };
  const events = entry.eventsFor(viewer);
  const version = events.length;
  const position = { stream: frame.stream, epoch, version };
  const follows = frame.epoch === epoch && frame.version > 0 && frame.version <= version;
  const view = follows ? null : entry.viewFor(viewer);
  const turn = Symbol();
  connected.resuming.set(entry.stream, turn);
  parts.connections.unsubscribe(connected, entry.stream);
  const answer = follows
    ? { ok: true, ...position, events: await joinTexts(parts.store, events.slice(frame.version)) }
    : {
        ok: true,
        ...position,
        view: await joinTexts(parts.store, view),
        documents: await notesOf(parts, connected.identity, frame),
      };
  // Subscribed from this very version on, once the answer is out: what came meanwhile follows as events.
  setImmediate(() => {
    // A later resume of the same stream answers for itself, from where it looked.
    if (connected.resuming.get(entry.stream) !== turn) return;
    connected.resuming.delete(entry.stream);
    const { stream } = entry;
    parts.connections.subscribe(connected, { name: frame.stream, stream, source, epoch, sentVersion: version });
  });
  return answer as ResumeAnswer;
}

async function notesOf(
  { store }: ConnectionParts,
  identity: Identity,
  { stream }: ResumeFrame,
): Promise<{ key: string; text: string; revision: number }[]> {
  if (stream === 'session' || identity.kind !== 'person') return [];
  const rows = await store.readDocuments(tableStream(stream.table), identity.person);
  return rows.map(({ key, text, revision }) => ({ key, text, revision }));
}

async function note(
  parts: ConnectionParts,
  identity: Identity,
  { stream, key, text, revision }: NoteFrame,
): Promise<CommandAnswer> {
  const found = await seatedAt(parts, identity, stream.table);
  if (!found.ok) return found;
  const { seated } = found;
  if (seated.viewer.kind === 'facilitator' || !isLive(seated.session, identity)) return refuse(notAllowed);
  await parts.store.putDocument({ stream: seated.entry.stream, author: seated.viewer.person, key, text, revision });
  return { ok: true };
}
