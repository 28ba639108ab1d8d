// The store port: what every store (memory, SQLite, Redis) promises, in one place.
// Knows no domain: facts, commands and documents are opaque JSON here.

/** Names one journal: `session:<id>` or `table:<id>`. */
export type StreamId = string;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type StoredFact = {
  stream: StreamId;
  /** 1 for the first fact of a stream, dense. */
  version: number;
  /** Monotonic over the whole store. */
  position: number;
  /** Store time of the append, ms since 1970. */
  at: number;
  fact: Json;
};

/** What somebody wrote or is called; lives beside the journal so that it can be erased. */
export type TextRow = { ref: string; author: string; text: string };

export type OutboxRow = {
  /** `<stream>@<version of the last fact of that append>#<index>`: unique, and in order within one source stream. */
  id: string;
  source: StreamId;
  target: StreamId;
  command: Json;
};

export type Claim = { kind: string; key: string; value: string };

export type Append = {
  stream: StreamId;
  /** The head this was decided on: 0 for a stream that does not exist yet. */
  expectedVersion: number;
  /** Store time after which it is not to be written any more, however long it waited for the store. Never if absent. */
  until?: number | undefined;
  /** May be empty: an append of texts or an ack alone is still atomic and idempotent. */
  facts: Json[];
  texts?: TextRow[];
  /** Replaces the due time of that id in this stream; `at: null` removes it. */
  dueTimes?: { id: string; at: number | null }[];
  /** Only together with facts, whose version names the rows; a TypeError otherwise. */
  outbox?: { target: StreamId; command: Json }[];
  /** Releases come first. A stream releases only what it claimed itself; other releases do nothing. */
  unique?: { claim?: Claim[]; release?: { kind: string; key: string }[] };
  idempotency: {
    /** Who: a seat, person, `facilitator`, `session:<id>` for outbox deliveries, `deadline`. */
    seatId: string;
    commandId: string;
    payloadHash: string;
    /** Kept with the facts for the life of the stream and answered again on a repeat. */
    ack: Json;
  };
};

export type AppendResult =
  /** Without facts: the head as it was, and the last position of the store. */
  | { outcome: 'appended'; version: number; position: number; at: number }
  /** The head moved: read what is missing and decide again. */
  | { outcome: 'conflict'; version: number }
  /** The same command was appended before: here is its ack. Nothing was written. */
  | { outcome: 'repeated'; ack: Json }
  /** The same id came before with another payload. Nothing was written. */
  | { outcome: 'commandIdReused' }
  /** The store came to it after `until`. Nothing was written. */
  | { outcome: 'tooLate' }
  /** A unique key is held already. Nothing was written. */
  | { outcome: 'taken'; kind: string; key: string };

/** A last-write-wins document: preparation notes, a reflection not yet sent, a case kept for a session. */
export type DocumentRow = {
  stream: StreamId;
  author: string;
  key: string;
  text: string /** higher wins */;
  revision: number;
};

export type Store = {
  /** Store time, ms since 1970. The only clock that commands and deadlines know. */
  now(): Promise<number>;
  /** Atomic and durable when it resolves. Throws only where the store itself is away (outcome unknown). */
  append(item: Append): Promise<AppendResult>;
  /** Facts of one stream after `afterVersion`, in order. */
  read(stream: StreamId, afterVersion?: number): Promise<StoredFact[]>;
  /** The heads of those streams that exist; one without facts, or deleted, is absent. */
  heads(streams: readonly StreamId[]): Promise<Map<StreamId, number>>;
  /** Facts of all streams after a position, in order, at most `limit`. */
  readAll(afterPosition: number, limit: number): Promise<StoredFact[]>;
  /** The answer kept for a command, before deciding anew. */
  findAck(
    stream: StreamId,
    seatId: string,
    commandId: string,
    payloadHash: string,
  ): Promise<{ outcome: 'repeated'; ack: Json } | { outcome: 'commandIdReused' } | null>;
  /** Who holds a unique key. */
  lookup(kind: string, key: string): Promise<string | null>;

  /** Texts by reference; a reference that was erased or never was is absent. */
  readTexts(refs: readonly string[]): Promise<Map<string, string>>;
  /** Writes unless a higher revision is stored (an equal one is replaced). Resolves to the revision that holds. */
  putDocument(row: DocumentRow): Promise<number>;
  readDocuments(stream: StreamId, author: string): Promise<DocumentRow[]>;

  /** Due times at or before `until`, earliest first, at most `limit`. */
  dueUntil(until: number, limit: number): Promise<{ stream: StreamId; id: string; at: number }[]>;
  /** Undelivered outbox rows, in order within a source, at most `limit`. */
  pendingOutbox(limit: number): Promise<OutboxRow[]>;
  outboxDelivered(ids: readonly string[]): Promise<void>;

  /** Called after every durable append, with its stream and new head. A hint: may be lost or repeated. Returns the way to stop. */
  watch(listener: (stream: StreamId, version: number) => void): () => void;
  /** Tells the other nodes of this store something that passes (who is present, what was deleted). Never kept, may be lost; the teller does not hear itself. */
  whisper(word: Json): Promise<void>;
  /** What other nodes whisper. Returns the way to stop. */
  hear(listener: (word: Json) => void): () => void;
  /** Notes that a node lives; resolves to the newest earlier note of any node, or null. */
  beat(): Promise<number | null>;
  /** The newest note of any node that it lived, without noting anything; null before the first. */
  lastBeat(): Promise<number | null>;

  /**
   * Removes every text and document of one author, for good: what an append or a document brings of theirs later, also one
   * that was under way on another node, is kept without its words, as if it had come before. Journals still fold.
   */
  eraseAuthor(author: string): Promise<void>;
  /** Removes streams with all that belongs to them (facts, texts, documents, acks, due times, outbox from and to them, unique keys they claimed), for good: also from free pages and logs of the store. */
  deleteStreams(streams: readonly StreamId[]): Promise<void>;
  close(): Promise<void>;
};
