// What a connection is sent of the streams it watches: view events in order, and heads as a hint.
// Knows no rule of session or table, and not who else is connected.
import type { Store } from '../journal/port.ts';
import type { EventsFrame, HeadsFrame } from '../protocol/wire.ts';
import type { Connected, Subscription } from './connected.ts';
import { joinTexts } from './texts.ts';

/** Every connection is told its heads at least so often. */
export const headsMs = 1_000;
/** Heads ride along with what is sent anyway, unless they were told this recently. */
const freshHeadsMs = 250;

export class Sending {
  private readonly store: Pick<Store, 'readTexts'>;
  private readonly onFault: (fault: unknown) => void;

  constructor(store: Pick<Store, 'readTexts'>, onFault: (fault: unknown) => void) {
    this.store = store;
    this.onFault = onFault;
  }

  /** Tells a connection its heads, unless it has heard them within a second; who is behind resumes. */
  heads(connected: Connected, now: number): void {
    if (now - connected.toldAt < headsMs) return;
    connected.toldAt = now;
    try {
      const heads = this.headsBeside(connected, null);
      if (heads.length > 0) connected.outlet.heads(heads);
    } catch (fault) {
      this.onFault(fault);
    }
  }

  /** Sends what is unsent. What cannot be sent now is resumed: the client hears of its head within a second. */
  pump(connected: Connected, subscription: Subscription): void {
    if (subscription.pumping) return;
    subscription.pumping = true;
    let joining: Joining | null = null;
    try {
      joining = this.sendReady(connected, subscription);
    } catch (fault) {
      this.onFault(fault);
    }
    if (joining === null) subscription.pumping = false;
    else this.drain(connected, subscription, joining).catch(this.onFault);
  }

  /**
   * What this connection was not yet sent of a stream, for an answer to carry; counts as sent. Undefined where nothing is
   * new or it is being sent already. An answer that does not arrive loses nothing: the next head tells. Never throws, since
   * what the answer is about was written.
   */
  carried(connected: Connected, stream: string): EventsFrame | undefined | Promise<EventsFrame | undefined> {
    const subscription = connected.subscriptions.get(stream);
    if (subscription === undefined || subscription.pumping) return undefined;
    subscription.pumping = true;
    const none = (fault: unknown): undefined => {
      this.onFault(fault);
      return undefined;
    };
    try {
      const joining = this.unsent(connected, subscription);
      if (!(joining?.events instanceof Promise)) {
        this.followAnswer(connected, subscription);
        return (joining && this.framed(connected, subscription, joining, joining.events)) ?? undefined;
      }
      return joining.events
        .then((events) => this.framed(connected, subscription, joining, events) ?? undefined)
        .catch(none)
        .finally(() => this.followAnswer(connected, subscription));
    } catch (fault) {
      this.followAnswer(connected, subscription);
      return none(fault);
    }
  }

  /** What came meanwhile follows behind the answer, which leaves within this turn of the loop. */
  private followAnswer(connected: Connected, subscription: Subscription): void {
    setImmediate(() => {
      subscription.pumping = false;
      this.pump(connected, subscription);
    });
  }

  /** Sends as far as words are at hand; what has to be read first, or null. */
  private sendReady(connected: Connected, subscription: Subscription): Joining | null {
    for (;;) {
      const joining = this.unsent(connected, subscription);
      if (joining === null || joining.events instanceof Promise) return joining;
      const frame = this.framed(connected, subscription, joining, joining.events);
      if (frame !== null) connected.outlet.events(frame);
    }
  }

  private async drain(connected: Connected, subscription: Subscription, first: Joining): Promise<void> {
    try {
      for (let joining: Joining | null = first; joining !== null; joining = this.sendReady(connected, subscription)) {
        const frame = this.framed(connected, subscription, joining, await joining.events);
        if (frame !== null) connected.outlet.events(frame);
      }
    } finally {
      // In the same step as the last look: growth between the two would wait for nobody.
      subscription.pumping = false;
    }
  }

  /** Events that were not sent yet, with their words or on the way to them; null where there are none or nobody to send them to. */
  private unsent(connected: Connected, subscription: Subscription): Joining | null {
    if (!isCurrent(connected, subscription)) return null;
    const { source, sentVersion } = subscription;
    if (source.epoch() !== subscription.epoch) {
      connected.outlet.heads([headOf(subscription)]);
      return null;
    }
    const events = source.events();
    if (events.length <= sentVersion) return null;
    return { version: events.length, events: joinTexts(this.store, events.slice(sentVersion)) };
  }

  /** The frame of these events, marked as sent; null where nobody is there any more. */
  private framed(
    connected: Connected,
    subscription: Subscription,
    { version }: Joining,
    events: readonly unknown[],
  ): EventsFrame | null {
    if (!isCurrent(connected, subscription)) return null;
    subscription.sentVersion = version;
    const heads = this.dueHeads(connected, subscription);
    const { name: stream, epoch } = subscription;
    const frame = { stream, epoch, version, events: events as EventsFrame['events'] };
    return heads.length > 0 ? { ...frame, heads } : frame;
  }

  /** What goes along with events of one stream: the heads of the others, where they were not told a moment ago. */
  private dueHeads(connected: Connected, told: Subscription): HeadsFrame {
    const now = performance.now();
    if (now - connected.toldAt < freshHeadsMs) return [];
    connected.toldAt = now;
    return this.headsBeside(connected, told);
  }

  /** A bug in one view is that stream's alone: the heads of the others are told. */
  private headsBeside({ subscriptions }: Connected, told: Subscription | null): HeadsFrame {
    const heads: HeadsFrame = [];
    for (const subscription of subscriptions.values()) {
      if (subscription === told) continue;
      try {
        heads.push(headOf(subscription));
      } catch (fault) {
        this.onFault(fault);
      }
    }
    return heads;
  }
}

/** Events up to a version, and their words if these had to be read. */
type Joining = { version: number; events: readonly unknown[] | Promise<readonly unknown[]> };

const isCurrent = (connected: Connected, subscription: Subscription): boolean =>
  connected.open && connected.subscriptions.get(subscription.stream) === subscription;

const headOf = ({ name, source }: Subscription) => ({
  stream: name,
  epoch: source.epoch(),
  version: source.events().length,
});
