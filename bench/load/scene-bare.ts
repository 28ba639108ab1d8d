// The bare relay as a scene: rooms of two, an ack, and as many bytes an offer as ours has.
import { addressOf } from './addresses.ts';
import { post } from './people.ts';
import { together, upTo } from './pool.ts';
import { countOf, type OpenScene } from './scene.ts';
import { type LoadSocket, openLoadSocket } from './socket-io.ts';

/** Of the frame that ours sends for an offer in the case that the bench plays. */
export const offerBytes = 300;
const event = Buffer.from('["offer"');

export const openBare: OpenScene = async (port, tables, watch) => {
  const pairs = await together(upTo(tables), 16, async (table) => {
    const seat = async (onEvent: (payload: Buffer) => void) => {
      const socket = await openLoadSocket({ port, path: '/socket.io/', localAddress: addressOf(table), onEvent });
      await socket.ask(JSON.stringify(['join', `table-${table}`]));
      return socket;
    };
    const hears = (payload: Buffer) => watch.delivered(table, countOf(payload, event));
    return [await seat(() => undefined), await seat(hears)] as [LoadSocket, LoadSocket];
  });
  const newcomers: LoadSocket[] = [];
  const cookies = new Map<number, string>();
  return {
    offer: (table, n) =>
      (pairs[table] as [LoadSocket, LoadSocket])[0].emit(frame(table, n), () => watch.acked(table, true)),
    offerBytes: frame(0, 0).length + 4,
    async come(nth) {
      const place = { port, localAddress: addressOf(nth) };
      const wish = { name: `Person ${nth}`, code: '123456', language: 'en' };
      const cookie = cookies.get(nth) ?? (await post(place, '/', wish)).cookie;
      cookies.set(nth, cookie);
      const headers = cookie === '' ? {} : { cookie };
      const socket = await openLoadSocket({ ...place, path: '/socket.io/', headers, onEvent: () => undefined });
      await socket.ask(JSON.stringify(['join', `hall-${nth % 20}`]));
      newcomers.push(socket);
      return 0;
    },
    leave() {
      for (const socket of newcomers.splice(0)) socket.close();
    },
    close: () => [...pairs.flat(), ...newcomers].forEach((socket) => void socket.close()),
  };
};

function frame(table: number, n: number): string {
  const offer = { n, text: '' };
  const short = JSON.stringify(['offer', `table-${table}`, offer]).length + 4;
  return JSON.stringify(['offer', `table-${table}`, { ...offer, text: 'x'.repeat(Math.max(0, offerBytes - short)) }]);
}
