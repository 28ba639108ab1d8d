// The open connections of this node and the streams they watch, so that whoever watches what grew is found at once.
// Knows no rule of session or table; what is sent is the business of sending.ts.
import type { Store } from '../journal/port.ts';
import type { EventsFrame, GoneFrame } from '../protocol/wire.ts';
import type { Connected, Outlet, Subscription } from './connected.ts';
import type { Identity } from './identity.ts';
import { headsMs, Sending } from './sending.ts';

/** Tabs and devices that show one credential's page at once. Newer ones take the place of the oldest: after a flapping network
 *  those are dead and do not know it yet. */
const mostOfOneCredential = 10;

/** Connections that come at once hear their heads at different times all the same. */
const headTurns = 20;

export class Connections {
  private readonly all = new Set<Connected>();
  private turns = 0;
  private readonly bySession = new Map<string, Set<Connected>>();
  private readonly byCredential = new Map<string, Set<Connected>>();
  private readonly byStream = new Map<string, Map<Connected, Subscription>>();
  private readonly sending: Sending;
  /** Told whenever somebody came, went, or looked at another table. */
  onPresence: (sessionId: string) => void = () => undefined;

  constructor(store: Pick<Store, 'readTexts'>, onFault: (fault: unknown) => void) {
    this.sending = new Sending(store, onFault);
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
    this.sending.pump(connected, subscription);
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
    for (const [connected, subscription] of this.byStream.get(stream) ?? []) this.sending.pump(connected, subscription);
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

  /** Tells their heads to those who have not heard them for a second. One that cannot be told keeps nobody else waiting. To be
   *  called many times a second, so that nobody's offer waits for all of them. */
  sendHeads(now = performance.now()): void {
    for (const connected of this.all) this.sending.heads(connected, now);
  }

  /** See `Sending.carried`. */
  carried(connected: Connected, stream: string): EventsFrame | undefined | Promise<EventsFrame | undefined> {
    return this.sending.carried(connected, stream);
  }
}
