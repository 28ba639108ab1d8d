// What one connected client can ask: a command, a resume, a note. The identity was proven at the handshake and is checked again each time.
import type { Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { facilitatorCommandSchema, personCommandSchema } from '../protocol/session-commands.ts';
import type { SessionViewer } from '../protocol/session-view.ts';
import type { CommandAnswer, CommandFrame, NoteFrame, ResumeAnswer, ResumeFrame } from '../protocol/wire.ts';
import { decideFacilitator } from '../session/decide-facilitator.ts';
import { decidePerson } from '../session/decide-person.ts';
import { decideTable } from '../table/decide.ts';
import type { Connected, Outlet } from './connected.ts';
import type { Connections } from './connections.ts';
import type { DeadlineClock } from './deadline-clock.ts';
import type { Entries, SessionEntry } from './entries.ts';
import type { Freshness } from './freshness.ts';
import type { Identity } from './identity.ts';
import type { Outbox } from './outbox.ts';
import type { Owed } from './owed.ts';
import type { Patience } from './patience.ts';
import { UnreadableJournal } from './plain-fault.ts';
import { answerResume } from './resume-answer.ts';
import { isLive, liveSession, notAllowed, seatedAt, viewerOf } from './seated.ts';
import { sessionStream } from './streams.ts';
import { patienceMs, submit } from './submit.ts';

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
  owed: Owed;
  clock: Pick<DeadlineClock, 'current'>;
  freshness: Pick<Freshness, 'current'>;
  patience: Pick<Patience, 'within'>;
  /** The store did not answer. */
  onAway(fault: StoreUnavailable): void;
  keepCase(sessionId: string, simulation: string): Promise<void>;
};

export function connect(parts: ConnectionParts, identity: Identity, outlet: Outlet): Connection {
  const connected = parts.connections.add(identity, outlet);
  const session = parts.entries.known(sessionStream(identity.sessionId)) as SessionEntry | undefined;
  // Revoked or deleted since the handshake: ends like every other connection of that credential.
  if (session === undefined || session.deleting) parts.connections.end(connected, 'sessionDeleted');
  else if (!isLive(session, identity)) parts.grew(session.stream);
  const command = async (frame: CommandFrame): Promise<CommandAnswer> => {
    // After a sleep of the whole node, deadlines move before anybody is held to them.
    await parts.clock.current();
    return frame.stream === 'session' ? sessionCommand(parts, connected, frame) : tableCommand(parts, connected, frame);
  };
  return {
    command: (frame) => answered(parts, identity, command(frame)),
    resume: (frame) => answered(parts, identity, resume(parts, connected, frame)),
    note: (frame) => answered(parts, identity, note(parts, identity, frame)),
    close: () => parts.connections.remove(connected),
  };
}

const away = reject('tryAgain', 'The store does not answer just now. Try again: nothing is half done.');
const overtaken = reject('superseded', 'What you wrote later is here already and stands.');
const beingUpdated = reject('newerVersion', 'This session is being moved to a newer version. Try again in a moment.');

/** An answer within a bounded time, also where the store hangs: what was under way may still come about, and asking again
 *  under the same id tells. */
async function answered<Answer>(
  { patience, onAway, entries }: ConnectionParts,
  { sessionId }: Identity,
  work: Promise<Answer>,
): Promise<Answer | { ok: false; rejection: Rejection }> {
  try {
    return await patience.within(patienceMs, work);
  } catch (fault) {
    if (fault instanceof UnreadableJournal) return refuse(beingUpdated);
    if (!(fault instanceof StoreUnavailable)) throw fault;
    // A deletion takes longer than anybody waits: what stands behind it hears what it would hear if it came now.
    const session = entries.known(sessionStream(sessionId)) as SessionEntry | undefined;
    if (session?.deleting) return refuse(notAllowed);
    onAway(fault);
    return refuse(away);
  }
}

type SessionFrame = Extract<CommandFrame, { stream: 'session' }>;
type TableFrame = Exclude<CommandFrame, { stream: 'session' }>;

/** Shows everybody what came of a command; its sender sees it with the answer. */
async function shown(parts: ConnectionParts, connected: Connected, stream: string, done: CommandAnswer) {
  if (!done.ok) return done;
  const carried = parts.connections.carried(connected, stream);
  parts.grew(stream);
  const seen = carried instanceof Promise ? await carried : carried;
  return seen === undefined ? done : { ...done, seen };
}

async function sessionCommand(
  parts: ConnectionParts,
  connected: Connected,
  { commandId, until, writtenAt, command }: SessionFrame,
): Promise<CommandAnswer> {
  const { identity } = connected;
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
    writtenAt,
    decide: (state, stamp) => {
      if (!isLive(entry, identity)) return refuse(notAllowed);
      const asFacilitator = identity.kind === 'facilitator' ? facilitatorCommandSchema.safeParse(command) : null;
      if (state && asFacilitator?.success)
        return parts.owed.atSession(stamp, () =>
          decideFacilitator(state, parts.entries.cases, asFacilitator.data, stamp),
        );
      const asPerson = identity.kind === 'person' ? personCommandSchema.safeParse(command) : null;
      // Theirs too: what a table hears of somebody who takes a chair or leaves ends what its clock has ended by then.
      if (state && identity.kind === 'person' && asPerson?.success)
        return parts.owed.atSession(stamp, () => decidePerson(state, asPerson.data, identity.person, stamp));
      return refuse(notAllowed);
    },
  });
  return shown(parts, connected, entry.stream, done);
}

async function tableCommand(
  parts: ConnectionParts,
  connected: Connected,
  { stream, commandId, until, writtenAt, command }: TableFrame,
): Promise<CommandAnswer> {
  const { identity } = connected;
  const seated = seatedAt(parts, identity, stream.table);
  const found = seated instanceof Promise ? await seated : seated;
  if (!found.ok) return found;
  const { session, entry, viewer } = found.seated;
  if (viewer.kind === 'facilitator') return refuse(notAllowed);
  const done = await submit(parts.store, entry, {
    seatId: viewer.person,
    commandId,
    payload: command,
    until,
    writtenAt,
    decide: (state, stamp) => {
      const actor = isLive(session, identity) ? viewerOf(entry, identity) : null;
      if (state === null || actor === null || actor.kind === 'facilitator') return refuse(notAllowed);
      return parts.owed.atTable(state, stamp, () =>
        parts.entries.decided(entry, () => decideTable(state, entry.caseFile, actor, command, stamp)),
      );
    },
  });
  return shown(parts, connected, entry.stream, done);
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

async function note(
  parts: ConnectionParts,
  identity: Identity,
  { stream, key, text, revision }: NoteFrame,
): Promise<CommandAnswer> {
  const found = await seatedAt(parts, identity, stream.table);
  if (!found.ok) return found;
  const { seated } = found;
  if (seated.viewer.kind === 'facilitator' || !isLive(seated.session, identity)) return refuse(notAllowed);
  const document = { stream: seated.entry.stream, author: seated.viewer.person, key, text, revision };
  return (await parts.store.putDocument(document)) > revision ? refuse(overtaken) : { ok: true };
}
