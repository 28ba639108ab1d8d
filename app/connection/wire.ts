// What the rest of this folder needs of a live connection, and its one implementation on socket.io-client.
// A call that gets no answer rejects; nothing is ever left in Socket.IO's own send buffer.
import { io, type Socket } from 'socket.io-client';
import type { Greeting } from '../../server/protocol/greeting.ts';
import type { Rejection } from '../../server/protocol/rejection.ts';
import type {
  ClientToServer,
  CommandAnswer,
  CommandFrame,
  Handshake,
  NoteFrame,
  ResumeAnswer,
  ResumeFrame,
  ServerToClient,
} from '../../server/protocol/wire.ts';

export type Wire = {
  connected: () => boolean;
  resume: (frame: ResumeFrame) => Promise<ResumeAnswer>;
  command: (frame: CommandFrame) => Promise<CommandAnswer>;
  note: (frame: NoteFrame) => Promise<CommandAnswer>;
  clock: () => Promise<{ now: number } | { ok: false; rejection: Rejection }>;
};
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

const answerWithinMs = 6000;
const longestWaitMs = () => 1200 + Math.round(Math.random() * 1600);

/** A socket that is not connected yet. WebSocket first: several nodes need no sticky sessions that way. */
export function createSocket(handshake: Handshake, greeting: Greeting): LiveSocket {
  const socket: LiveSocket = io({
    path: '/live',
    auth: (greet: (handshake: Handshake) => void) => greet({ ...handshake, resume: greeting.frames() }),
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: longestWaitMs(),
    randomizationFactor: 0.6,
    timeout: 8000,
  });
  // Socket.IO cuts its chance at the longest wait, so that in a long outage everybody would come in the same beat.
  socket.io.on('reconnect_attempt', () => socket.io.reconnectionDelayMax(longestWaitMs()));
  socket.on('resumed', greeting.answered);
  return socket;
}

/** `current` answers the socket in use, or null before a page is open and after it closed. */
export function wireOf(current: () => LiveSocket | null, greeting: Greeting): Wire {
  const asked = (ms: number) => {
    const socket = current();
    if (!socket?.connected) throw new Error('not connected');
    return socket.timeout(ms);
  };
  return {
    connected: () => current()?.connected === true,
    resume: async (frame) => greeting.take(frame) ?? asked(answerWithinMs).emitWithAck('resume', frame),
    command: async (frame) => asked(answerWithinMs).emitWithAck('command', frame),
    note: async (frame) => asked(answerWithinMs).emitWithAck('note', frame),
    clock: async () => asked(2500).emitWithAck('clock'),
  };
}
