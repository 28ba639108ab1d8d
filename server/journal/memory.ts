// The store in memory: for tests, demonstrations and as the model the other stores are compared with.
// Keeps nothing beyond the process. Knows no domain.

import { createListeners } from './listeners.ts';
import { appendInMemory, type Memory, openMemory } from './memory-append.ts';
import type { Json, Store, StoredFact } from './port.ts';
import { prepareAppend, prepareDocument } from './prepare.ts';
import { StoreUnavailable } from './unavailable.ts';
import { wallClock } from './wall-clock.ts';

/** `now` gives store time in ms since 1970; the wall clock if absent. */
export function createMemoryStore({ now = wallClock() }: { now?: () => number } = {}): Store {
  const listeners = createListeners();
  let memory: Memory | null = openMemory();
  const opened = (): Memory => {
    if (!memory) throw new StoreUnavailable('the store is closed');
    return memory;
  };

  return {
    ...readingJournals(opened),
    ...readingBeside(opened),
    ...writing(opened),
    async now() {
      opened();
      return now();
    },
    async append(item) {
      const result = appendInMemory(opened(), prepareAppend(item), now());
      if (result.outcome === 'appended') queueMicrotask(() => listeners.tell(item.stream, result.version));
      return result;
    },
    watch(listener) {
      opened();
      return listeners.watch(listener);
    },
    // One process, one node: nobody else is there to hear.
    async whisper() {
      opened();
    },
    hear() {
      opened();
      return () => undefined;
    },
    async beat() {
      const earlier = opened().beatAt;
      opened().beatAt = now();
      return earlier;
    },
    async lastBeat() {
      return opened().beatAt;
    },
    async close() {
      memory = null;
      listeners.clear();
    },
  };
}

type ReadingJournals = 'read' | 'heads' | 'readAll' | 'findAck' | 'lookup';
type ReadingBeside = 'readTexts' | 'readDocuments' | 'dueUntil' | 'pendingOutbox';
type Writing = 'putDocument' | 'outboxDelivered' | 'eraseAuthor' | 'deleteStreams';

function readingJournals(opened: () => Memory): Pick<Store, ReadingJournals> {
  return {
    async read(stream, afterVersion = 0) {
      return (opened().streams.get(stream)?.facts ?? []).slice(afterVersion).map(parsed);
    },
    async heads(streams) {
      const lengthOf = (stream: string) => opened().streams.get(stream)?.facts.length ?? 0;
      return new Map(streams.map((stream) => [stream, lengthOf(stream)] as const).filter(([, length]) => length > 0));
    },
    async readAll(afterPosition, limit) {
      const { log } = opened();
      // From the end: who follows the log is nearly there.
      const start = log.findLastIndex((row) => row.position <= afterPosition) + 1;
      return log.slice(start, start + limit).map(parsed);
    },
    async findAck(stream, seatId, commandId, payloadHash) {
      const kept = opened()
        .streams.get(stream)
        ?.acks.get(JSON.stringify([seatId, commandId]));
      if (!kept) return null;
      if (kept.payloadHash !== payloadHash) return { outcome: 'commandIdReused' };
      return { outcome: 'repeated', ack: JSON.parse(kept.ack) as Json };
    },
    async lookup(kind, key) {
      return opened().claims.get(JSON.stringify([kind, key]))?.value ?? null;
    },
  };
}

function readingBeside(opened: () => Memory): Pick<Store, ReadingBeside> {
  return {
    async readTexts(refs) {
      const { texts } = opened();
      return new Map(refs.flatMap((ref) => (texts.has(ref) ? [[ref, texts.get(ref)?.text ?? '']] : [])));
    },
    async readDocuments(stream, author) {
      const rows = [...opened().documents.values()].filter((row) => row.stream === stream && row.author === author);
      return rows.map((row) => ({ ...row })).sort((a, b) => compare(a.key, b.key));
    },
    async dueUntil(until, limit) {
      const rows = [...opened().streams].flatMap(([stream, { due }]) =>
        [...due].map(([id, at]) => ({ stream, id, at })),
      );
      const open = rows.filter((row) => row.at <= until);
      open.sort((a, b) => a.at - b.at || compare(a.stream, b.stream) || compare(a.id, b.id));
      return open.slice(0, limit);
    },
    async pendingOutbox(limit) {
      const rows = opened().outbox.slice(0, limit);
      return rows.map((row) => ({ ...row, command: JSON.parse(row.command) as Json }));
    },
  };
}

function writing(opened: () => Memory): Pick<Store, Writing> {
  return {
    async putDocument(row) {
      const { documents, erased } = opened();
      if (erased.has(row.author)) return row.revision;
      const id = JSON.stringify([row.stream, row.author, row.key]);
      const kept = documents.get(id);
      if (kept && kept.revision > row.revision) return kept.revision;
      documents.set(id, prepareDocument(row));
      return row.revision;
    },
    async outboxDelivered(ids) {
      const memory = opened();
      const delivered = new Set(ids);
      memory.outbox = memory.outbox.filter((row) => !delivered.has(row.id));
    },
    async eraseAuthor(author) {
      const { texts, documents, erased } = opened();
      erased.add(author);
      drop(texts, (row) => row.author === author);
      drop(documents, (row) => row.author === author);
    },
    async deleteStreams(streams) {
      const memory = opened();
      const gone = new Set(streams);
      for (const stream of gone) memory.streams.delete(stream);
      memory.log = memory.log.filter((row) => !gone.has(row.stream));
      memory.outbox = memory.outbox.filter((row) => !gone.has(row.source) && !gone.has(row.target));
      const isGone = (row: { stream: string }) => gone.has(row.stream);
      drop(memory.texts, isGone);
      drop(memory.documents, isGone);
      drop(memory.claims, isGone);
    },
  };
}

function parsed(row: Omit<StoredFact, 'fact'> & { fact: string }): StoredFact {
  return { ...row, fact: JSON.parse(row.fact) as Json };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function drop<Row>(rows: Map<string, Row>, isGone: (row: Row) => boolean): void {
  for (const [key, row] of rows) if (isGone(row)) rows.delete(key);
}
