// What is read of Engine.IO's insides, in one place: which connection a request belongs to, and what a connection stands on.
// Everything here has to hold of the pinned version; its tests speak to the real one.
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server as Engine, Socket as EngineSocket } from 'engine.io';

/** A WebSocket of the package `ws`. */
export type WebSocketInside = EventEmitter & { readonly bufferedAmount: number; terminate(): void };
type Insides = {
  /** Packets that the transport has not taken yet. */
  writeBuffer: readonly { data?: unknown }[];
  /** `socket`: of a WebSocket. `req`: the poll that waits for an answer, if any. */
  transport: { name: string; socket?: WebSocketInside; req?: { destroy?(): void } | null; onClose(): void };
};

export const insidesOf = (conn: EngineSocket): Insides => conn as unknown as Insides;

/** All open connections by their ids. */
export const clientsOf = (engine: Engine): Record<string, EngineSocket> =>
  (engine as unknown as { clients: Record<string, EngineSocket> }).clients;

/** A message may come in so many pieces and no more. `ws` keeps each apart until the last is there, many times the memory of what it
 *  holds, takes 16,384, and says nothing of them meanwhile; Engine.IO has no word for it. */
export function limitFragments(engine: Engine, most: number): void {
  (engine as unknown as { ws: { options: { maxFragments: number } } }).ws.options.maxFragments = most;
}

/** Hears of upgrades that `ws` cannot make a WebSocket of, and answers them in its place. */
export function onNoWebSocket(engine: Engine, refuse: (request: IncomingMessage, socket: Duplex) => void): void {
  const { ws } = engine as unknown as { ws: EventEmitter };
  ws.on('wsClientError', (_: Error, socket: Duplex, request: IncomingMessage) => refuse(request, socket));
}

const queries = new WeakMap<IncomingMessage, URLSearchParams>();

/** Engine.IO makes an object of the query: of a word that is there twice, the last counts. Asked for some five times a request. */
function asked(request: IncomingMessage, word: string): string | undefined {
  const query = queries.get(request) ?? new URL(request.url ?? '/', 'http://localhost').searchParams;
  queries.set(request, query);
  return query.getAll(word).at(-1);
}

/** The open connection that a request belongs to. Null: a newcomer, whatever it says of itself: Engine.IO makes a new connection
 *  of an empty `sid`. */
export function connectionOf(engine: Engine, request: IncomingMessage): EngineSocket | null {
  const sid = asked(request, 'sid');
  const clients = clientsOf(engine);
  return sid && Object.hasOwn(clients, sid) ? (clients[sid] ?? null) : null;
}

/** Whether an upgrade can come to something. Engine.IO takes some others too, and closes them in good order, for which it waits
 *  half a minute, or after it said yes; it would even let one take over a connection that began as a WebSocket. */
export function canUpgrade(request: IncomingMessage, conn: EngineSocket | null): boolean {
  if (request.method !== 'GET' || asked(request, 'transport') !== 'websocket') return false;
  // Newcomers speak its version 4, and name no connection: of one that is not there, nothing can be taken over.
  if (conn === null) return asked(request, 'EIO') === '4' && !asked(request, 'sid');
  return insidesOf(conn).transport.name === 'polling' && !conn.upgrading && !conn.upgraded;
}

/** Whether a request that belongs to no connection can begin one, by polling. Engine.IO says to all others what is wrong with them. */
export const canBegin = (request: IncomingMessage): boolean =>
  request.method === 'GET' && asked(request, 'transport') === 'polling' && !asked(request, 'sid');

/** The WebSocket that Engine.IO made of an upgrade; undefined where it refused. */
export const webSocketOf = (request: IncomingMessage): WebSocketInside | undefined =>
  (request as { websocket?: WebSocketInside }).websocket;
