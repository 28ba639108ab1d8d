// One journal in memory: committed facts, the state folded from them, and per viewer the dense log of view events.
// Holds committed state only; the store is the truth and the entry can be dropped at any time.
import type { Store, StoredFact, StreamId } from '../journal/port.ts';
import type { Room } from './room.ts';

type ViewerLog<Viewer, Event> = { viewer: Viewer; events: Event[] };

export class StreamEntry<State, Fact, Viewer, View, Event> {
  readonly stream: StreamId;
  readonly room: Room<State, Fact, Viewer, View, Event>;
  version = 0;
  state: State | null = null;
  /** An append ended without an answer: the store may hold more than this entry does. */
  doubtful = false;
  /** It is being deleted, or was: nothing may be written to it or beside it any more. */
  deleting = false;
  private facts: Fact[] = [];
  private logs = new Map<string, ViewerLog<Viewer, Event>>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(stream: StreamId, room: Room<State, Fact, Viewer, View, Event>) {
    this.stream = stream;
    this.room = room;
  }

  /** Runs one piece of work at a time on this stream, in the order asked. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Reads what is missing. Returns whether anything was. */
  async catchUp(store: Store): Promise<boolean> {
    const missing = await store.read(this.stream, this.version);
    await this.ready(missing);
    for (const stored of missing) this.takeStored(stored);
    this.doubtful = false;
    return missing.length > 0;
  }

  /** What is about to be projected may need what takes long. */
  private async ready(missing: readonly StoredFact[]): Promise<void> {
    if (this.room.ready === undefined) return;
    const ahead = missing.reduce(
      (state: State | null, { fact }) => this.room.fold(state, this.room.upcast(fact)),
      this.state,
    );
    if (ahead !== null) await this.room.ready(ahead);
  }

  private takeStored(stored: StoredFact): void {
    if (stored.version === this.version + 1) this.take(this.room.upcast(stored.fact));
  }

  /** Takes one committed fact: folds it and extends every viewer's log. */
  take(fact: Fact): void {
    const before = this.state;
    const after = this.room.fold(before, fact);
    this.state = after;
    this.version += 1;
    this.facts.push(fact);
    for (const [key, log] of this.logs) {
      try {
        log.events.push(...this.room.projectFact(before, after, fact, log.viewer));
      } catch {
        // A bug in one view is that viewer's alone: who looks next meets it again, while what was written stays written.
        this.logs.delete(key);
      }
    }
  }

  /** All view events of a viewer so far; its length is the viewer's version. */
  eventsFor(viewer: Viewer): readonly Event[] {
    const key = this.room.viewerKey(viewer);
    const known = this.logs.get(key);
    if (known) return known.events;
    const log: ViewerLog<Viewer, Event> = { viewer, events: [] };
    let before: State | null = null;
    for (const fact of this.facts) {
      const after: State = this.room.fold(before, fact);
      log.events.push(...this.room.projectFact(before, after, fact, viewer));
      before = after;
    }
    this.logs.set(key, log);
    return log.events;
  }

  /** The whole view of a viewer, or null before the stream's first fact. */
  viewFor(viewer: Viewer): View | null {
    return this.state === null ? null : this.room.project(this.state, viewer);
  }
}
