// Finds the cached journal of a session or table, loading it once; and every case its facts name.
import type { Store } from '../journal/port.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { SessionView, SessionViewEvent, SessionViewer } from '../protocol/session-view.ts';
import type { TableView, TableViewEvent, TableViewer } from '../protocol/table-view.ts';
import type { Cases } from '../session/cases.ts';
import type { SessionFact } from '../session/facts.ts';
import { sessionRoom } from '../session/room.ts';
import type { SessionState } from '../session/state.ts';
import type { TableFact } from '../table/facts.ts';
import type { TableState } from '../table/state.ts';
import type { Catalogue } from './catalogue.ts';
import { type ScoringParts, scoredFirst } from './scored-first.ts';
import { StreamEntry } from './stream-entry.ts';
import { sessionStream, tableStream } from './streams.ts';
import { openingOf, tableRoom } from './table-room.ts';

export type SessionEntry = StreamEntry<SessionState, SessionFact, SessionViewer, SessionView, SessionViewEvent>;
export type TableEntry = StreamEntry<TableState, TableFact, TableViewer, TableView, TableViewEvent> & {
  caseFile: CaseFile;
};

/** Author of what belongs to nobody in particular, such as the case that a session plays. */
export const houseAuthor = 'parley';
export const caseKey = (hash: string): string => `case:${hash}`;
const hashOfKey = (key: string): string => key.slice(caseKey('').length);

export class Entries {
  private readonly loading = new Map<string, Promise<SessionEntry | TableEntry | null>>();
  private readonly loaded = new Map<string, SessionEntry | TableEntry>();
  private readonly readying = new WeakMap<TableEntry, Promise<undefined>>();
  readonly cases: Cases;
  private readonly store: Store;
  private readonly catalogue: Catalogue;
  private readonly scoring: ScoringParts;

  constructor(store: Store, catalogue: Catalogue, onFault: ScoringParts['onFault']) {
    this.store = store;
    this.catalogue = catalogue;
    this.scoring = { analyst: catalogue.analyst, onFault };
    this.cases = { newest: (id) => catalogue.byId(id), kept: (hash) => catalogue.byHash(hash) };
  }

  /** The session's entry, also before its first fact. */
  session(sessionId: string): Promise<SessionEntry> {
    return this.once(sessionStream(sessionId), async () => {
      await this.adoptCases(sessionId);
      const entry: SessionEntry = new StreamEntry(sessionStream(sessionId), sessionRoom(this.cases));
      await entry.catchUp(this.store);
      return entry;
    }) as Promise<SessionEntry>;
  }

  /** The entry of a session that was opened and is not being deleted; else null. What does not exist is not kept in memory. */
  async liveSession(sessionId: string): Promise<SessionEntry | null> {
    const entry = await this.session(sessionId);
    if (entry.state === null) this.forget(entry.stream);
    return entry.state === null || entry.deleting ? null : entry;
  }

  /** What is in memory already and needs nothing that takes long; null where it has to be waited for. */
  tableAtHand(tableId: string): TableEntry | null {
    const entry = this.loaded.get(tableStream(tableId)) as TableEntry | undefined;
    if (!entry?.state || this.readied(entry) !== null) return null;
    entry.touchedAt = performance.now();
    return entry;
  }

  /** The same of a session that was opened and is not being deleted. */
  sessionAtHand(sessionId: string): SessionEntry | null {
    const entry = this.loaded.get(sessionStream(sessionId)) as SessionEntry | undefined;
    if (!entry?.state || entry.deleting) return null;
    entry.touchedAt = performance.now();
    return entry;
  }

  /** The table's entry. Before its first fact it needs `opening`: session and case of the delivery that opens it; else null. */
  async table(tableId: string, opening?: { sessionId: string; caseHash: string }): Promise<TableEntry | null> {
    const stream = tableStream(tableId);
    const look = () => this.once(stream, () => this.loadTable(stream, opening)) as Promise<TableEntry | null>;
    let found = await look();
    // Somebody who knew of no opening was looking at the same moment, and we shared what they found: nothing.
    while (found === null && opening !== undefined) found = await look();
    const readying = found && this.readied(found);
    if (readying !== null) await readying;
    return found;
  }

