// Socket.IO: checks the origin, authenticates the handshake, and connects frames to the runtime.
// Every frame outside the agreed ones is ignored; recovery, buffers and adapters of Socket.IO stay out of it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine } from 'engine.io';
import { type Socket, Server as SocketServer } from 'socket.io';
import { z } from 'zod';
import {
  type ClientToServer,
  commandFrameSchema,
  handshakeSchema,
  maxFrameBytes,
  noteFrameSchema,
  resumeFrameSchema,
  type ServerToClient,
} from '../protocol/wire.ts';
import type { Identity } from '../runtime/identity.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createBudget } from './budget.ts';
import { onFrame } from './frames.ts';

/** Where the client finds us: `/live`, so that pages and sockets share one port. */
export const socketPath = '/live';

type Wire = Socket<ClientToServer, ServerToClient, Record<string, never>, { identity: Identity }>;

export type SocketService = {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  close(): Promise<void>;
};

export type SocketOptions = {
  runtime: Runtime;
  sameOrigin(request: IncomingMessage): boolean;
  /** Proves who is connecting, from the request's cookies and the handshake; null where nobody is proven. */
  authenticate(request: IncomingMessage, handshake: z.infer<typeof handshakeSchema>): Promise<Identity | null>;
  onFault(fault: unknown): void;
};

export function serveSockets(options: SocketOptions): SocketService {
  const engine = new Engine({
    maxHttpBufferSize: maxFrameBytes,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    cookie: false,
    allowRequest: (request, decide) =>
      options.sameOrigin(request) ? decide(null, true) : decide('origin not allowed', false),
  });
  const io = new SocketServer<ClientToServer, ServerToClient, Record<string, never>, { identity: Identity }>({
    serveClient: false,
    connectTimeout: 5_000,
  });
  io.bind(engine as unknown as Parameters<typeof io.bind>[0]);
  io.use((socket, next) => {
    authenticated(socket, options).then(
      (identity) => {
        if (identity === null) return next(new Error('notAllowed'));
        socket.data.identity = identity;
        next();
      },
      (fault: unknown) => {
        options.onFault(fault);
        next(new Error('tryAgain'));
      },
    );
  });
  io.on('connection', (socket) => connect(socket, options));
  return {
    request: (request, response) => engine.handleRequest(request as never, response),
    upgrade: (request, socket, head) => engine.handleUpgrade(request as never, socket as never, head),
    connections: () => io.engine.clientsCount,
    close: () => new Promise((done) => void io.close(() => done())),
  };
}

async function authenticated(socket: Wire, options: SocketOptions): Promise<Identity | null> {
  const handshake = handshakeSchema.safeParse(socket.handshake.auth);
  return handshake.success ? options.authenticate(socket.request, handshake.data) : null;
}

function connect(socket: Wire, { runtime, onFault }: SocketOptions): void {
  const connection = runtime.connect(socket.data.identity, {
    events: (frame) => socket.emit('events', frame),
    heads: (frame) => socket.emit('heads', frame),
    summary: (frame) => socket.emit('summary', frame),
    gone: (frame) => {
      socket.emit('gone', frame);
      socket.disconnect(true);
    },
  });
  const budget = createBudget(Date.now());
  socket.on(
    'command',
    onFrame(commandFrameSchema, budget, (frame) => connection.command(frame), onFault),
  );
  socket.on(
    'resume',
    onFrame(resumeFrameSchema, budget, (frame) => connection.resume(frame), onFault),
  );
  socket.on(
    'note',
    onFrame(noteFrameSchema, budget, (frame) => connection.note(frame), onFault),
  );
  socket.on(
    'clock',
    onFrame(z.undefined(), budget, () => runtime.now().then((now) => ({ now })), onFault),
  );
  socket.on('disconnect', () => connection.close());
}
