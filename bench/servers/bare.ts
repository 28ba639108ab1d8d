// The yardstick: a bare Socket.IO relay. Two people in a room; an offer goes to the other one, the sender gets an ack. Keeps nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { answering } from '../ground/answering.ts';
import { usageAnswers } from './usage.ts';

/** A join costs as much as the least that could be called one: a small JSON body in, a small one out. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { name } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { name: string };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, name }));
  });
});
// The same transport settings as ours, so that only the work differs.
const io = new Server(server, {
  serveClient: false,
  perMessageDeflate: false,
  pingInterval: 10_000,
  pingTimeout: 8_000,
});
io.on('connection', (socket) => {
  socket.on('join', (room: string, joined: () => void) => {
    void socket.join(room);
    joined();
  });
  socket.on('offer', (room: string, offer: unknown, acked: () => void) => {
    socket.to(room).emit('offer', offer);
    acked();
  });
});
server.listen(0, '127.0.0.1', () =>
  answering({ ...usageAnswers(), port: () => (server.address() as AddressInfo).port }),
);
