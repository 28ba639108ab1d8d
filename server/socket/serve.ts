// Socket.IO: checks the origin, authenticates the handshake, and connects frames to the runtime.
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
  type ResumeFrame,
  resumeFrameSchema,
  type ServerToClient,
} from '../protocol/wire.ts';
import type { Identity } from '../runtime/identity.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { refuseRequest, refuseUpgrade } from './door.ts';
import { createFlood } from './flood.ts';
import { onFrame } from './frames.ts';
import { leave } from './leave.ts';
import { cutOff, watchReader } from './slow-reader.ts';

/** Where the client finds us: `/live`, so that pages and sockets share one port. */
export const socketPath = '/live';

/** Whoever has not said who they are by then goes. */
const greetWithinMs = 7_000;
const closeWithinMs = 1_500;

type Wire = Socket<ClientToServer, ServerToClient, Record<string, never>, { identity: Identity }>;

export type SocketService = {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** `spreadMs`: how long the connections take to end one after the other. */
  close(spreadMs?: number): Promise<void>;
};

export type SocketOptions = {
  runtime: Runtime;
  gate: Gate;
  sameOrigin(request: IncomingMessage): boolean;
  /** Proves who is connecting, from the request's cookies and the handshake; null where nobody is proven. */
  authenticate(request: IncomingMessage, handshake: z.infer<typeof handshakeSchema>): Promise<Identity | null>;
  onFault(fault: unknown): void;
  onRefused: OnRefused;
};

export function serveSockets(options: SocketOptions): SocketService {
  const engine = new Engine({
    maxHttpBufferSize: maxFrameBytes,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    upgradeTimeout: 5_000,
    perMessageDeflate: false,
    httpCompression: false,
    cookie: false,
    allowRequest: (request, decide) => {
      if (options.sameOrigin(request)) return decide(null, true);
      options.onRefused('handshake', 'foreignOrigin');
      decide('origin not allowed', false);
    },
  });
  const io = new SocketServer<ClientToServer, ServerToClient, Record<string, never>, { identity: Identity }>({
    serveClient: false,
    connectTimeout: 5_000,
  });
  /** Connections that said who they are. */
  const greeted = new WeakSet<object>();
  io.bind(engine as unknown as Parameters<typeof io.bind>[0]);
  engine.on('connection', (conn: EngineSocket) => letGo(conn, options, () => greeted.has(conn)));
  io.use((socket, next) => {
    authenticated(socket, options).then(
      (identity) => {
        if (identity === null) {
          options.onRefused('handshake', 'notAllowed');
          return next(new Error('notAllowed'));
        }
        socket.data.identity = identity;
        next();
      },
      (fault: unknown) => {
        options.onFault(fault);
        next(new Error('tryAgain'));
      },
    );
  });
  io.on('connection', (socket) => {
    greeted.add(socket.conn);
    connect(socket, options);
  });
  return {
    request: (request, response) =>
      refuseRequest(options.gate, request, response, options.onRefused) ||
      engine.handleRequest(request as never, response),
    upgrade: (request, socket, head) =>
      refuseUpgrade(options.gate, request, socket, options.onRefused) ||
      engine.handleUpgrade(request as never, socket as never, head),
    connections: () => io.engine.clientsCount,
    async close(spreadMs = 0) {
      await leave(engine, spreadMs);
      await io.close();
    },
  };
}

/** Counts a connection until it closes, and ends it where nobody says in time who they are. */
function letGo(conn: EngineSocket, { gate, onRefused }: SocketOptions, hasGreeted: () => boolean): void {
  conn.once('close', gate.opened(gate.clientOf(conn.request).address));
  const greeting = setTimeout(() => {
    if (hasGreeted()) return;
    onRefused('connection', 'noGreeting');
    cutOff(conn);
  }, greetWithinMs);
  conn.once('close', (reason: string, fault?: unknown) => {
    clearTimeout(greeting);
    if (isTooLarge(fault)) onRefused('connection', 'frameTooLarge');
    else if (reason === 'parse error') onRefused('connection', 'malformed');
    // Closing in good order waits for the other side to agree, which it may never do.
    setTimeout(() => cutOff(conn), closeWithinMs).unref();
  });
}

async function authenticated(socket: Wire, options: SocketOptions): Promise<Identity | null> {
  const handshake = handshakeSchema.safeParse(socket.handshake.auth);
  return handshake.success ? options.authenticate(socket.request, handshake.data) : null;
}

/** What the WebSocket says of a frame over the limit. */
const isTooLarge = (fault: unknown): boolean => fault instanceof Error && fault.message.includes('Max payload size');

function connect(socket: Wire, { runtime, gate, onFault, onRefused }: SocketOptions): void {
  const conn = socket.conn as unknown as EngineSocket;
  const stopped = watchReader(conn);
  const endFor = (why: 'slowReader' | 'flood'): void => {
    if (conn.readyState !== 'closed') onRefused('connection', why);
    cutOff(conn);
  };
  /** Sends, unless too much waits for this client already: then it goes, and resumes when it reads again. */
  const sending =
    <Frame>(send: (frame: Frame) => void) =>
    (frame: Frame): void =>
      stopped() ? endFor('slowReader') : send(frame);
  const connection = runtime.connect(socket.data.identity, {
    events: sending((frame) => socket.emit('events', frame)),
    heads: sending((frame) => socket.emit('heads', frame)),
    summary: sending((frame) => socket.emit('summary', frame)),
    gone: (frame) => {
      socket.emit('gone', frame);
      socket.disconnect(true);
    },
  });
  const { address } = gate.clientOf(conn.request);
  const flood = createFlood(() => gate.frameWaitMs(address));
  conn.on('packet', ({ data }: { data?: unknown }) => {
    const size = typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;
    // Answers wait in the same queue: whoever asks and does not read is cut off as well.
    if (!flood.packet(size)) endFor('flood');
    else if (stopped()) endFor('slowReader');
  });
  const on = <Frame>(
    event: keyof ClientToServer,
    schemaFor: (payload: unknown) => z.ZodType<Frame>,
    work: (frame: Frame) => Promise<unknown>,
  ) => {
    const counted = onFrame(
      schemaFor,
      flood,
      (frame) => gate.load.during(() => work(frame)),
      onFault,
      (code) => onRefused('frame', code),
    );
    socket.on(event, counted as never);
  };
  on<CommandFrame>('command', commandFrameSchemaFor, (frame) => connection.command(frame));
  on<ResumeFrame>(
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
  socket.on('disconnect', () => connection.close());
}
