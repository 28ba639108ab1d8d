// Turns what a caller hands over into what a store keeps: JSON as text, strings that survive UTF-8.
// Knows no store: memory and SQLite share it, so that both keep exactly the same thing.

import type { Append, Claim, DocumentRow, Json, TextRow } from './port.ts';

/** An `Append` whose JSON is text already; plain strings and numbers only, so that it crosses threads cheaply. */
export type PreparedAppend = {
  stream: string;
  expectedVersion: number;
  /** Store time, ms since 1970; null where it is never too late. */
  until: number | null;
  /** JSON text, as are `ack` and the outbox commands. */
  facts: string[];
  seatId: string;
  commandId: string;
  payloadHash: string;
  ack: string;
  /** Null where there is nothing beside the facts, as with most: five empty lists cost more on the way than the fact. */
  beside: PreparedBeside | null;
};

export type PreparedBeside = {
  texts: TextRow[];
  dueTimes: { id: string; at: number | null }[];
  outbox: { target: string; command: string }[];
  claims: Claim[];
  releases: { kind: string; key: string }[];
};

/** JSON text of a value. Throws a TypeError for what JSON has no word for (undefined, a function). */
export function toJsonText(value: Json): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('a store keeps JSON only');
  return text;
}

/** Throws a TypeError where the append itself is a bug of the caller; nothing is written then. */
export function prepareAppend(item: Append): PreparedAppend {
  if (item.outbox && item.outbox.length > 0 && item.facts.length === 0) {
    // Its rows would carry the ids of the append before.
    throw new TypeError('outbox rows need a fact in the same append');
  }
  return {
    stream: item.stream,
    expectedVersion: item.expectedVersion,
    until: item.until === undefined ? null : insistNumber(item.until),
    facts: item.facts.map(toJsonText),
    seatId: item.idempotency.seatId,
    commandId: item.idempotency.commandId,
    payloadHash: item.idempotency.payloadHash,
    ack: toJsonText(item.idempotency.ack),
    beside: hasBeside(item) ? prepareBeside(item) : null,
  };
}

function hasBeside({ texts, dueTimes, outbox, unique }: Append): boolean {
  return [texts, dueTimes, outbox, unique?.claim, unique?.release].some(
    (rows) => rows !== undefined && rows.length > 0,
  );
}

function prepareBeside({ texts = [], dueTimes = [], outbox = [], unique = {} }: Append): PreparedBeside {
  return {
    texts: texts.map(({ ref, author, text }) => ({ ref, author, text: text.toWellFormed() })),
    dueTimes: dueTimes.map(({ id, at }) => ({ id, at: at === null ? null : insistNumber(at) })),
    outbox: outbox.map(({ target, command }) => ({ target, command: toJsonText(command) })),
    claims: (unique.claim ?? []).map(({ kind, key, value }) => ({ kind, key, value })),
    releases: (unique.release ?? []).map(({ kind, key }) => ({ kind, key })),
  };
}

/** A copy whose text survives UTF-8. Throws a TypeError for a revision that is none. */
export function prepareDocument({ stream, author, key, text, revision }: DocumentRow): DocumentRow {
  return { stream, author, key, text: text.toWellFormed(), revision: insistNumber(revision) };
}

/** A store that met NaN in the middle of a group would leave half of it: Redis takes nothing back. */
function insistNumber(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`a store keeps finite numbers only, not ${value}`);
  return value;
}
