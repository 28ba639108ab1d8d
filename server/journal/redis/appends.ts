// Appends that arrive together, or while a call is under way, travel to Redis as one call; each is answered for itself. Texts that
// are asked for travel in the same message.
// Knows the order of the library's parameters and replies, no connection.

import { createGathering } from '../gathering.ts';
import type { AppendResult, Json } from '../port.ts';
import type { PreparedAppend } from '../prepare.ts';
import type { Calls } from './calls.ts';

type Appending = { item: PreparedAppend; resolve(result: AppendResult): void; reject(error: unknown): void };
type Asking = { refs: readonly string[]; resolve(texts: Map<string, string>): void; reject(error: unknown): void };

export type Appends = {
  append(item: PreparedAppend): Promise<AppendResult>;
  /** Travels with appends: where a class comes in there is an append and a name to show for each of them. */
  readTexts(refs: readonly string[]): Promise<Map<string, string>>;
  /** Sends what waits and resolves when everything is answered. */
  settle(): Promise<void>;
};

/** One call holds Redis for all others: no more than this at a time. */
const longestGroup = 256;

export type AppendsOptions = {
  calls: Pick<Calls, 'call' | 'sawPosition'>;
  /** Redis just stamped appends so. */
  stamped(at: number): void;
};

export function createAppends(options: AppendsOptions): Appends {
  const underWay = new Set<Promise<void>>();
  const gathering = createGathering<Appending | Asking>((waiting) => {
    const appending = waiting.filter((each): each is Appending => 'item' in each);
    const asking = waiting.filter((each): each is Asking => 'refs' in each);
    // In this order, over one connection: who asks sees what was appended before.
    const calls = [
      ...inGroups(appending).map((group) => appendGroup(options, group)),
      ...asking.map((one) => answerTexts(options, one)),
    ];
    const sent: Promise<void> = Promise.all(calls).then(() => {
      underWay.delete(sent);
      gathering.answered();
    });
    underWay.add(sent);
  });
  return {
    append: (item) =>
      new Promise((resolve, reject) => {
        gathering.add({ item, resolve, reject }, true);
      }),
    readTexts: (refs) =>
      new Promise((resolve, reject) => {
        gathering.add({ refs, resolve, reject }, true);
      }),
    async settle() {
      gathering.flush();
      await Promise.all(underWay);
    },
  };
}

function inGroups<Item>(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (let start = 0; start < items.length; start += longestGroup)
    groups.push(items.slice(start, start + longestGroup));
  return groups;
}

/** Answers; never rejects itself. */
async function answerTexts({ calls }: AppendsOptions, { refs, resolve, reject }: Asking): Promise<void> {
  try {
    const texts = await calls.call<(string | null)[]>('read_texts', refs);
    resolve(new Map(refs.flatMap((ref, n) => (texts[n] == null ? [] : [[ref, texts[n]] as const]))));
  } catch (error) {
    reject(error);
  }
}

/** Answers every one of them; never rejects itself. */
async function appendGroup({ calls, stamped }: AppendsOptions, group: readonly Appending[]): Promise<void> {
  try {
    const parameters: string[] = [];
    for (const { item } of group) addItem(parameters, item);
    const reply = await calls.call<(string | number)[]>('append', parameters);
    const at = Number(reply[0]);
    stamped(at);
    for (const [n, { resolve }] of group.entries()) {
      const result = readResult(at, reply.slice(1 + 3 * n, 4 + 3 * n));
      if (result.outcome === 'appended') calls.sawPosition(result.position);
      resolve(result);
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}

/** In the order that `append_item` of library/append.lua reads. */
function addItem(to: string[], item: PreparedAppend): void {
  to.push(item.stream, String(item.expectedVersion), item.seatId, item.commandId, item.payloadHash, item.ack);
  to.push(item.until === null ? '' : String(item.until));
  to.push(String(item.facts.length), ...item.facts);
  if (item.beside === null) {
    to.push('0');
    return;
  }
  const { texts, dueTimes, outbox, releases, claims } = item.beside;
  to.push(String(texts.length + dueTimes.length + outbox.length + releases.length + claims.length));
  for (const { ref, author, text } of texts) to.push('t', ref, author, text);
  for (const { id, at } of dueTimes) to.push('d', id, at === null ? '' : String(at), '');
  for (const [index, { target, command }] of outbox.entries()) to.push('o', String(index), target, command);
  for (const { kind, key } of releases) to.push('r', kind, key, '');
  for (const { kind, key, value } of claims) to.push('c', kind, key, value);
}

function readResult(at: number, [outcome, a = '', b = '']: (string | number)[]): AppendResult {
  switch (outcome) {
    case 0:
      return { outcome: 'appended', version: Number(a), position: Number(b), at };
    case 1:
      return { outcome: 'conflict', version: Number(a) };
    case 2:
      return { outcome: 'repeated', ack: JSON.parse(String(a)) as Json };
    case 3:
      return { outcome: 'commandIdReused' };
    case 4:
      return { outcome: 'taken', kind: String(a), key: String(b) };
    case 5:
      return { outcome: 'tooLate' };
    default:
      throw new Error(`the library answered an append with ${outcome}`);
  }
}
