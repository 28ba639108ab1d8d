// The embedded store: one SQLite file, written by a thread of its own that commits in groups.
// Knows the port and the thread's calls, no SQL; the promises and figures are in docs/persistence.md.

import { createListeners } from './listeners.ts';
import type { Json, Store, StoredFact } from './port.ts';
import { prepareAppend, prepareDocument } from './prepare.ts';
import type { FactRow } from './sqlite/calls.ts';
import type { Synchronous } from './sqlite/schema.ts';
import { type DatabaseThread, startDatabaseThread } from './sqlite/thread.ts';
import { wallClock } from './wall-clock.ts';

export type SqliteOptions = {
  /** Created if absent, readable by its owner only; held against every other process until close. */
  path: string;
  /** FULL if absent. */
  synchronous?: Synchronous;
  /** Store time in ms since 1970; the wall clock if absent. */
  now?: () => number;
};

export type SqliteStore = Store & {
  /** Writes a copy as of one moment to a new file, beside all other work. Rejects where that cannot be done. */
  copyTo(path: string): Promise<void>;
};

/** Rejects with `StoreUnavailable` where the file is held, damaged, foreign or of a newer version. */
export async function openSqliteStore({
  path,
  synchronous = 'FULL',
  now = wallClock(),
}: SqliteOptions): Promise<SqliteStore> {
  const thread = await startDatabaseThread({ path, synchronous });
  return {
    ...reading(thread),
    ...writing(thread, now),
    copyTo: (copy) => thread.call('copyTo', copy),
    close: () => thread.close(),
  };
}

type Reading =
  | 'read'
  | 'heads'
  | 'readAll'
  | 'findAck'
  | 'lookup'
  | 'readTexts'
  | 'readDocuments'
  | 'dueUntil'
  | 'pendingOutbox'
  | 'lastBeat';

function reading({ call }: DatabaseThread): Pick<Store, Reading> {
  return {
    async read(stream, afterVersion = 0) {
      return (await call('read', stream, afterVersion)).map(parsed);
    },
    async heads(streams) {
      return new Map(await call('heads', streams));
    },
    async readAll(afterPosition, limit) {
      return (await call('readAll', afterPosition, limit)).map(parsed);
    },
    async findAck(stream, seatId, commandId, payloadHash) {
      const kept = await call('findAck', stream, seatId, commandId);
      if (!kept) return null;
      if (kept.hash !== payloadHash) return { outcome: 'commandIdReused' };
      return { outcome: 'repeated', ack: JSON.parse(kept.ack) as Json };
    },
    lookup: (kind, key) => call('lookup', kind, key),
    async readTexts(refs) {
      return new Map(await call('readTexts', refs));
    },
    readDocuments: (stream, author) => call('readDocuments', stream, author),
    lastBeat: () => call('lastBeat'),
    dueUntil: (until, limit) => call('dueUntil', until, limit),
    async pendingOutbox(limit) {
      const rows = await call('pendingOutbox', limit);
      return rows.map((row) => ({ ...row, command: JSON.parse(row.command) as Json }));
    },
  };
}

function writing({ call, insistOpen }: DatabaseThread, now: () => number): Omit<Store, Reading | 'close'> {
  const listeners = createListeners();
  return {
    async now() {
      insistOpen();
      return now();
    },
    async append(item) {
      const [prepared, at] = [prepareAppend(item), now()];
      const untilHere = prepared.until === null ? null : Date.now() + prepared.until - at;
      const result = await call('append', prepared, at, untilHere);
      if (result.outcome === 'appended') listeners.tell(item.stream, result.version);
      return result.outcome === 'repeated' ? { ...result, ack: JSON.parse(result.ack) as Json } : result;
    },
    putDocument: async (row) => call('putDocument', prepareDocument(row)),
    outboxDelivered: (ids) => call('outboxDelivered', ids),
    watch(listener) {
      insistOpen();
      return listeners.watch(listener);
    },
    // The file is held by one process: no other node is there to hear.
    whisper: async () => insistOpen(),
    hear() {
      insistOpen();
      return () => undefined;
    },
    beat: () => call('beat', now()),
    eraseAuthor: (author) => call('eraseAuthor', author),
    deleteStreams: (streams) => call('deleteStreams', streams),
  };
}

function parsed(row: FactRow): StoredFact {
  return { ...row, fact: JSON.parse(row.fact) as Json };
}
