// What a history is played in: nodes over one store, whoever stands them up, and the harm that can be done to them.
// Shapes and words only.
import type { Store } from '../journal/port.ts';
import type { Chance } from './random.ts';
import type { Card, Ears, Wire } from './wire.ts';

/** Where a node can die: before a commit, in a group of appends, between commit and answer, between answer and fan-out. */
export const points = ['beforeCommit', 'inGroup', 'beforeAnswer', 'beforeFanOut'] as const;
export type Point = (typeof points)[number];

/** Harm to one node, to the way to it, or to the store. */
export type Harm =
  | { kind: 'kill'; at: Point | 'any' }
  | { kind: 'hang' | 'cut' | 'delay' }
  | { kind: 'cutOff' | 'deafen' }
  | { kind: 'storeKilled' | 'storeStopped' | 'storeHung' };
export const wordOf = (harm: Harm): string => {
  if (harm.kind === 'kill') return harm.at === 'any' ? 'kill at any moment' : `kill ${harm.at}`;
  return harm.kind;
};
/** `acked`: the harm is what it is called only where this command was answered over a connection that looks at nothing. */
export type Came = { word: string; acked?: string };
export type Done = Came & { node: number; from: number; to: number };

/** Commands sent over a connection that looks at nothing: their answer carries no words and so leaves before the fan-out. */
export const unlookingMark = 'u-';
export const isUnlooking = (commandId: string): boolean => commandId.startsWith(unlookingMark);

export type Opened = { sessionId: string; code: string; card: Card };
export type House = {
  nodes: number;
  /** What can be done here, each as often as it should come before it comes again. */
  harms: readonly Harm[];
  host(simulation: string): Promise<Opened>;
  join(code: string, name: string): Promise<Card>;
  /** Nodes at which somebody is waited for who sends without looking. */
  awaiting: ReadonlySet<number>;
  dial(node: number, card: Card, ears: Ears): Promise<Wire>;
  /** Does harm and mends it. Resolves when the last of it is over; null where it came to nothing. */
  harm(harm: Harm, node: number, chance: Chance): Promise<Done | null>;
  /** The store for whoever looks afterwards, and the same as nodes use it: broken where it is to be broken. No node serves any more. */
  look(): Promise<{ store: Store; nodesStore: Store }>;
  /** Faults that nodes told. */
  faults: string[];
  end(): Promise<void>;
};

/** Milliseconds: how long a client thinks between acts at most, waits for an answer, and lets pass before it sends again. */
export type Pace = { thinkMs: number; timeoutMs: number; retryMs: number };
