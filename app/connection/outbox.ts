// Commands on their way. The same commandId is sent again until it is answered, so that nothing counts twice.
// A move that presses (an offer, a signature) waits at most 20 s and then asks, wherever on its way it stands: it carries
// the time up to which it is meant. What somebody wrote waits without limit and survives a reload. Knows nothing of sockets or screens.
import type { Rejection } from '../../server/protocol/rejection.ts';
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';
import { createCell, type Source } from './cell.ts';
import { createKeptWords, isWritten, type KeptWords, lineOf, placeOf } from './kept-words.ts';
import { jittered } from './patience.ts';
import { comesAgain, type Entry, isLate, isSuperseded, type Outcome, type Pending, waitMsOf } from './pending.ts';
import { type StoreClock, timedFrame } from './timed.ts';
import type { Wire } from './wire.ts';

const patientToo = new Set(['clearRules', 'declareReady', 'changeMe', 'endBreak']);
const pressingWaitMs = 20_000;
const againAfterMs = 1500;
/** A page that is still there hears of a refusal in the same moment, and gives its words back to their writer. */
const writersMs = 2000;

export type Outbox = ReturnType<typeof createOutbox>;

/** `owner` names whose texts are kept in this browser. */
export function createOutbox(wire: Wire, owner: string, clock: StoreClock) {
  const words = createKeptWords(owner);
  const entries = new Map<string, Entry>();
  const shown = createCell<Pending[]>([]);
  const publish = () => shown.set([...entries.values()].map((entry) => entry.pending));

  function change(entry: Entry, part: Partial<Pending>): void {
    entry.pending = { ...entry.pending, ...part };
    publish();
  }
  function setState(entry: Entry, state: Pending['state']): void {
    if (entry.pending.state !== state) change(entry, { state });
  }

  function finish(entry: Entry, outcome: Outcome): void {
    const { frame } = entry.pending;
    if (!entries.has(frame.commandId)) return;
    words.forget(frame);
    leave(entry, outcome);
  }
  /** What this browser keeps of it is another page's to forget. */
  function leave(entry: Entry, outcome: Outcome = { ok: false, cancelled: true }): void {
    entries.delete(entry.pending.frame.commandId);
    publish();
    entry.settle(outcome);
    retryAll();
  }

  const asKept = ({ pending: { frame, at }, writtenAt }: Entry): KeptWords => ({ frame, at, writtenAt });

  /** Words that were refused after their writer had left the page: shown until they have been seen. */
  function bringBack(entry: Entry, rejection: Rejection): void {
    words.keep({ ...asKept(entry), rejection });
    change(entry, { state: 'refused', rejection });
    retryAll();
  }

  /** Refused here and in the page that wrote it. Where that one is still there it has taken its words back. */
  function bringBackForWriter(entry: Entry, rejection: Rejection): void {
    entry.inFlight = true;
    setTimeout(() => {
      const { frame } = entry.pending;
      if (!entries.has(frame.commandId)) return;
      const kept = words.find(frame);
      if (kept && !kept.rejection) bringBack(entry, rejection);
      else leave(entry);
    }, writersMs);
  }

  /** Not to go out any more: something later was sent for its place, or the page that wrote it has got its answer. What went
   *  out once is asked about until it is answered, or it could arrive after what is later. */
  function isOver({ heard, pending: { frame, at, uncertain } }: Entry): boolean {
    if (heard === null && !words.find(frame)) return true;
    return !uncertain && words.isReplaced(frame, at);
  }

  /** Words of one kind keep their order at a table: what was written later waits for the answer to what came before, so that
   *  messages stand as they were written and the last reflection is the one that counts. */
  function ahead({ pending: { frame } }: Entry): Entry | undefined {
    if (!isWritten(frame)) return undefined;
    // By when they were written: what another page left behind is taken up after what was written here.
    const [first] = [...entries.values()]
      .filter(({ pending }) => pending.state !== 'refused' && lineOf(pending.frame) === lineOf(frame))
      .sort((a, b) => a.pending.at - b.pending.at);
    return first?.pending.frame === frame ? undefined : first;
  }

  /** What keeps it from being sent now, as a state; null where nothing does. */
  function heldBack(entry: Entry): Pending['state'] | null {
    // A phone that slept wakes here: what presses is never sent late without asking.
    if (!entry.patient && Date.now() >= entry.deadline) return 'asking';
    if (!wire.connected()) return 'unsent';
    return ahead(entry)?.pending.state ?? null;
  }

  async function attempt(entry: Entry): Promise<void> {
    const { frame } = entry.pending;
    if (entry.inFlight) return;
    if (isOver(entry)) return finish(entry, { ok: false, cancelled: true });
    const held = heldBack(entry);
    if (held) return setState(entry, held);
    const timed = timedFrame(entry, clock);
    if (timed === null) return onceMeasured(entry);
    entry.inFlight = true;
    noteOut(entry);
    const answer = await wire.command(timed).catch(() => null);
    entry.inFlight = false;
    if (!entries.has(frame.commandId)) return;
    if (answer && isLate(answer)) return late(entry);
    if (answer && !comesAgain(answer)) return answered(entry, answer);
    // Without an answer it may count already; so may what a store that was away said it could not confirm.
    if (!entry.pending.uncertain) change(entry, { uncertain: true });
    if (entry.pending.state === 'asking') return;
    setState(entry, 'unsent');
    setTimeout(() => retry(entry), jittered(Math.max(againAfterMs, waitMsOf(answer))));
  }

  /** For other pages of this browser, should this one be closed before the answer. */
  function noteOut(entry: Entry): void {
    const { frame, uncertain } = entry.pending;
    if (isWritten(frame) && !uncertain) words.keep({ ...asKept(entry), out: true });
  }

  async function onceMeasured(entry: Entry): Promise<void> {
    entry.inFlight = true;
    const measured = await clock.measure();
    entry.inFlight = false;
    if (measured) retry(entry);
    else setTimeout(() => retry(entry), jittered(againAfterMs));
  }

  /** Held up on its way. Where that is not so, this device's clock was set meanwhile: looked at before it is sent again. */
  function late(entry: Entry): void {
    void clock.measure();
    setState(entry, 'asking');
  }

  function answered(entry: Entry, answer: CommandAnswer): void {
    const { heard } = entry;
    const overtaken = isSuperseded(answer);
    // Where that is not so, this device's clock was set meanwhile.
    if (overtaken) void clock.measure();
    if (answer.ok || (!overtaken && (heard?.() || !isWritten(entry.pending.frame)))) finish(entry, answer);
    // A choice, or a word of being ready or back, whose time is over: the page shows what holds, and that is all there is to it.
    else if (!isWritten(entry.pending.frame)) finish(entry, { ok: false, cancelled: true });
    else if (heard === null) bringBackForWriter(entry, answer.rejection);
    else bringBack(entry, answer.rejection);
    // Whoever wrote this is told beside their page, which is about to show what stands instead, and waits for nothing.
    if (overtaken) entry.settle({ ok: false, cancelled: true });
  }

  function retry(entry: Entry): void {
    const { state, frame } = entry.pending;
    if (entries.has(frame.commandId) && (state === 'unsent' || state === 'sending')) void attempt(entry);
  }
  function retryAll(): void {
    for (const entry of entries.values()) retry(entry);
  }

  function wait(entry: Entry): void {
    if (entry.patient) return;
    entry.deadline = Date.now() + pressingWaitMs;
    entry.until = clock.at(entry.deadline);
    setTimeout(() => {
      const waiting = entries.has(entry.pending.frame.commandId) && Date.now() >= entry.deadline;
      if (waiting) setState(entry, 'asking');
    }, pressingWaitMs);
  }

  function put({ frame, at, writtenAt = null }: KeptWords, heard: Entry['heard'], settle: Entry['settle']): Entry {
    const patient = isWritten(frame) || patientToo.has(frame.command.type);
    const pending: Pending = { frame, at, state: 'sending', uncertain: false };
    const times = { deadline: 0, until: null, writtenAt };
    const entry: Entry = { pending, patient, ...times, inFlight: false, heard, settle };
    entries.set(frame.commandId, entry);
    return entry;
  }
  function start(entry: Entry): void {
    publish();
    wait(entry);
    void attempt(entry);
  }

  /** What another page wrote, as if it had been sent here. */
  function takeUp(kept: KeptWords): void {
    const { frame, out, rejection } = kept;
    if (entries.has(frame.commandId)) return;
    const entry = put(kept, null, () => {});
    if (out) change(entry, { uncertain: true });
    if (rejection) change(entry, { state: 'refused', rejection });
    else start(entry);
  }

  /** Later than everything written before, also where this device's clock was put back. */
  function writtenAt(frame: CommandFrame): number {
    const before = [...entries.values()].filter(({ pending }) => isWritten(pending.frame));
    return Math.max(Date.now(), words.lastAt(frame) + 1, ...before.map(({ pending }) => pending.at + 1));
  }

  /** Keeps words. The last reflection is the one that counts: an earlier one that never went out never does, whichever page
   *  it was written in; one that may have gone out is answered first. */
  function keepLast(written: KeptWords): void {
    const { frame, at } = written;
    words.replaceEarlier(frame, at);
    const place = placeOf(frame);
    const earlier = place === null ? [] : words.all().filter((kept) => placeOf(kept.frame) === place);
    for (const kept of earlier) if (!kept.rejection) takeUp(kept);
    retryAll();
    words.keep(written);
  }

  return {
    pending: shown as Source<Pending[]>,
    /** `heard`: whether whoever sends is still there to take refused words back. */
    send: (frame: CommandFrame, heard: () => boolean = () => true) =>
      new Promise<Outcome>((settle) => {
        const at = isWritten(frame) ? writtenAt(frame) : Date.now();
        const made = { frame, at, writtenAt: clock.at(at) };
        if (isWritten(frame)) keepLast(made);
        start(put(made, heard, settle));
      }),
    /** What another page of this browser could not send: an earlier one, or a tab that is gone. One that is still there sends
     *  it under the same id. Refused words that were seen in another page are not shown here any more. */
    recallUnsent(): void {
      for (const entry of entries.values())
        if (entry.heard === null && entry.pending.state === 'refused' && !words.find(entry.pending.frame)) leave(entry);
      for (const kept of words.all()) takeUp(kept);
    },
    /** On every connect, in the order of sending. */
    retryAll,
    again(commandId: string): void {
      const entry = entries.get(commandId);
      if (!entry) return;
      wait(entry);
      setState(entry, 'sending');
      void attempt(entry);
    },
    cancel(commandId: string): void {
      const entry = entries.get(commandId);
      if (entry) finish(entry, { ok: false, cancelled: true });
    },
    /** The person is gone: nothing of theirs goes out any more. Nobody is told, or they would keep their words again. */
    drop(): void {
      entries.clear();
      publish();
    },
  };
}
