// The door of a node: who is asking, whether that address asks too much, and whether there is room for newcomers just now.
// Says no with a rejection and a time to wait; what is asked for is not its business.
import type { IncomingMessage } from 'node:http';
import { type Rejection, rejectFor } from '../protocol/rejection.ts';
import { type AddressBudgets, createAddressBudgets } from './address-budgets.ts';
import type { Budget, Rate } from './budget.ts';
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
  /** Bytes over all of them. A class that comes, and comes back at once, sends 70 kB; 300 who have the longest note kept at once, 3 MB. */
  byte: { most: 8 * 1024 * 1024, perSecond: 1024 * 1024 },
  /** Everybody in the room comes back at once when a network or node was away, some several times. */
  handshake: { most: 1_500, perSecond: 100 },
} satisfies Record<string, Rate>;
export type Wish = keyof typeof rates;
/** An address that goes on so far beyond being told to wait is cut off, but for those of it who are quiet. */
const mostByteDebt = 1024 * 1024;

/** So little is never refused for what others of the address send: enough to come back, and to bargain. Of a person, however often they connect. */
const quietFrames = { most: 20, perSecond: 1 };
const quietBytes = { most: 64 * 1024, perSecond: 4 * 1024 };
export type Quiet = { frames: Budget; bytes: Budget };

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
  const quiet = { frames: createAddressBudgets(quietFrames), bytes: createAddressBudgets(quietBytes) };

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

    /** What was asked for could not be done for a reason that was not theirs. */
    giveBack: (address: string, wish: Wish): void => budgets[wish].of(address, now()).giveBack(now()),

    /** What somebody may send whatever is left of their address. */
    quietOf: (who: string): Quiet => ({ frames: quiet.frames.of(who, now()), bytes: quiet.bytes.of(who, now()) }),

    /** How long a frame has to wait, ms; 0: it was counted and may be worked on. */
    frameWaitMs(address: string, { frames }: Quiet): number {
      const isQuiet = frames.spend(now());
      // Asked in any case: what the quiet send counts, and is taken from those who are not.
      const budget = budgets.frame.of(address, now());
      const framesMs = budget.spend(now()) ? 0 : budget.waitMs(now());
      return isQuiet ? 0 : Math.max(framesMs, budgets.byte.of(address, now()).waitMs(now(), 0));
    },

    /** Counts bytes of a live connection. False: far too much comes from this address, and this is a part of it. */
    bytesFit(address: string, size: number, { bytes }: Quiet): boolean {
      const isQuiet = bytes.spend(now(), size);
      const budget = budgets.byte.of(address, now());
      const fits = budget.left(now()) > -mostByteDebt * crowd;
      // No deeper: whoever writes much waits for seconds then, not for minutes.
      if (fits) budget.charge(now(), size);
      return fits || isQuiet;
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

    /** This address knows a code without having guessed it. */
    proved: (address: string, code: string): void => guesses.proved(address, code),

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
