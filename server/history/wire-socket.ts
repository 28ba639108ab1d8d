// A real socket to a node, through whatever stands between. Comes back by itself never: the player does that.
import { io, type Socket } from 'socket.io-client';
import { createGreeting } from '../protocol/greeting.ts';
import type { ClientToServer, Handshake, ResumeFrame, ServerToClient } from '../protocol/wire.ts';
import { type Card, type Ears, Lost, type Wire } from './wire.ts';

type Asking = { emitWithAck(name: string, frame: unknown): Promise<unknown> };

const connectsWithinMs = 3_000;

export function socketWire(port: number, { handshake, secret }: Card, ears: Ears): Promise<Wire> {
  const greeting = createGreeting(ears.asks);
  const socket: Socket<ServerToClient, ClientToServer> = io(`http://127.0.0.1:${port}`, {
    path: '/live',
    auth: (greet: (handshake: Handshake) => void) => greet({ ...handshake, resume: greeting.frames() }),
    transports: ['websocket'],
    reconnection: false,
    timeout: connectsWithinMs,
    extraHeaders: { cookie: secret },
    forceNew: true,
  });
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  socket.on('resumed', greeting.answered);
  socket.on('events', ears.events);
  socket.on('heads', ears.heads);
  socket.on('summary', ears.summary);
  socket.on('gone', ears.gone);
  const asks =
    <Name extends 'command' | 'resume' | 'note'>(name: Name) =>
    (frame: unknown) =>
      Promise.race([(socket as unknown as Asking).emitWithAck(name, frame), broken.promise]);
  return new Promise((connected, refused) => {
    const late = setTimeout(() => fail(new Lost('not connected in time')), connectsWithinMs);
    const fail = (error: Error) => {
      clearTimeout(late);
      socket.disconnect();
      refused(error);
    };
    socket.once('connect_error', fail);
    // Lost between the handshake of the transport and that of the socket, which the socket itself does not tell.
    socket.io.once('close', () => fail(new Lost('the connection broke while it was made')));
    socket.once('connect', () => {
      clearTimeout(late);
      socket.once('disconnect', () => {
        broken.reject(new Lost('the connection broke'));
        ears.lost();
      });
      const close = () => {
        socket.off();
        broken.reject(new Lost('closed'));
        socket.disconnect();
      };
      const asked = asks('resume');
      const resume = (frame: ResumeFrame) => {
        const answer = greeting.take(frame);
        return answer ? Promise.race([answer, broken.promise]) : asked(frame);
      };
      connected({ command: asks('command'), resume, note: asks('note'), close } as Wire);
    });
  });
}
