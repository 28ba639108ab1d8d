// Every question a store answers, as calls of the library; but texts, which travel with appends.
// Knows the shape of its replies, no connection.

import type { DocumentRow, Json, OutboxRow, Store, StoredFact } from '../port.ts';
import type { Calls } from './calls.ts';
import type { SteadyTime } from './steady-time.ts';

type Call = Calls['call'];
type Reading =
  | 'read'
  | 'heads'
  | 'readAll'
  | 'findAck'
  | 'lookup'
  | 'readDocuments'
  | 'dueUntil'
  | 'pendingOutbox'
  | 'lastBeat';

/** A long journal takes its time; nobody's offer waits for this answer. */
const readAllMs = 30_000;

export function createReads(call: Call, { saw }: Pick<SteadyTime, 'saw'>): Pick<Store, Reading> {
  return { ...journalReads(call, saw), ...besideReads(call, saw) };
}

function journalReads(
  call: Call,
  saw: SteadyTime['saw'],
): Pick<Store, 'read' | 'heads' | 'readAll' | 'findAck' | 'lookup'> {
  return {
    async read(stream, afterVersion = 0) {
      const rows = await call<string[]>('read', [stream, String(afterVersion)]);
      const facts = rows.map((row, n) => parsed(stream, afterVersion + n + 1, row));
      const last = facts.at(-1);
      if (last) saw(last.at);
      return facts;
    },
    async heads(streams) {
      if (streams.length === 0) return insistOpen(call, new Map());
      const lengths = await call<number[]>('heads', streams);
      return new Map(streams.flatMap((stream, n) => (lengths[n] ? [[stream, lengths[n]] as const] : [])));
    },
    async readAll(afterPosition, limit) {
      const flat = await call<string[]>('read_all', [String(afterPosition), String(limit)], readAllMs);
      return inRows(flat, 3).map(([stream = '', version, row = '']) => parsed(stream, Number(version), row));
    },
    async findAck(stream, seatId, commandId, payloadHash) {
      const kept = await call<[hash: string, ack: string] | null>('find_ack', [stream, seatId, commandId]);
      if (kept === null) return null;
      if (kept[0] !== payloadHash) return { outcome: 'commandIdReused' };
      return { outcome: 'repeated', ack: JSON.parse(kept[1]) as Json };
    },
    lookup: (kind, key) => call<string | null>('lookup', [kind, key]),
  };
}

function besideReads(
  call: Call,
  saw: SteadyTime['saw'],
): Pick<Store, 'readDocuments' | 'dueUntil' | 'pendingOutbox' | 'lastBeat'> {
  return {
    async lastBeat() {
      const at = await call<string | null>('last_beat', []);
      if (at !== null) saw(Number(at));
      return at === null ? null : Number(at);
    },
    async readDocuments(stream, author) {
      const flat = await call<string[]>('read_documents', [stream, author]);
      const rows = inRows(flat, 3).map(([key = '', text = '', revision]): DocumentRow => {
        return { stream, author, key, text, revision: Number(revision) };
      });
      return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    async dueUntil(until, limit) {
      const rows = await call<(string | number)[] | [string, number][]>('due_until', [String(until), String(limit)]);
      return inRows(rows.flat(), 2).map(([member, at]) => {
        const [stream = '', id = ''] = String(member).split('\0');
        return { stream, id, at: Number(at) };
      });
    },
    async pendingOutbox(limit) {
      const flat = await call<string[]>('pending_outbox', [String(limit)]);
      return inRows(flat, 4).map(([id = '', source = '', target = '', command = '']): OutboxRow => {
        return { id, source, target, command: JSON.parse(command) as Json };
      });
    },
  };
}

/** Nothing to ask, but a store that is away says so all the same. */
async function insistOpen<Value>(call: Call, nothing: Value): Promise<Value> {
  await call('now', []);
  return nothing;
}

function inRows<Value>(flat: Value[], width: number): Value[][] {
  return Array.from({ length: flat.length / width }, (_, n) => flat.slice(n * width, (n + 1) * width));
}

/** A kept fact is `<position> <at> <JSON>`. */
function parsed(stream: string, version: number, row: string): StoredFact {
  const first = row.indexOf(' ');
  const second = row.indexOf(' ', first + 1);
  return {
    stream,
    version,
    position: Number(row.slice(0, first)),
    at: Number(row.slice(first + 1, second)),
    fact: JSON.parse(row.slice(second + 1)) as Json,
  };
}
