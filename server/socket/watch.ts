// Watches one connection from its first packet to its end: what it sends, whether it says who it is, in time and once, and
// whether it reads. Ends it where not. Knows no command.
import type { ServerResponse } from 'node:http';
import type { Socket as EngineSocket } from 'engine.io';
import { createBudget } from '../gate/budget.ts';
import type { Gate, Quiet } from '../gate/gate.ts';
import type { OnRefused } from '../gate/refused.ts';
import type { Identity } from '../runtime/identity.ts';
import { createFlood, type Flood } from './flood.ts';
import { insidesOf, type WebSocketInside } from './insides.ts';
import { watchReader } from './slow-reader.ts';

/** Whoever has not said who they are by then goes. */
const greetWithinMs = 7_000;
const closeWithinMs = 1_500;
/** How long a WebSocket may take to take over from polling. */
export const upgradeWithinMs = 5_000;
/** A browser tries it once. Each try that comes to nothing costs a WebSocket that has to be waited for. */
const mostUpgrades = 3;

/** What a connection says before anybody knows who it is, whatever its address sends: its greeting, and pings. */
const firstBytes = { most: 4 * 1024, perSecond: 0 };

/** A person, not one of their credentials or connections: a new one of those brings nothing. Those who share a console, or a screen, count together. */
const nameOf = (identity: Identity): string =>
  `${identity.kind}:${identity.sessionId}:${identity.kind === 'person' ? identity.person : ''}`;

export type Watched = {
  flood: Flood;
  /** Who is on the other side; null until they said so. */
  identity(): Identity | null;
  /** Once, when they said so. */
  greeted(identity: Identity): void;
  /** Hands on what is to be sent, unless too much waits for this client already: then it goes, and resumes when it reads again. */
  sending<Frame>(send: (frame: Frame) => void): (frame: Frame) => void;
  /** An answer to one of its requests, before Engine.IO writes it. */
  answering(response: ServerResponse): void;
  /** An upgrade is asked for, and what came of it. */
  upgrade(take: () => WebSocketInside | undefined): void;
};

export function watch(conn: EngineSocket, { gate, onRefused }: { gate: Gate; onRefused: OnRefused }): Watched {
  const { address } = gate.clientOf(conn.request);
  const start = Date.now();
  let quiet: Quiet = {
    frames: createBudget(start, { most: 0, perSecond: 0 }),
    bytes: createBudget(start, firstBytes),
  };
  const flood = createFlood({
    bytesFit: (size) => gate.bytesFit(address, size, quiet),
    frameWaitMs: () => gate.frameWaitMs(address, quiet),
  });
  const reader = watchReader(conn);
  let identity: Identity | null = null;
  let saidBefore = false;
  let upgrades = 0;
  const endFor = (why: 'slowReader' | 'flood' | 'noGreeting' | 'frameTooLarge'): void => {
    if (conn.readyState !== 'closed') onRefused('connection', why);
    reader.cutOff();
  };
  const count = (size: number): void => {
    // Answers wait in the same queue: whoever asks and does not read is cut off as well.
    if (!flood.packet(size)) endFor('flood');
    else if (reader.stopped()) endFor('slowReader');
  };
  conn.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
    // Socket.IO takes any number of greetings until one was answered, and each asks the store who that is.
    if (identity === null && type === 'message') {
      if (saidBefore) return endFor('flood');
      saidBefore = true;
    }
    count(typeof data === 'string' || data instanceof Uint8Array ? data.length : 0);
  });
  // Until a WebSocket has taken over, what comes by it is no packet of the connection: probes, as many as one likes.
  // Not before Engine.IO is done with it: it says so first and starts a timer then, which an end in between would leave running for ever.
  conn.on('upgrading', () => process.nextTick(count, 0));
  countControlFrames(insidesOf(conn).transport.socket, count);
  endInTime(conn, { gate, onRefused }, reader.cutOff, () => identity === null && endFor('noGreeting'));
  return {
    flood,
    identity: () => identity,
    greeted(proven) {
      identity = proven;
      quiet = gate.quietOf(nameOf(proven));
    },
    sending: (send) => (frame) => (reader.stopped() ? endFor('slowReader') : send(frame)),
    answering(response) {
      reader.answering(response);
      // By a WebSocket such a frame ends the connection too.
      response.once('finish', () => response.statusCode === 413 && endFor('frameTooLarge'));
    },
    upgrade(take) {
      upgrades += 1;
      if (upgrades > mostUpgrades) endFor('flood');
      const webSocket = take();
      countControlFrames(webSocket, count);
      if (webSocket) endUnlessTaken(conn, webSocket);
    },
  };
}

/** Pings and pongs of the WebSocket itself, which Engine.IO never hears of and `ws` answers. */
function countControlFrames(webSocket: WebSocketInside | undefined, count: (size: number) => void): void {
  for (const frame of ['ping', 'pong']) webSocket?.on(frame, ({ length }: Uint8Array) => count(length));
}

/** Engine.IO closes in good order what did not take over in time, or has nothing left to take over, for which it waits half a minute. */
function endUnlessTaken(conn: EngineSocket, webSocket: WebSocketInside): void {
  const end = () => {
    if (insidesOf(conn).transport.socket !== webSocket) webSocket.terminate();
  };
  const late = setTimeout(end, upgradeWithinMs + closeWithinMs);
  conn.once('close', end);
  webSocket.once('close', () => clearTimeout(late));
}

/** Counts a connection until it closes, and sees to it that it does not stay: without a word, or in closing. */
function endInTime(
  conn: EngineSocket,
  { gate, onRefused }: { gate: Gate; onRefused: OnRefused },
  cutOff: () => void,
  onSilence: () => void,
): void {
  conn.once('close', gate.opened(gate.clientOf(conn.request).address));
  const greeting = setTimeout(onSilence, greetWithinMs);
  conn.once('close', (reason: string, fault?: unknown) => {
    clearTimeout(greeting);
    if (says(fault, 'Max payload size')) onRefused('connection', 'frameTooLarge');
    else if (says(fault, 'Too many message fragments')) onRefused('connection', 'flood');
    else if (reason === 'parse error') onRefused('connection', 'malformed');
    // Closing in good order waits for the other side to agree, which it may never do.
    setTimeout(cutOff, closeWithinMs).unref();
  });
}

/** The WebSocket says in words why it ended. */
const says = (fault: unknown, why: string): boolean => fault instanceof Error && fault.message.includes(why);
