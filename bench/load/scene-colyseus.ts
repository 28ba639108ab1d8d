// Colyseus as a scene: two in a room, messages by name; the message that comes back to the sender is the ack.
// Frames: code, name as MessagePack string, value as MessagePack (github.com/colyseus/colyseus, shared-types/Protocol).
import { addressOf } from './addresses.ts';
import { post } from './people.ts';
import { together, upTo } from './pool.ts';
import type { OpenScene } from './scene.ts';
import { offerBytes } from './scene-bare.ts';
import { openWebSocket, type WebSocketClient } from './websocket.ts';

const [joinRoom, roomData] = [10, 13];
const named = (name: string): Buffer => Buffer.concat([Buffer.from([0xa0 | name.length]), Buffer.from(name)]);
const [offered, acked] = [named('offer'), named('ack')];

/** A room's message whose value is a text of so many bytes. */
function messageOf(bytes: number): Buffer {
  const text = Buffer.alloc(bytes - 4 - offered.length, 'x');
  return Buffer.concat([
    Buffer.from([roomData]),
    offered,
    Buffer.from([0xda, text.length >> 8, text.length & 255]),
    text,
  ]);
}

export const openColyseus: OpenScene = async (port, tables, watch) => {
  const message = messageOf(offerBytes);
  const isNamed = (payload: Buffer, name: Buffer) =>
    payload[0] === roomData && payload.subarray(1, 1 + name.length).equals(name);
  const rooms = await together(upTo(tables), 16, async (table) => {
    const localAddress = addressOf(table);
    const seats = (await post<{ port: number; paths: [string, string] }>({ port, localAddress }, '/', {})).answer;
    const sit = (path: string, heard: (payload: Buffer) => void) =>
      new Promise<WebSocketClient>((joined, failed) => {
        const opening = openWebSocket({
          ...{ port: seats.port, path, localAddress },
          onMessage(payload) {
            if (payload[0] !== joinRoom) return heard(payload);
            opening.then((socket) => {
              socket.sendBytes(Buffer.from([joinRoom]));
              joined(socket);
            }, failed);
          },
        });
        opening.catch(failed);
      });
    const sender = await sit(seats.paths[0], (payload) => isNamed(payload, acked) && watch.acked(table, true));
    const other = await sit(seats.paths[1], (payload) => isNamed(payload, offered) && watch.delivered(table));
    return { sender, other };
  });
  return {
    offer: (table) => rooms[table]?.sender.sendBytes(message),
    offerBytes: message.length,
    close: () => rooms.forEach(({ sender, other }) => void [sender, other].map((socket) => socket.close())),
  };
};
