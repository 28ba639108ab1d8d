// The journals of a history, read afresh from the store, and what each viewer ought to have seen of them.
import type { Json, Store, StoredFact } from '../journal/port.ts';
import type { TableViewer } from '../protocol/table-view.ts';
import { analystHere } from '../runtime/analysis/analyst.ts';
import { openingOf, tableRoom } from '../runtime/table-room.ts';
import { joinTexts } from '../runtime/texts.ts';
import { sessionRoom } from '../session/room.ts';
import type { TableState } from '../table/state.ts';
import { viewerFor } from '../table/viewer.ts';
import { markedCatalogue } from './marked-cases.ts';

type AnyRoom = {
  upcast(stored: Json): unknown;
  fold(state: unknown, fact: unknown): unknown;
  project(state: unknown, viewer: unknown): unknown;
  projectFact(before: unknown, after: unknown, fact: unknown, viewer: unknown): unknown[];
};
export type Journal = { stream: string; facts: StoredFact[]; room: AnyRoom; states: unknown[] };
export type Shown = {
  /** Events as JSON with texts joined; the n-th brings the view to version n. */
  events: string[];
  /** How many events there are once the n-th fact is known; 0 facts, 0 events. */
  after: number[];
  viewAt(version: number): Promise<string>;
};

export async function readJournals(store: Store, streams: Iterable<string>): Promise<Map<string, Journal>> {
  const catalogue = await markedCatalogue();
  const cases = { newest: (id: string) => catalogue.byId(id), kept: (hash: string) => catalogue.byHash(hash) };
  const journals = new Map<string, Journal>();
  for (const stream of streams) {
    const facts = await store.read(stream);
    const hash = stream.startsWith('table:') && facts[0] ? openingOf(facts[0].fact)?.caseHash : undefined;
    const caseFile = hash === undefined ? null : catalogue.byHash(hash);
    const scoring = { analyst: analystHere, onFault: () => undefined };
    const room = (caseFile ? tableRoom(caseFile, scoring) : sessionRoom(cases)) as unknown as AnyRoom;
    const states: unknown[] = [];
    for (const { fact } of facts) states.push(room.fold(states.at(-1) ?? null, room.upcast(fact)));
    journals.set(stream, { stream, facts, room, states });
  }
  return journals;
}

/** Null where this viewer has no place there. */
export async function shownTo(store: Store, journal: Journal, viewer: unknown): Promise<Shown> {
  const { facts, room, states } = journal;
  const found: unknown[] = [];
  const after = [0];
  for (const [index, { fact }] of facts.entries()) {
    found.push(...room.projectFact(states[index - 1] ?? null, states[index], room.upcast(fact), viewer));
    after.push(found.length);
  }
  const joined = (await joinTexts(store, found)) as unknown[];
  return {
    events: joined.map((event) => JSON.stringify(event)),
    after,
    async viewAt(version) {
      const facts = after.findIndex((count) => count >= version);
      // Facts that show nothing change nothing.
      const state = states[Math.max(0, facts - 1)];
      return JSON.stringify(await joinTexts(store, room.project(state, viewer)));
    },
  };
}

export const tableViewerOf = (journal: Journal, person: string): TableViewer | null =>
  viewerFor(journal.states.at(-1) as TableState, person);
