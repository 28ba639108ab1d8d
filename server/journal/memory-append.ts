// What the memory store holds, and its one atomic append.
// Knows no clock (`at` is handed in) and no listener.

import type { AppendResult, DocumentRow, Json, StoredFact, TextRow } from './port.ts';
import type { PreparedAppend, PreparedBeside } from './prepare.ts';

/** JSON is kept as text: nobody can change a stored fact through a shared object. */
type FactRow = Omit<StoredFact, 'fact'> & { fact: string };

type Stream = {
  facts: FactRow[];
  /** By JSON of [seatId, commandId]. */
  acks: Map<string, { payloadHash: string; ack: string }>;
  /** By id of the due time, ms since 1970. */
  due: Map<string, number>;
};

export type Memory = {
  streams: Map<string, Stream>;
  /** All facts by position. */
  log: FactRow[];
  lastPosition: number;
  texts: Map<string, TextRow & { stream: string }>;
  /** By JSON of [stream, author, key]. */
  documents: Map<string, DocumentRow>;
  outbox: { id: string; source: string; target: string; command: string }[];
  /** By JSON of [kind, key]; the claiming stream is remembered so that its deletion releases the key. */
  claims: Map<string, { value: string; stream: string }>;
  beatAt: number | null;
  /** Authors whose words are not kept any more. */
  erased: Set<string>;
};

export function openMemory(): Memory {
  return {
    streams: new Map(),
    log: [],
    lastPosition: 0,
    texts: new Map(),
    documents: new Map(),
    outbox: [],
    claims: new Map(),
    beatAt: null,
    erased: new Set(),
  };
}

export function appendInMemory(memory: Memory, item: PreparedAppend, at: number): AppendResult {
  const refusal = refuse(memory, item, at);
  if (refusal) return refusal;
  const stream: Stream = memory.streams.get(item.stream) ?? { facts: [], acks: new Map(), due: new Map() };
  memory.streams.set(item.stream, stream);
  for (const fact of item.facts) {
    memory.lastPosition += 1;
    const row = { stream: item.stream, version: stream.facts.length + 1, position: memory.lastPosition, at, fact };
    stream.facts.push(row);
    memory.log.push(row);
  }
  const version = stream.facts.length;
  stream.acks.set(JSON.stringify([item.seatId, item.commandId]), { payloadHash: item.payloadHash, ack: item.ack });
  if (item.beside) storeBeside(memory, stream, { name: item.stream, version, ...item.beside });
  return { outcome: 'appended', version, position: memory.lastPosition, at };
}

/** All reasons not to append, checked before anything is written. */
function refuse(memory: Memory, item: PreparedAppend, at: number): AppendResult | null {
  const stream = memory.streams.get(item.stream);
  const kept = stream?.acks.get(JSON.stringify([item.seatId, item.commandId]));
  if (kept && kept.payloadHash !== item.payloadHash) return { outcome: 'commandIdReused' };
  if (kept) return { outcome: 'repeated', ack: JSON.parse(kept.ack) as Json };
  if (item.until !== null && at > item.until) return { outcome: 'tooLate' };
  const version = stream?.facts.length ?? 0;
  if (version !== item.expectedVersion) return { outcome: 'conflict', version };
  return item.beside && refuseClaims(memory, item.stream, item.beside);
}

/** A key that this same append releases is free again; two claims of one key within an append clash. */
function refuseClaims(memory: Memory, stream: string, { claims, releases }: PreparedBeside): AppendResult | null {
  const released = new Set(releases.map(({ kind, key }) => JSON.stringify([kind, key])));
  const claimed = new Set<string>();
  for (const { kind, key } of claims) {
    const id = JSON.stringify([kind, key]);
    const holder = memory.claims.get(id);
    const isFreed = holder?.stream === stream && released.has(id);
    if ((holder && !isFreed) || claimed.has(id)) return { outcome: 'taken', kind, key };
    claimed.add(id);
  }
  return null;
}

function storeBeside(memory: Memory, stream: Stream, item: PreparedBeside & { name: string; version: number }): void {
  for (const text of item.texts) {
    if (memory.erased.has(text.author)) memory.texts.delete(text.ref);
    else memory.texts.set(text.ref, { ...text, stream: item.name });
  }
  for (const { id, at } of item.dueTimes) {
    if (at === null) stream.due.delete(id);
    else stream.due.set(id, at);
  }
  for (const [index, row] of item.outbox.entries()) {
    memory.outbox.push({ id: `${item.name}@${item.version}#${index}`, source: item.name, ...row });
  }
  for (const { kind, key } of item.releases) {
    const id = JSON.stringify([kind, key]);
    // A stream lets go only of what it holds itself.
    if (memory.claims.get(id)?.stream === item.name) memory.claims.delete(id);
  }
  for (const { kind, key, value } of item.claims) {
    memory.claims.set(JSON.stringify([kind, key]), { value, stream: item.name });
  }
}
