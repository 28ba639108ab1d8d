// A person who does not give up: comes back after a break, resumes, and sends what was not answered again under the same id.
// Remembers when things happened; what that means is the bench's.

import type { Credential, Place } from './people.ts';
import { enterSeeing, order } from './people.ts';
import { countOf } from './scene.ts';
import type { LoadSocket } from './socket-io.ts';

/** The client's own wait before it tries again, ms: half a second, give or take. */
const retryMs = () => 350 + Math.random() * 300;
/** Nobody waits longer than this for one attempt. */
const attemptMs = 3_000;
const made = Buffer.from('{"type":"offerMade"');

export type Steadfast = {
  socket: LoadSocket | null;
  /** When the last break was noticed, the first attempt after it began, and the attempt that succeeded ended; epoch ms. */
  brokenAt: number;
  triedAt: number;
  backAt: number;
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
  const learn = (ids: readonly string[]) => {
    for (const id of ids) {
      if (!known.has(id)) sees(id);
      known.add(id);
    }
  };
  const person: Steadfast = {
    ...{ socket: null, brokenAt: 0, triedAt: 0, backAt: 0 },
    close() {
      closed = true;
      person.socket?.close();
    },
  };
  const onEvent = (payload: Buffer) => {
    if (countOf(payload, made) > 0) learn(idsIn(payload));
  };
  const connect = async () => {
    let live: LoadSocket | null = null;
    const onEnd = () => {
      if (live === null || person.socket !== live) return;
      person.socket = null;
      person.brokenAt = Date.now();
      person.triedAt = 0;
      again();
    };
    const entered = (socket: LoadSocket) => {
      live = socket;
    };
    const table = { table: tableId };
    const ears = { onEvent, onEnd, entered };
    const attempt = enterSeeing<{ offers: { id: string }[] }>(place, credential, table, ears).then(
      ({ socket, view }) => {
        learn(view.offers.map(({ id }) => id));
        return socket;
      },
    );
    const tooLong = new Promise<never>((_, late) => setTimeout(() => late(new Error('no answer')), attemptMs));
    try {
      person.socket = await Promise.race([attempt, tooLong]);
      person.backAt = Date.now();
      back();
    } catch {
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

type EventsFrame = { events: { type: string; offer?: { id: string } }[] };

function idsIn(payload: Buffer): string[] {
  const [, { events }] = JSON.parse(payload.toString()) as [string, EventsFrame];
  return events.flatMap(({ type, offer: made }) => (type === 'offerMade' && made ? [made.id] : []));
}

/** Resolves once it was taken; a socket that goes away in between never answers, and the offer is made again by `back`. */
export const offer = (
  socket: LoadSocket,
  tableId: string,
  commandId: string,
  offered: object,
): Promise<Record<string, unknown>> =>
  order(socket, { table: tableId }, { type: 'makeOffer', package: offered, beside: false }, commandId);
