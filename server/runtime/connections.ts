// The open connections of this node: who they are, which streams they watch, how far each was told.
// Sends view events in order and heads as a hint; knows no rule of session or table.
import type { Store } from '../journal/port.ts';
import type { Summary } from '../protocol/summaries.ts';
import type { EventsFrame, GoneFrame, HeadsFrame, StreamName } from '../protocol/wire.ts';
import type { Identity } from './identity.ts';
import { joinTexts } from './texts.ts';

/** The way to one client. */
export type Outlet = {
  events(frame: EventsFrame): void;
  heads(frame: HeadsFrame): void;
  summary(frame: Summary): void;
  gone(frame: GoneFrame): void;
};

/** What a subscription reads: the viewer's log as it grows. `epoch` changes where the viewer becomes another one. */
export type ViewSource = { epoch(): string; events(): readonly unknown[] };

export type Subscription = {
  name: StreamName;
  stream: string;
  source: ViewSource;
  /** The epoch the client was given; another one now means that it must resume. */
  epoch: string;
  sentVersion: number;
  pumping: boolean;
};

export type Connected = {
  identity: Identity;
  outlet: Outlet;
  subscriptions: Map<string, Subscription>;
  /** By stream, the latest resume under way: an earlier one that is slower must not undo it. */
  resuming: Map<string, symbol>;
  open: boolean;
  /** When it was last told the heads of all its streams, ms by the monotonic clock. */
  toldAt: number;
};

/** Tabs and devices that show one credential's page at once. Newer ones take the place of the oldest: after a flapping network
 *  those are dead and do not know it yet. */
const mostOfOneCredential = 10;

/** Every connection is told its heads at least so often. */
const headsMs = 1_000;
/** Connections that come at once hear their heads at different times all the same. */
const headTurns = 20;
/** Heads ride along with what is sent anyway, unless they were told this recently. */
const freshHeadsMs = 250;

export class Connections {
  private readonly all = new Set<Connected>();
  private turns = 0;
  private readonly bySession = new Map<string, Set<Connected>>();
  private readonly byCredential = new Map<string, Set<Connected>>();
  private readonly byStream = new Map<string, Map<Connected, Subscription>>();
  private readonly store: Pick<Store, 'readTexts'>;
  private readonly onFault: (fault: unknown) => void;
  /** Told whenever somebody came, went, or looked at another table. */
  onPresence: (sessionId: string) => void = () => undefined;

  constructor(store: Pick<Store, 'readTexts'>, onFault: (fault: unknown) => void) {
    this.store = store;
    this.onFault = onFault;
  }

  add(identity: Identity, outlet: Outlet): Connected {
    this.turns = (this.turns + 1) % headTurns;
    const toldAt = performance.now() - (this.turns * headsMs) / headTurns;
    const connected: Connected = {
      ...{ identity, outlet, toldAt, open: true },
      subscriptions: new Map(),
      resuming: new Map(),
    };
    this.all.add(connected);
    const beside = this.bySession.get(identity.sessionId) ?? new Set<Connected>();
    this.bySession.set(identity.sessionId, beside.add(connected));
    this.onPresence(identity.sessionId);
    this.giveWay(connected);
    return connected;
  }

  /** One person with a script may not hold what is meant for a class: beyond so many the oldest ends. */
  private giveWay(newest: Connected): void {
    const { credentialHash } = newest.identity;
    const same = this.byCredential.get(credentialHash) ?? new Set<Connected>();
    this.byCredential.set(credentialHash, same.add(newest));
    const [oldest] = same;
    if (same.size > mostOfOneCredential && oldest) this.end(oldest, 'tooManyPages');
  }

  remove(connected: Connected): void {
    connected.open = false;
    if (!this.all.delete(connected)) return;
    const { sessionId, credentialHash } = connected.identity;
    const same = this.byCredential.get(credentialHash);
    same?.delete(connected);
    if (same?.size === 0) this.byCredential.delete(credentialHash);
    const beside = this.bySession.get(sessionId);
    beside?.delete(connected);
    if (beside?.size === 0) this.bySession.delete(sessionId);
    for (const stream of connected.subscriptions.keys()) this.unwatch(connected, stream);
    this.onPresence(sessionId);
  }

  /** Remembers that a client holds `version` of a stream; later events follow from there. */
  subscribe(connected: Connected, wanted: Omit<Subscription, 'pumping'>): void {
    if (!connected.open) return;
    const subscription: Subscription = { ...wanted, pumping: false };
    connected.subscriptions.set(wanted.stream, subscription);
    const watching = this.byStream.get(wanted.stream) ?? new Map<Connected, Subscription>();
    this.byStream.set(wanted.stream, watching.set(connected, subscription));
    this.onPresence(connected.identity.sessionId);
    this.pump(connected, subscription);
  }

  unsubscribe(connected: Connected, stream: string): void {
    if (connected.subscriptions.delete(stream)) this.unwatch(connected, stream);
  }

  private unwatch(connected: Connected, stream: string): void {
    const watching = this.byStream.get(stream);
    watching?.delete(connected);
    if (watching?.size === 0) this.byStream.delete(stream);
  }

