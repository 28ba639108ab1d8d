// Colyseus: rooms of two; an offer goes to the other one as a message, the sender gets one back. Keeps nothing.
import { createServer } from 'node:http';
import { matchMaker, Room, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { answering } from '../ground/answering.ts';
import { usageAnswers } from '../servers/usage.ts';

class Table extends Room {
  maxClients = 2;
  patchRate = null;
  onCreate() {
    this.onMessage('offer', (client, offer) => {
      this.broadcast('offer', offer, { except: client });
      client.send('ack');
    });
  }
}

const http = createServer();
const server = new Server({ transport: new WebSocketTransport({ server: http, pingInterval: 10_000 }), greet: false });
server.define('table', Table);
await server.listen(0, '127.0.0.1');

/** Rooms and seats are handed out beside the measured server, as its own lobby would do it. */
const lobby = createServer(async (_request, response) => {
  const room = await matchMaker.createRoom('table', {});
  const seats = [await matchMaker.reserveSeatFor(room, {}), await matchMaker.reserveSeatFor(room, {})];
  const path = `/${room.processId}/${room.roomId}`;
  const paths = seats.map(({ sessionId }) => `${path}?sessionId=${sessionId}`);
  response.end(JSON.stringify({ port: http.address().port, paths }));
});
lobby.listen(0, '127.0.0.1', () => answering({ ...usageAnswers(), port: () => lobby.address().port }));
