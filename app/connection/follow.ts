// Follows streams: holds the view of each, folds what comes in order, and asks again for whatever is missing.
// `resume` is the one way to recover; nothing here guesses. Knows nothing of sockets or screens.
import { foldSessionView } from '../../server/protocol/fold-session-view.ts';
import { foldTableView } from '../../server/protocol/fold-table-view.ts';
import type { Rejection } from '../../server/protocol/rejection.ts';
import type { SessionView, SessionViewEvent } from '../../server/protocol/session-view.ts';
import type { TableView, TableViewEvent } from '../../server/protocol/table-view.ts';
import type { EventsFrame, HeadsFrame, ResumeAnswer, ResumeFrame, StreamName } from '../../server/protocol/wire.ts';
import { type Cell, createCell, type Source } from './cell.ts';
import { jittered } from './patience.ts';
import type { Wire } from './wire.ts';

export type View = SessionView | TableView;
type Fresh = Extract<ResumeAnswer, { ok: true; documents: unknown }>;
type Followed = {
  stream: StreamName;
  epoch: string;
  version: number;
  view: Cell<View | null>;
  refused: Cell<Rejection | null>;
  /** The ask whose answer counts; null where none is on its way. */
  asking: symbol | null;
  /** The one time at which it is asked again by itself. */
  again: ReturnType<typeof setTimeout> | undefined;
  /** Refusals in a row: a table that does not come into being is asked for less and less often. */
  refusals: number;
  /** Came while an answer was on its way, and follows on it: an answer and what comes behind it may arrive together. */
  early: Run[];
};
type Run = Pick<EventsFrame, 'epoch' | 'version' | 'events'>;

const askOf = ({ stream, epoch, version }: Followed): ResumeFrame => ({ stream, epoch, version });
const keyOf = (stream: StreamName) => (stream === 'session' ? 'session' : `table:${stream.table}`);
const retryAfterMs = 1000;
const seldomMs = 15_000;
/** Longer than any wire waits: a stream whose answer never comes is not given up for it. */
const longestMs = 8000;
/** More than can come behind one answer; whatever is beyond is asked for. */
const mostEarly = 100;

export type Following = ReturnType<typeof createFollowing>;

/** `onFresh` hears of every fresh view, with the documents that came along. */
export function createFollowing(wire: Wire, onFresh: (stream: StreamName, documents: Fresh['documents']) => void) {
  const followed = new Map<string, Followed>();

  function entryOf(stream: StreamName): Followed {
    const key = keyOf(stream);
    const known = followed.get(key);
    if (known) return known;
    const entry: Followed = {
      stream,
      epoch: '',
      version: 0,
      view: createCell<View | null>(null),
      refused: createCell<Rejection | null>(null),
      asking: null,
      again: undefined,
      refusals: 0,
      early: [],
    };
    followed.set(key, entry);
    void resume(entry);
    return entry;
  }

  /** `anew`: also where one is on its way, as over a connection that is gone. */
  async function resume(entry: Followed, anew = false): Promise<void> {
    if ((entry.asking !== null && !anew) || !wire.connected()) return;
    clearTimeout(entry.again);
    const ask = Symbol('ask');
    entry.asking = ask;
    const answer = await inTime(wire.resume(askOf(entry)));
    // Asked again meanwhile: what comes late may be of a server or an epoch that is over.
    if (entry.asking !== ask) return;
    entry.asking = null;
    const early = entry.early.splice(0);
    // No answer: asked again while connected, or on the next connect.
    if (answer === null) later(entry, retryAfterMs);
    else if (!answer.ok) refuse(entry, answer.rejection);
    else if ('view' in answer) takeFresh(entry, answer);
    else apply(entry, answer);
    if (answer?.ok) entry.refusals = 0;
    if (answer?.ok) for (const run of early) if (run.epoch === entry.epoch) apply(entry, run);
  }

  function later(entry: Followed, ms: number): void {
    clearTimeout(entry.again);
    entry.again = setTimeout(() => void resume(entry), jittered(ms));
  }

  function refuse(entry: Followed, rejection: Rejection): void {
    entry.refused.set(rejection);
    // A table may be named in the lobby a moment before it exists, or not exist any more: every refusal is asked again.
    later(entry, Math.min(retryAfterMs * 1.5 ** entry.refusals, seldomMs));
    entry.refusals += 1;
  }

  function takeFresh(entry: Followed, fresh: Fresh): void {
    if (fresh.epoch === entry.epoch && fresh.version < entry.version) return;
    onFresh(entry.stream, fresh.documents);
    entry.epoch = fresh.epoch;
    entry.version = fresh.version;
    entry.refused.set(null);
    entry.view.set(fresh.view);
  }

  /** Folds what is new of a run of events; where it does not follow on what we have, asks for the rest. */
  function apply(entry: Followed, frame: Run): void {
    const before = frame.version - frame.events.length;
    if (frame.epoch !== entry.epoch || before > entry.version) {
      if (entry.asking !== null && entry.early.length < mostEarly) entry.early.push(frame);
      else void resume(entry);
      return;
    }
    const unseen = frame.events.slice(entry.version - before);
    if (unseen.length === 0) return;
    entry.version = frame.version;
    entry.view.set(unseen.reduce((view, event) => fold(entry.stream, view, event), entry.view.get()));
  }

  return {
    view: (stream: StreamName): Source<View | null> => entryOf(stream).view,
    refusal: (stream: StreamName): Source<Rejection | null> => entryOf(stream).refused,
    /** What is asked for on every connect. */
    asks: (): ResumeFrame[] => [...followed.values()].map(askOf),
    /** On every connect: whatever was asked before it is not answered any more. */
    resumeAll(): void {
      for (const entry of followed.values()) void resume(entry, true);
    },
    /** The whole of a stream, with the documents that come along only then. */
    anew(stream: StreamName): void {
      const entry = followed.get(keyOf(stream));
      // Asked for by several at once: one answer serves them.
      if (entry === undefined || (entry.epoch === '' && entry.asking !== null)) return;
      entry.epoch = '';
      entry.version = 0;
      void resume(entry, true);
    },
    receive: (frame: EventsFrame) => apply(entryOf(frame.stream), frame),
    compare(heads: HeadsFrame): void {
      for (const head of heads) {
        const entry = followed.get(keyOf(head.stream));
        if (entry && (head.epoch !== entry.epoch || head.version > entry.version)) void resume(entry);
      }
    },
  };
}

/** The answer, or null where none comes. */
function inTime(answer: Promise<ResumeAnswer>): Promise<ResumeAnswer | null> {
  return new Promise((settle) => {
    const timer = setTimeout(settle, longestMs, null);
    const done = (came: ResumeAnswer | null) => {
      clearTimeout(timer);
      settle(came);
    };
    answer.then(done, () => done(null));
  });
}

function fold(stream: StreamName, view: View | null, event: SessionViewEvent | TableViewEvent): View | null {
  return stream === 'session'
    ? foldSessionView(view as SessionView | null, event as SessionViewEvent)
    : foldTableView(view as TableView | null, event as TableViewEvent);
}
