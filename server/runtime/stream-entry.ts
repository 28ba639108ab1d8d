// One journal in memory: committed facts, the state folded from them, and per viewer the dense log of view events.
// Holds committed state only; the store is the truth and the entry can be dropped at any time.
import type { Store, StoredFact, StreamId } from '../journal/port.ts';
import { UnreadableJournal } from './plain-fault.ts';
import type { Room } from './room.ts';

/** A log is asked for at every move of anybody, so the clock is read at the sweep: `used` since the last one. */
type ViewerLog<Viewer, Event> = { viewer: Viewer; events: Event[]; used: boolean; usedAt: number };

/** `states` after each fact, and which facts by index anybody may see, and which whom alone (by viewer key). */
type Story<State> = { states: State[]; forAll: number[]; forOne: Map<string, number[]>; usedAt: number };

/** The state after each fact is kept so long after somebody needed it, ms: those who come back come together. */
const storyMs = 10_000;
/** A thousand people who join and play some rounds: beyond it each of them would fold all of it anew when they come back. */
const mostStates = 8_000;

export class StreamEntry<State, Fact, Viewer, View, Event> {
  readonly stream: StreamId;
  readonly room: Room<State, Fact, Viewer, View, Event>;
  version = 0;
  state: State | null = null;
  /** An append ended without an answer: the store may hold more than this entry does. */
  doubtful = false;
  /** It is being deleted, or was: nothing may be written to it or beside it any more. */
  deleting = false;
  /** The journal holds what this program cannot read: neither decided on nor shown until it can. */
  unreadable: UnreadableJournal | null = null;
  /** How often what was held turned out not to be the journal's, so that no viewer's version can be compared. */
  generation = 0;
  /** Pieces of work that wait for their turn or have it. */
  queued = 0;
  /** When somebody last asked for it, by the monotonic clock. */
  touchedAt = performance.now();
  private facts: Fact[] = [];
  private logs = new Map<string, ViewerLog<Viewer, Event>>();
  /** What is looked through for each viewer whose log has to be made, while such viewers come. */
  private story: Story<State> | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(stream: StreamId, room: Room<State, Fact, Viewer, View, Event>) {
    this.stream = stream;
    this.room = room;
  }

  /** Runs one piece of work at a time on this stream, in the order asked. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.queued += 1;
    const turn = this.queue.then(work);
    const over = () => {
      this.queued -= 1;
    };
    this.queue = turn.then(over, over);
    return turn;
  }

  /** Reads what is missing. Returns whether anything was. Throws `UnreadableJournal` at a fact it cannot read, holding all before it. */
  async catchUp(store: Pick<Store, 'read'>): Promise<boolean> {
    const { facts, unreadable } = this.readable(await store.read(this.stream, this.version));
    await this.ready(facts);
    for (const fact of facts) this.take(fact);
    this.doubtful = false;
    this.unreadable = unreadable;
    if (unreadable !== null) throw unreadable;
    return facts.length > 0;
  }

  /** The facts that follow on what is held, up to the first that cannot be read. */
  private readable(missing: readonly StoredFact[]): { facts: Fact[]; unreadable: UnreadableJournal | null } {
    const facts: Fact[] = [];
    for (const stored of missing) {
      if (stored.version !== this.version + facts.length + 1) continue;
      try {
        facts.push(this.room.upcast(stored.fact));
      } catch (cause) {
        const where = `${this.stream}@${stored.version}`;
        const unreadable = new UnreadableJournal(`${where} cannot be read by this version of the program`, { cause });
        return { facts, unreadable };
      }
    }
    return { facts, unreadable: null };
  }

  /** What is about to be projected may need what takes long. */
  private async ready(facts: readonly Fact[]): Promise<void> {
    if (this.room.ready === undefined || facts.length === 0) return;
    const ahead = facts.reduce((state: State | null, fact) => this.room.fold(state, fact), this.state);
    if (ahead !== null) await this.room.ready(ahead);
  }

