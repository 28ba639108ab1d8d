// Whether a connection's credential is alive, at which table its person sits, and through whose eyes they see it.
// Knows no command; asked again at every move, so that nothing is waited for which is in memory.
import { refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { TableViewer } from '../protocol/table-view.ts';
import { holderOf, tableOf, tablesUnderWay } from '../session/queries.ts';
import { viewerFor } from '../table/viewer.ts';
import type { Entries, SessionEntry, TableEntry } from './entries.ts';
import type { Identity } from './identity.ts';
import type { Outbox } from './outbox.ts';

export type SeatedParts = { entries: Entries; outbox: Pick<Outbox, 'run'> };

export const notAllowed: Rejection = reject('notAllowed', 'This is not yours to see or do.');

/** A credential may have been revoked since the handshake, and a session deleted. Asked once more right before something is
 *  written: what is handed to the store before an erasure or deletion is gone with it, what comes later would stay. */
export const isLive = ({ state, deleting }: SessionEntry, { credentialHash }: Identity): boolean =>
  state !== null && !deleting && holderOf(state, credentialHash) !== null;

export async function liveSession(
  parts: Pick<SeatedParts, 'entries'>,
  identity: Identity,
): Promise<SessionEntry | null> {
  const entry = await parts.entries.liveSession(identity.sessionId);
  if (entry?.unreadable) throw entry.unreadable;
  return entry !== null && isLive(entry, identity) ? entry : null;
}

type Seated = { session: SessionEntry; entry: TableEntry; viewer: TableViewer };

type Found = { ok: true; seated: Seated } | { ok: false; rejection: Rejection };

/** The table and through whose eyes, or why not. Nothing is waited for where all of it is in memory, as at nearly every move. */
export function seatedAt(parts: SeatedParts, identity: Identity, tableId: string): Found | Promise<Found> {
  const { entries } = parts;
  const session = entries.sessionAtHand(identity.sessionId);
  if (session === null || session.unreadable || !isLive(session, identity))
    return seatedOnceRead(parts, identity, tableId);
  const entry = entries.tableAtHand(tableId);
  if (entry === null || entry.unreadable) return seatedOnceRead(parts, identity, tableId);
  const found = seenBy(entry, identity);
  return found ? { ok: true, seated: { session, ...found } } : seatedOnceRead(parts, identity, tableId);
}

async function seatedOnceRead(parts: SeatedParts, identity: Identity, tableId: string): Promise<Found> {
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
  parts: SeatedParts,
  identity: Identity,
  tableId: string,
): Promise<Pick<Seated, 'entry' | 'viewer'> | null> {
  const entry = await parts.entries.table(tableId);
  if (entry?.unreadable) throw entry.unreadable;
  return entry && seenBy(entry, identity);
}

function seenBy(entry: TableEntry, identity: Identity): Pick<Seated, 'entry' | 'viewer'> | null {
  if (entry.state?.sessionId !== identity.sessionId) return null;
  const viewer = viewerOf(entry, identity);
  return viewer && { entry, viewer };
}

const facilitator: TableViewer = { kind: 'facilitator' };

export function viewerOf(entry: TableEntry, identity: Identity): TableViewer | null {
  if (identity.kind === 'facilitator') return facilitator;
  return identity.kind === 'person' && entry.state ? viewerFor(entry.state, identity.person) : null;
}
