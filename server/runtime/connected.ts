// One open connection of this node: who it is, the way to it, which streams it watches and how far it was told.
// Shapes only.
import type { Summary } from '../protocol/summaries.ts';
import type { EventsFrame, GoneFrame, HeadsFrame, StreamName } from '../protocol/wire.ts';
import type { Identity } from './identity.ts';

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
