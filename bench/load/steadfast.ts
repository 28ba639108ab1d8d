// A person who does not give up: comes back after a break with what their page held, resumes, and sends what was not answered again under
// the same id. Remembers when things happened; what that means is the bench's.
import { follow } from './followed.ts';
import { type Credential, enter, order, type Place } from './people.ts';
import type { LoadSocket } from './socket-io.ts';

/** The client's own wait before it tries again, ms: half a second, give or take, at each try. A page waits 100 to 400 ms before its first, twice that
 *  before the second, and up to 2.8 s after a longer absence: here it is the server that is measured. */
const retryMs = () => 350 + Math.random() * 300;
/** A page waits so long for one attempt (`app/connection/wire.ts`). */
const attemptMs = 8_000;

export type Steadfast = {
  socket: LoadSocket | null;
  /** When the last break was noticed, the first attempt after it began, and the attempt that succeeded ended; epoch ms. */
  brokenAt: number;
  triedAt: number;
  backAt: number;
  /** Resolves with its answer once it was taken; over a socket that goes away in between it never answers, and is made again by `back`. */
  offer(socket: LoadSocket, commandId: string, offered: object): Promise<Record<string, unknown>>;
  close(): void;
};

/** `sees` hears of every offer at the table, by its id, each once. */
export function stay(
  place: Place,
  credential: Credential,
  tableId: string,
  sees: (offerId: string) => void,
  back: () => void,
): Steadfast {
  let closed = false;
  const known = new Set<string>();
  const learn = (ids: string[]) => {
    for (const id of ids) {
      if (!known.has(id)) sees(id);
      known.add(id);
    }
  };
  // A page would ask for what it missed over the connection that it has.
  const followed = follow(tableId, learn, () => person.socket?.cut());
  const person: Steadfast = {
    ...{ socket: null, brokenAt: 0, triedAt: 0, backAt: 0 },
    async offer(socket, commandId, offered) {
      const command = { type: 'makeOffer', package: offered, beside: false };
      const answer = await order(socket, { table: tableId }, command, commandId);
      if (answer['seen'] !== undefined) followed.seen(answer['seen'] as Parameters<typeof followed.seen>[0]);
      return answer;
    },
    close() {
      closed = true;
      person.socket?.close();
    },
  };
  const connect = async () => {
    let live: LoadSocket | null = null;
    const broken = Promise.withResolvers<never>();
    const onEnd = () => {
      broken.reject(new Error('the connection closed'));
      if (live === null || person.socket !== live) return;
      person.socket = null;
      person.brokenAt = Date.now();
      person.triedAt = 0;
      again();
    };
    broken.promise.catch(() => undefined);
    followed.anew();
    let over = false;
    // A connection that was given up may still be told something.
    const onEvent = (payload: Buffer) => over || followed.hears(payload);
    const attempt = enter(place, credential, { onEvent, onEnd }, followed.asks()).then(async (socket) => {
      live = socket;
      if (!over) await followed.caughtUp(socket);
      return socket;
    });
    const tooLong = new Promise<never>((_, late) => setTimeout(() => late(new Error('no answer')), attemptMs));
    try {
      person.socket = await Promise.race([attempt, broken.promise, tooLong]);
      person.backAt = Date.now();
      back();
    } catch {
      over = true;
      (live as LoadSocket | null)?.cut();
      attempt.then(
        (socket) => socket.cut(),
        () => undefined,
      );
      again();
    }
  };
  const again = () => {
    if (closed) return;
    setTimeout(() => {
      if (person.triedAt === 0) person.triedAt = Date.now();
      void connect();
    }, retryMs());
  };
  void connect();
  return person;
}