  /** What views of this table have to wait for, begun once however many wait; null where it is there. */
  private readied(entry: TableEntry): Promise<undefined> | null {
    const waitedFor = this.readying.get(entry);
    if (waitedFor !== undefined) return waitedFor;
    const work = entry.state ? entry.room.ready?.(entry.state) : undefined;
    if (work === undefined) return null;
    const readying = work.finally(() => this.readying.delete(entry));
    // Whoever waits hears of it; perhaps nobody does.
    readying.catch(() => undefined);
    this.readying.set(entry, readying);
    return readying;
  }

  /** A decision at a table; a promise where scores have to be found first. */
  decided<Result>({ caseFile }: TableEntry, decide: () => Result): Result | Promise<undefined> {
    return scoredFirst(this.scoring, caseFile, decide);
  }

  /** An entry that is in memory, or on its way there; undefined where nobody asked for it. */
  coming(stream: string): Promise<SessionEntry | TableEntry | null> | undefined {
    return this.loading.get(stream);
  }

  /** An entry that is in memory already. */
  known(stream: string): SessionEntry | TableEntry | undefined {
    return this.loaded.get(stream);
  }

  size(): number {
    return this.loaded.size;
  }

  /** Every entry in memory. */
  all(): IterableIterator<SessionEntry | TableEntry> {
    return this.loaded.values();
  }

  /** Forgets what nobody needs: entries that nobody asked for in `idleMs`, and logs of viewers who are not here. What is
   *  asked for again is read again, and is the same. */
  sweep(idleMs: number, isNeeded: (stream: string) => boolean): void {
    const oldest = performance.now() - idleMs;
    for (const entry of this.loaded.values()) {
      const idle = entry.touchedAt < oldest && entry.queued === 0 && !entry.deleting;
      if (idle && !isNeeded(entry.stream)) this.forget(entry.stream);
      else entry.dropLogsUnusedSince(oldest);
    }
  }

  forget(stream: string): void {
    this.loading.delete(stream);
    this.loaded.delete(stream);
  }

  private async loadTable(
    stream: string,
    opening?: { sessionId: string; caseHash: string },
  ): Promise<TableEntry | null> {
    const [first] = await this.store.read(stream, 0);
    const facts = first === undefined ? undefined : openingOf(first.fact);
    const named = facts ?? opening;
    if (named === undefined) return null;
    if (this.catalogue.byHash(named.caseHash) === null) await this.adoptCases(named.sessionId);
    const caseFile = this.catalogue.byHash(named.caseHash);
    if (caseFile === null) throw new Error(`the case of ${stream} is not kept with its session`);
    const entry = Object.assign(new StreamEntry(stream, tableRoom(caseFile, this.scoring)), { caseFile }) as TableEntry;
    await entry.catchUp(this.store);
    return entry;
  }

  /** Cases that a session kept, of which this node may know only later versions. */
  private async adoptCases(sessionId: string): Promise<void> {
    const kept = await this.store.readDocuments(sessionStream(sessionId), houseAuthor);
    for (const { key, text } of kept) await this.catalogue.adopt(hashOfKey(key), text);
  }

  /** Loads once, however many ask at the same time; what could not be loaded is tried anew the next time. */
  private async once(
    stream: string,
    load: () => Promise<SessionEntry | TableEntry | null>,
  ): Promise<SessionEntry | TableEntry | null> {
    const there = this.loaded.get(stream);
    if (there !== undefined) {
      there.touchedAt = performance.now();
      return there;
    }
    const running = this.loading.get(stream) ?? load();
    this.loading.set(stream, running);
    // Only what is still ours: another look may have begun meanwhile, and a stream has one entry.
    const forgetThis = () => {
      if (this.loading.get(stream) === running) this.loading.delete(stream);
    };
    try {
      const entry = await running;
      if (entry === null) forgetThis();
      else if (this.loading.get(stream) === running) this.loaded.set(stream, entry);
      if (entry !== null) entry.touchedAt = performance.now();
      return entry;
    } catch (fault) {
      forgetThis();
      throw fault;
    }
  }
}
