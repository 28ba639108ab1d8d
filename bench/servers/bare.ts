// The yardstick: a bare Socket.IO relay. Two people in a room; an offer goes to the other one, the sender gets an ack. Keeps nothing.
// With `keep` it shows what the least costs that would be a join as ours is: a credential, one row on the disk before the answer, a view.
import { hash, randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { Server } from 'socket.io';
import { answering, givenOptions } from '../ground/answering.ts';
import type { Row } from './keeper.ts';
import { usageAnswers } from './usage.ts';

/** `keep`: a file for those who join. */
export type BareOptions = { keep?: string };

const { keep } = givenOptions<BareOptions>();
const people = new Map<string, string>();
/** As many bytes as the view of a lobby has. */
const viewOf = (name: string | undefined) => (keep === undefined ? undefined : { name, text: 'x'.repeat(600) });

const answer = (response: ServerResponse, name: string) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, name }));

/** Answers once the row is on the disk. */
function keeping(file: string): (response: ServerResponse, name: string) => void {
  const keeper = new Worker(new URL('./keeper.ts', import.meta.url), { workerData: file, execArgv: [] });
  const waiting = new Map<number, () => void>();
  let last = 0;
  keeper.on('message', (ids: number[]) => {
    for (const id of ids) {
      waiting.get(id)?.();
      waiting.delete(id);
    }
  });
  return (response, name) => {
    const secret = randomBytes(32).toString('base64url');
    const row: Row = { id: ++last, hash: hash('sha256', secret, 'base64url'), name };
    waiting.set(row.id, () => {
      people.set(row.hash, name);
      response.setHeader('set-cookie', `credential=${secret}; HttpOnly`);
      answer(response, name);
    });
    keeper.postMessage(row);
  };
}
const join = keep === undefined ? answer : keeping(keep);

/** A join costs as much as the least that could be called one: a small JSON body in, a small one out. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { name } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { name: string };
    join(response, name);
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
  socket.on('join', (room: string, joined: (view?: object) => void) => {
    void socket.join(room);
    const secret = socket.request.headers.cookie?.split('=')[1];
    joined(viewOf(secret === undefined ? undefined : people.get(hash('sha256', secret, 'base64url'))));
  });
  socket.on('offer', (room: string, offer: unknown, acked: () => void) => {
    socket.to(room).emit('offer', offer);
    acked();
  });
});
server.listen(0, '127.0.0.1', () =>
  answering({ ...usageAnswers(), port: () => (server.address() as AddressInfo).port }),
);
