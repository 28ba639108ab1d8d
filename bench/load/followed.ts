// What the page of somebody at a table holds while it is open, as far as a load needs it: up to where it knows session and table, and
// which offers it was told of. Comes back with what it held, as a page does.
import { fromNothing, isResumed, type Position, resumeFrom } from './people.ts';
import type { LoadSocket } from './socket-io.ts';

type Event = { type: string; offer?: { id: string } };
/** An `events` frame, the `seen` of an answer, or the answer to a resume. */
type Told = Position & { events?: Event[]; view?: { offers?: { id: string }[] } };
type Answered = { ok: boolean } & Told;

export type Followed = {
  /** What the greeting asks for. */
  asks(): Position[];
  /** Takes a frame. */
  hears(payload: Buffer): void;
  /** Takes what came of a command of one's own. */
  seen(told: Told): void;
  /** Resolves once a connection has brought everything that was asked for with its greeting. */
  caughtUp(socket: LoadSocket): Promise<void>;
  /** A connection is about to be made: what the last one still owed counts no more. */
  anew(): void;
};

const events = Buffer.from('["events"');

/** `learn` hears of offers by their ids, some of them again; `missed` is called where what came does not follow on what is held. */
export function follow(tableId: string, learn: (ids: string[]) => void, missed: () => void): Followed {
  const held = { session: fromNothing('session'), table: fromNothing({ table: tableId }) };
  const nameOf = ({ stream }: Position) => (stream === 'session' ? 'session' : 'table');
  let answers = { session: Promise.withResolvers<Answered>(), table: Promise.withResolvers<Answered>() };

  const take = (told: Told): void => {
    const { stream, epoch, version } = told;
    const before = held[nameOf(told)];
    const isAhead = epoch !== before.epoch || version - (told.events?.length ?? 0) > before.version;
    if (told.events && isAhead) {
      missed();
      return;
    }
    if (epoch !== before.epoch || version > before.version) held[nameOf(told)] = { stream, epoch, version };
    if (stream === 'session') return;
    const made = told.events?.flatMap(({ type, offer }) => (type === 'offerMade' && offer ? [offer] : []));
    learn((made ?? told.view?.offers ?? []).map(({ id }) => id));
  };
  return {
    asks: () => [held.session, held.table],
    hears(payload) {
      if (isResumed(payload)) {
        const [, { stream, answer }] = JSON.parse(payload.toString()) as [string, Position & { answer: Answered }];
        if (answer.ok) take(answer);
        answers[nameOf({ ...answer, stream })].resolve(answer);
      } else if (payload.subarray(0, events.length).equals(events)) {
        take((JSON.parse(payload.toString()) as [string, Told])[1]);
      }
    },
    seen: take,
    async caughtUp(socket) {
      for (const name of ['session', 'table'] as const)
        if (!(await answers[name].promise).ok) take((await resumeFrom(socket, held[name])) as Answered);
    },
    anew() {
      answers = { session: Promise.withResolvers(), table: Promise.withResolvers() };
    },
  };
}