  /** Takes one committed fact: folds it and extends every viewer's log. */
  take(fact: Fact): void {
    const before = this.state;
    const after = this.room.fold(before, fact);
    this.state = after;
    this.version += 1;
    this.facts.push(fact);
    if (this.version > (this.room.statesKept ?? mostStates)) this.story = null;
    if (this.story !== null) this.tell(this.story, after, fact);
    for (const key of this.room.seenBy?.(fact) ?? this.logs.keys()) this.extend(key, before, after, fact);
  }

  private extend(key: string, before: State | null, after: State, fact: Fact): void {
    const log = this.logs.get(key);
    if (log === undefined) return;
    try {
      log.events.push(...this.room.projectFact(before, after, fact, log.viewer));
    } catch {
      // A bug in one view is that viewer's alone: who looks next meets it again, while what was written stays written.
      this.logs.delete(key);
    }
  }

  /** What is held is not what the journal holds: everything is read anew, and every viewer starts afresh. */
  reset(): void {
    this.version = 0;
    this.state = null;
    this.facts = [];
    this.story = null;
    this.logs.clear();
    this.generation += 1;
  }

  /** All view events of a viewer so far; its length is the viewer's version. `key`: the viewer's, for who asks often. */
  eventsFor(viewer: Viewer, key: string = this.room.viewerKey(viewer)): readonly Event[] {
    const known = this.logs.get(key);
    if (known) {
      known.used = true;
      return known.events;
    }
    const story = this.storyKept();
    const events = story === null ? this.foldedFor(viewer) : this.toldOf(story, viewer, key);
    this.logs.set(key, { viewer, events, used: true, usedAt: performance.now() });
    return events;
  }

  private toldOf({ states, forAll, forOne }: Story<State>, viewer: Viewer, key: string): Event[] {
    const own = forOne.get(key) ?? [];
    // A class has hundreds of facts that are nobody's business but one person's: whoever comes back does not look through those of all.
    const seen = own.length === 0 ? forAll : [...forAll, ...own].sort((one, other) => one - other);
    return seen.flatMap((index) =>
      this.room.projectFact(states[index - 1] ?? null, states[index] as State, this.facts[index] as Fact, viewer),
    );
  }

  private foldedFor(viewer: Viewer): Event[] {
    const events: Event[] = [];
    let before: State | null = null;
    for (const fact of this.facts) {
      const after: State = this.room.fold(before, fact);
      events.push(...this.room.projectFact(before, after, fact, viewer));
      before = after;
    }
    return events;
  }

  /** Made once for all who come at the same time; null where keeping so many states would take too much memory. */
  private storyKept(): Story<State> | null {
    if (this.facts.length > (this.room.statesKept ?? mostStates)) return null;
    if (this.story === null) {
      const story: Story<State> = { states: [], forAll: [], forOne: new Map(), usedAt: 0 };
      for (const fact of this.facts) this.tell(story, this.room.fold(story.states.at(-1) ?? null, fact), fact);
      this.story = story;
    }
    this.story.usedAt = performance.now();
    return this.story;
  }

  private tell({ states, forAll, forOne }: Story<State>, after: State, fact: Fact): void {
    const index = states.push(after) - 1;
    const keys = this.room.seenBy?.(fact) ?? null;
    if (keys === null) forAll.push(index);
    for (const key of keys ?? []) {
      const own = forOne.get(key);
      if (own) own.push(index);
      else forOne.set(key, [index]);
    }
  }

  /** To be called each second. Forgets the logs of viewers who were not found to have looked since then: whoever has a connection does
   *  so each second. */
  dropLogsUnusedSince(instant: number): void {
    const now = performance.now();
    if (this.story !== null && now - this.story.usedAt > storyMs) this.story = null;
    for (const [key, log] of this.logs) {
      if (log.used) log.usedAt = now;
      else if (log.usedAt < instant) this.logs.delete(key);
      log.used = false;
    }
  }

  /** Viewers whose log is in memory. */
  viewers(): number {
    return this.logs.size;
  }

  /** The whole view of a viewer, or null before the stream's first fact. */
  viewFor(viewer: Viewer): View | null {
    return this.state === null ? null : this.room.project(this.state, viewer);
  }
}