  /** A stream grew: tell everybody who watches it. */
  streamChanged(stream: string): void {
    for (const [connected, subscription] of this.byStream.get(stream) ?? []) this.pump(connected, subscription);
  }

  isWatched(stream: string): boolean {
    return this.byStream.has(stream);
  }

  ofSession(sessionId: string): Connected[] {
    return [...(this.bySession.get(sessionId) ?? [])];
  }

  /** People with a connection to this node, each once. */
  personsOf(sessionId: string): Set<string> {
    const persons = new Set<string>();
    for (const { identity } of this.bySession.get(sessionId) ?? []) {
      if (identity.kind === 'person') persons.add(identity.person);
    }
    return persons;
  }

  hasSession(sessionId: string): boolean {
    return this.bySession.has(sessionId);
  }

  sessions(): Iterable<string> {
    return this.bySession.keys();
  }

  size(): number {
    return this.all.size;
  }

  end(connected: Connected, why: GoneFrame['why']): void {
    this.remove(connected);
    connected.outlet.gone({ why });
  }

  /** Tells their heads to those who have not heard them for a second; who is behind resumes. One that cannot be told keeps
   *  nobody else waiting. To be called many times a second, so that nobody's offer waits for all of them. */
  sendHeads(now = performance.now()): void {
    for (const connected of this.all) {
      if (now - connected.toldAt < headsMs) continue;
      connected.toldAt = now;
      try {
        const heads = headsBeside(connected, null);
        if (heads.length > 0) connected.outlet.heads(heads);
      } catch (fault) {
        this.onFault(fault);
      }
    }
  }

  /** What cannot be sent now is resumed: the client hears of its head within a second. */
  private pump(connected: Connected, subscription: Subscription): void {
    if (!subscription.pumping) this.drain(connected, subscription).catch(this.onFault);
  }

  /**
   * What this connection was not yet sent of a stream, for an answer to carry; counts as sent. Undefined where nothing is
   * new or it is being sent already. An answer that does not arrive loses nothing: the next head tells.
   */
  async carried(connected: Connected, stream: string): Promise<EventsFrame | undefined> {
    const subscription = connected.subscriptions.get(stream);
    if (subscription === undefined || subscription.pumping) return undefined;
    subscription.pumping = true;
    try {
      const unsent = this.unsent(connected, subscription);
      return (unsent && (await this.framed(connected, subscription, unsent))) ?? undefined;
    } catch (fault) {
      this.onFault(fault);
      return undefined;
    } finally {
      subscription.pumping = false;
      // What came meanwhile follows behind the answer.
      if (subscription.source.events().length > subscription.sentVersion)
        setImmediate(() => this.pump(connected, subscription));
    }
  }

  private async drain(connected: Connected, subscription: Subscription): Promise<void> {
    subscription.pumping = true;
    try {
      for (;;) {
        const unsent = this.unsent(connected, subscription);
        const frame = unsent && (await this.framed(connected, subscription, unsent));
        if (frame === null) return;
        connected.outlet.events(frame);
      }
    } finally {
      // In the same step as the last look: growth between the two would wait for nobody.
      subscription.pumping = false;
    }
  }

  /** Events that were not sent yet, and the version after them; null where there are none or nobody to send them to. */
  private unsent(connected: Connected, subscription: Subscription): Unsent | null {
    if (!isCurrent(connected, subscription)) return null;
    const head = headOf(subscription);
    if (head.epoch !== subscription.epoch) {
      connected.outlet.heads([head]);
      return null;
    }
    if (head.version <= subscription.sentVersion) return null;
    const events = subscription.source.events().slice(subscription.sentVersion);
    return { events, version: subscription.sentVersion + events.length };
  }

  /** The frame of these events, with their words, marked as sent; null where nobody is there any more. */
  private async framed(connected: Connected, subscription: Subscription, unsent: Unsent): Promise<EventsFrame | null> {
    const events = (await joinTexts(this.store, unsent.events)) as EventsFrame['events'];
    if (!isCurrent(connected, subscription)) return null;
    subscription.sentVersion = unsent.version;
    const heads = dueHeads(connected, subscription);
    const { name: stream, epoch } = subscription;
    return { stream, epoch, version: unsent.version, events, ...(heads.length > 0 ? { heads } : {}) };
  }
}

type Unsent = { events: readonly unknown[]; version: number };

const isCurrent = (connected: Connected, subscription: Subscription): boolean =>
  connected.open && connected.subscriptions.get(subscription.stream) === subscription;

function headsBeside({ subscriptions }: Connected, told: Subscription | null): HeadsFrame {
  const heads: HeadsFrame = [];
  for (const subscription of subscriptions.values()) if (subscription !== told) heads.push(headOf(subscription));
  return heads;
}

/** What goes along with events of one stream: the heads of the others, where they were not told a moment ago. */
function dueHeads(connected: Connected, told: Subscription): HeadsFrame {
  const now = performance.now();
  if (now - connected.toldAt < freshHeadsMs) return [];
  const heads = headsBeside(connected, told);
  connected.toldAt = now;
  return heads;
}

const headOf = ({ name, source }: Subscription) => ({
  stream: name,
  epoch: source.epoch(),
  version: source.events().length,
});
