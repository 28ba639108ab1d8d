// Halls that fill up at ours: sessions which people join one after the other, by code, over HTTP and then the socket; who has
// joined comes back with their credential, over the socket alone.
import { addressOf } from './addresses.ts';
import { type Credential, enterSeeing, type Hosted, hostSession, join } from './people.ts';
import type { LoadSocket } from './socket-io.ts';

const peopleEach = 100;
const mostTries = 30;

export type Halls = { come(nth: number): Promise<number>; leave(): void };

export function openHalls(port: number): Halls {
  const halls = new Map<number, Promise<Hosted>>();
  const sockets: LoadSocket[] = [];
  const credentials = new Map<number, Credential>();
  const place = (nth: number) => ({ port, localAddress: addressOf(4_000 + nth) });
  /** As a client does when the door is closed for a moment: wait, and ask again. */
  async function patiently<Result>(work: () => Promise<Result>): Promise<{ result: Result; waits: number }> {
    for (let waits = 0; ; waits += 1) {
      try {
        return { result: await work(), waits };
      } catch (fault) {
        if (waits >= mostTries) throw fault;
        await new Promise((later) => setTimeout(later, 1_000));
      }
    }
  }
  async function joins(nth: number) {
    const hall = Math.floor(nth / peopleEach);
    const hosted = halls.get(hall) ?? patiently(() => hostSession(place(nth))).then(({ result }) => result);
    halls.set(hall, hosted);
    const { code } = await hosted;
    const joined = await patiently(() => join(place(nth), code, `Newcomer ${nth}`));
    credentials.set(nth, joined.result);
    return joined;
  }
  return {
    async come(nth) {
      const known = credentials.get(nth);
      const joined = known ? { result: known, waits: 0 } : await joins(nth);
      const entered = await patiently(() => enterSeeing(place(nth), joined.result, 'session'));
      sockets.push(entered.result.socket);
      return joined.waits + entered.waits;
    },
    leave() {
      for (const socket of sockets.splice(0)) socket.close();
    },
  };
}
