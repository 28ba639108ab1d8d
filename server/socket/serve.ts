// Socket.IO: lets in by the door, authenticates the handshake, and connects frames to the runtime.
// Every frame outside the agreed ones is ignored; recovery, buffers and adapters of Socket.IO stay out of it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine, type Socket as EngineSocket } from 'engine.io';
import { type Socket, Server as SocketServer } from 'socket.io';
import { z } from 'zod';
import type { Gate } from '../gate/gate.ts';
import type { OnRefused } from '../gate/refused.ts';
import {
  type ClientToServer,
  type CommandFrame,
  commandFrameSchemaFor,
  handshakeSchema,
  maxFrameBytes,
  type NoteFrame,
  noteFrameSchema,
  type ResumeAnswer,
  type ResumeFrame,
  resumeFrameSchema,
  type ServerToClient,
} from '../protocol/wire.ts';
import type { Identity } from '../runtime/identity.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  type Door,
  refuseNoWebSocket,
  refuseRequest,
  refuseUpgrade,
  turnAwayRequest,
  turnAwayUpgrade,
} from './door.ts';
import { onFrame } from './frames.ts';
import { canBegin, connectionOf, limitFragments, onNoWebSocket, webSocketOf } from './insides.ts';
import { leave } from './leave.ts';
import { createTurns, type Newcomer, type Turns } from './turns.ts';
import { upgradeWithinMs, type Watched, watch } from './watch.ts';

/** Where the client finds us: `/live`, so that pages and sockets share one port. */
export const socketPath = '/live';

/** A browser sends a whole frame in one piece, or in a few; a proxy may cut it again. */
const mostFragments = 64;

/** `asked`: what was asked for with the greeting. */
type Known = { identity: Identity; asked: readonly ResumeFrame[] };
type Wire = Socket<ClientToServer, ServerToClient, Record<string, never>, Known>;

export type SocketService = {
  /** Whether a request belongs to a connection that is open here. */
  isInside(request: IncomingMessage): boolean;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** A TCP connection came, for whatever. */
  arrived(): void;
  /** Ends the connections of this moment, one after the other over `spreadMs`; those who come are taken as before. */
  sendOn(spreadMs: number): Promise<void>;
  /** `spreadMs`: how long the connections take to end one after the other. */
  close(spreadMs?: number): Promise<void>;
};

export type SocketOptions = {
  runtime: Runtime;
  gate: Gate;
  sameOrigin(request: IncomingMessage): boolean;
  /** Proves who is connecting, from the request's cookies and the handshake; null where nobody is proven. */
  authenticate(request: IncomingMessage, handshake: z.infer<typeof handshakeSchema>): Promise<Identity | null>;
  /** Whether a request carries the credential of somebody who was proven. */
  carries(request: IncomingMessage, identity: Identity): boolean;
  onFault(fault: unknown): void;
  onRefused: OnRefused;
};

export function serveSockets(options: SocketOptions): SocketService {
  const engine = new Engine({
    maxHttpBufferSize: maxFrameBytes,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    upgradeTimeout: upgradeWithinMs,
    perMessageDeflate: false,
    httpCompression: false,
    cookie: false,
  });
  limitFragments(engine, mostFragments);
  const io = new SocketServer<ClientToServer, ServerToClient, Record<string, never>, Known>({
    serveClient: false,
    connectTimeout: 5_000,
  });
  const watched = new WeakMap<object, Watched>();
  const turns = createTurns();
  io.bind(engine as unknown as Parameters<typeof io.bind>[0]);
  engine.on('connection', (conn: EngineSocket) => watched.set(conn, watch(conn, options)));
  io.use((socket, next) => {
    authenticated(socket, options).then(
      (known) => {
        if (known === null) {
          options.onRefused('handshake', 'notAllowed');
          return next(new Error('notAllowed'));
        }
        Object.assign(socket.data, known);
        next();
      },
      (fault: unknown) => {
        options.onFault(fault);
        next(new Error('tryAgain'));
      },
    );
  });
  io.on('connection', (socket) => {
    const line = watched.get(socket.conn);
    if (line) connect(socket, line, options);
  });
  return {
    ...doorOf({ engine, turns, watchedOf: (conn) => watched.get(conn) }, options),
    connections: () => io.engine.clientsCount,
    arrived: turns.arrived,
    sendOn: (spreadMs) => leave(engine, spreadMs),
    async close(spreadMs = 0) {
      turns.end();
      await leave(engine, spreadMs);
      await io.close();
    },
  };
}

type Inside = { engine: Engine; turns: Turns; watchedOf(conn: EngineSocket): Watched | undefined };

