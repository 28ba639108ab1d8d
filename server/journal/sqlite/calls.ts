// The words between the serving thread and the database thread.
// Knows neither side. JSON crosses as text: only the serving thread parses it.

import type { AppendResult, DocumentRow } from '../port.ts';
import type { PreparedAppend } from '../prepare.ts';
import type { Synchronous } from './schema.ts';

export type FactRow = { stream: string; version: number; position: number; at: number; fact: string };
export type AckRow = { hash: string; ack: string };
export type OutboxTextRow = { id: string; source: string; target: string; command: string };

/** As `AppendResult`, with the kept ack still as JSON text. */
export type AppendTextResult = Exclude<AppendResult, { outcome: 'repeated' }> | { outcome: 'repeated'; ack: string };

export type Reads = {
  read(stream: string, afterVersion: number): FactRow[];
  heads(streams: readonly string[]): [stream: string, version: number][];
  readAll(afterPosition: number, limit: number): FactRow[];
  findAck(stream: string, seatId: string, commandId: string): AckRow | undefined;
  lookup(kind: string, key: string): string | null;
  readTexts(refs: readonly string[]): [ref: string, text: string][];
  readDocuments(stream: string, author: string): DocumentRow[];
  dueUntil(until: number, limit: number): { stream: string; id: string; at: number }[];
  pendingOutbox(limit: number): OutboxTextRow[];
  lastBeat(): number | null;
};

export type Writes = {
  /** `at`: store time in ms since 1970. `untilHere`: when it is too late by this machine's clock; null where never. */
  append(item: PreparedAppend, at: number, untilHere: number | null): AppendTextResult;
  putDocument(row: DocumentRow): number;
  outboxDelivered(ids: readonly string[]): void;
  beat(at: number): number | null;
};

/** Answered only when the file is free of traces. */
export type Removals = {
  eraseAuthor(author: string): void;
  deleteStreams(streams: readonly string[]): void;
};

/** Goes on beside the groups; answered when the copy is whole. */
export type Copies = { copyTo(path: string): void };

export type Operations = Reads & Writes & Removals & Copies;
export type OperationName = keyof Operations;

export type Call = { id: number; operation: OperationName; parameters: unknown[] };
export type Reply = { id: number; value: unknown } | { id: number; error: string };

/** What the database thread says: once whether it opened, then replies, many at a time. */
export type Opened = { opened: true } | { opened: false; reason: string };

export type WorkerOptions = { path: string; synchronous: Synchronous };
