// The door of a node: who is asking, whether that address asks too much, and whether there is room for newcomers just now.
// Says no with a rejection and a time to wait; what is asked for is not its business.
import type { IncomingMessage } from 'node:http';
import { type Rejection, rejectFor } from '../protocol/rejection.ts';
import { type AddressBudgets, createAddressBudgets } from './address-budgets.ts';
import type { Rate } from './budget.ts';
import { addressKey, type Client, clientOf } from './client.ts';
import { createCodeGuesses } from './code-guesses.ts';
import { createCount } from './count.ts';
import { createHostKey } from './host-key.ts';
import type { Load } from './load.ts';

/** What an address may do: `most` at once, then `perSecond`. Measured for 300 people behind one address, who all come within 20 s. */
const rates = {
  /** Files of the pages: a browser that comes asks for about twenty. */
  file: { most: 20_000, perSecond: 600 },
  page: { most: 1_500, perSecond: 40 },
  call: { most: 1_500, perSecond: 60 },
  join: { most: 400, perSecond: 20 },
  host: { most: 60, perSecond: 1 / 60 },
  /** Making one and using one: whoever moves to another device does both. */
  link: { most: 600, perSecond: 5 },
  /** Credentials that a browser carries, each looked up in the store: a few a person, 50 at most. */
  lookup: { most: 3_000, perSecond: 100 },
  /** Frames over all live connections of an address. A class at work sends a few a minute each; coming back, a handful each at once. */
  frame: { most: 3_000, perSecond: 600 },
  /** Everybody in the room comes back at once when a network or node was away, some several times. */
  handshake: { most: 1_500, perSecond: 100 },
} satisfies Record<string, Rate>;
export type Wish = keyof typeof rates;

/** Live connections at once, from one address and in all; and TCP connections of all kinds, six a browser beside the live one. */
const mostLiveFromOneAddress = 1_500;
const mostLive = 12_000;
const mostFromOneAddress = 5_000;
const newcomersWaitSeconds = 5;
const othersWaitSeconds = 2;

export type GateOptions = {
  /** How many trusted proxies stand in front. */
  proxies: number;
  /** Multiplies every limit of an address: 1 fits a class of 300 behind one. */
  crowd: number;
  load: Load;
  /** Opening a session needs it; none unless given. */
  hostKey?: string | null;
  now?: () => number;
};
export type Gate = ReturnType<typeof createGate>;

const slowDown = (waitMs: number): Rejection =>
  rejectFor('tooFast', 'Too much comes from this address. Wait and try again.', Math.ceil(waitMs / 1000));
const full = (seconds: number): Rejection =>
  rejectFor('busy', 'There is more to do than can be done just now. Try again in a moment.', seconds);

export function createGate({ proxies, crowd, load, hostKey = null, now = Date.now }: GateOptions) {
  const budgets = Object.fromEntries(
    Object.entries(rates).map(([wish, { most, perSecond }]) => [
      wish,
      createAddressBudgets({ most: most * crowd, perSecond: perSecond * crowd }),
    ]),
  ) as Record<Wish, AddressBudgets>;
  const guesses = createCodeGuesses(crowd, now);
  const live = createCount();
  const plain = createCount();

  return {
    load,
    hostKey: createHostKey(hostKey, now),
    clientOf: (request: IncomingMessage): Client => clientOf(request, proxies),
    /** Whether forwarded headers are believed. */
    behindProxy: proxies > 0,

    /** Null: go on. Where it is no, nothing was taken. */
    refusal(address: string, wish: Wish, credits = 1): Rejection | null {
      const budget = budgets[wish].of(address, now());
      return budget.spend(now(), credits) ? null : slowDown(budget.waitMs(now(), credits));
    },

    /** How long a frame of this address has to wait, ms; 0: it was counted and may be worked on. */
    frameWaitMs(address: string): number {
      const budget = budgets.frame.of(address, now());
      return budget.spend(now()) ? 0 : budget.waitMs(now());
    },

    /** Null: there is room. Whoever is known here comes before newcomers. */
    crowded(known: boolean): Rejection | null {
      const level = load.level();
      if (level === 'drowning') return full(othersWaitSeconds);
      return level === 'busy' && !known ? full(newcomersWaitSeconds) : null;
    },

    /** Null: this address may try this code, which `exists` answers. */
    async guess(address: string, code: string, exists: () => Promise<boolean>): Promise<Rejection | null> {
      const waitMs = await guesses.tryCode(address, code, exists);
      return waitMs > 0 ? slowDown(waitMs) : null;
    },

    /** Null: one more live connection fits. */
    noRoom(address: string): Rejection | null {
      if (live.all() >= mostLive) return full(othersWaitSeconds);
      return live.of(address) >= mostLiveFromOneAddress * crowd ? slowDown(othersWaitSeconds * 1000) : null;
    },
    /** Counts a live connection; call what it answers when it closes. */
    opened: (address: string): (() => void) => live.add(address),
    live: () => live.all(),

    /** Counts a TCP connection in the same way; null where that address has enough. */
    connected(peer: string): (() => void) | null {
      const address = addressKey(peer);
      return plain.of(address) >= mostFromOneAddress * crowd ? null : plain.add(address);
    },
  };
}