function doorOf(
  { engine, turns, watchedOf }: Inside,
  { gate, sameOrigin, carries, onRefused }: SocketOptions,
): Pick<SocketService, 'isInside' | 'request' | 'upgrade'> {
  // A connection's id stands in the address of each of its requests, so in the logs of proxies: alone it opens nothing.
  const isTheirs: Door['isTheirs'] = (request, conn) => {
    const identity = watchedOf(conn)?.identity() ?? null;
    return identity === null || carries(request, identity);
  };
  const door: Door = { gate, sameOrigin, isTheirs, onRefused };
  onNoWebSocket(engine, (request, socket) => refuseNoWebSocket(door, request, socket));
  /** `way`: what they came by, and whose end is theirs. Who waits counts as one of those who are there, so that no more wait than may come in. */
  const wait = (request: IncomingMessage, way: Duplex | ServerResponse, { gaveUp, enter, turnAway }: Newcomer) => {
    const stopCounting = gate.opened(gate.clientOf(request).address);
    const left = () => {
      stopCounting();
      leaveLine();
    };
    // Nothing of the waiting stays with those who are in.
    const called = (then: () => void) => () => {
      way.off('close', left);
      stopCounting();
      then();
    };
    way.once('close', left);
    const leaveLine = turns.take({
      gaveUp() {
        const is = gaveUp();
        if (is) stopCounting();
        return is;
      },
      enter: called(enter),
      turnAway: called(turnAway),
    });
  };
  return {
    isInside: (request) => connectionOf(engine, request) !== null,
    request(request, response) {
      const conn = connectionOf(engine, request);
      if (refuseRequest(door, request, response, conn)) return;
      const take = () => engine.handleRequest(request as never, response);
      if (conn) {
        watchedOf(conn)?.answering(response);
        return take();
      }
      // What can become no connection is told so at once, and keeps nobody waiting.
      if (!canBegin(request)) return take();
      wait(request, response, {
        gaveUp: () => response.destroyed,
        enter: take,
        turnAway: () => turnAwayRequest(door, response),
      });
    },
    upgrade(request, socket, head) {
      const conn = connectionOf(engine, request);
      if (refuseUpgrade(door, request, socket, conn)) return;
      const take = () => {
        engine.handleUpgrade(request as never, socket as never, head);
        return webSocketOf(request);
      };
      if (conn) {
        const line = watchedOf(conn);
        return line ? line.upgrade(take) : void take();
      }
      wait(request, socket, {
        gaveUp() {
          // Whoever has ended their half goes; the socket of an upgrade would stay half open for ever.
          if (!socket.readable) socket.destroy();
          return socket.destroyed;
        },
        enter: take,
        turnAway: () => turnAwayUpgrade(door, request, socket),
      });
    },
  };
}

async function authenticated(socket: Wire, options: SocketOptions): Promise<Known | null> {
  const handshake = handshakeSchema.safeParse(socket.handshake.auth);
  if (!handshake.success) return null;
  const identity = await options.authenticate(socket.request, handshake.data);
  return identity && { identity, asked: handshake.data.resume ?? [] };
}

function connect(socket: Wire, line: Watched, { runtime, gate, onFault, onRefused }: SocketOptions): void {
  line.greeted(socket.data.identity);
  const connection = runtime.connect(socket.data.identity, {
    events: line.sending((frame) => socket.emit('events', frame)),
    heads: line.sending((frame) => socket.emit('heads', frame)),
    summary: line.sending((frame) => socket.emit('summary', frame)),
    gone: (frame) => {
      socket.emit('gone', frame);
      socket.disconnect(true);
    },
  });
  const on = <Frame>(
    event: keyof ClientToServer,
    schemaFor: (payload: unknown) => z.ZodType<Frame>,
    work: (frame: Frame) => Promise<unknown>,
  ) => {
    const counted = onFrame(
      schemaFor,
      line.flood,
      (frame) => gate.load.during(() => work(frame)),
      onFault,
      (code) => onRefused('frame', code),
    );
    socket.on(event, counted as never);
    return counted;
  };
  on<CommandFrame>('command', commandFrameSchemaFor, (frame) => connection.command(frame));
  const resume = on<ResumeFrame>(
    'resume',
    () => resumeFrameSchema,
    (frame) => connection.resume(frame),
  );
  on<NoteFrame>(
    'note',
    () => noteFrameSchema,
    (frame) => connection.note(frame),
  );
  on<undefined>(
    'clock',
    () => z.undefined(),
    () => runtime.now().then((now) => ({ now })),
  );
  socket.on('disconnect', () => {
    connection.close();
    // Whoever said goodbye could greet again, and again; a browser opens another connection.
    socket.conn.close();
  });
  for (const frame of socket.data.asked) {
    const { stream } = frame;
    resume(frame, (answer: ResumeAnswer) => socket.emit('resumed', { stream, answer }));
  }
}
