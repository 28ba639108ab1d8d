// Commands on their way. The same commandId is sent again until it is answered, so that nothing counts twice.
// A move that presses (an offer, a signature) waits at most 20 s and then asks, wherever on its way it stands: it carries
// the time up to which it is meant. What somebody wrote waits without limit and survives a reload. Knows nothing of sockets or screens.
import type { Rejection } from '../../server/protocol/rejection.ts';
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';
import { createCell, type Source } from './cell.ts';
import { forget, keep, keysUnder, recall } from './kept.ts';
import { jittered } from './patience.ts';
import type { Wire } from './wire.ts';

/** The server's answer, or the person's own "cancel" for something that never got through. */
export type Outcome = CommandAnswer | { ok: false; cancelled: true };
export type Pending = {
  frame: CommandFrame;
  /** When it was made, by this device's clock, ms. */
  at: number;
  /** 'sending': no answer yet. 'unsent': tried again by itself. 'asking': waited too long, the person decides.
   *  'refused': words that nobody was there to take back; they stay until the person has seen them. */
  state: 'sending' | 'unsent' | 'asking' | 'refused';
  /** It went out and no answer came: it may count already. Sending it again never counts twice. */
  uncertain: boolean;
  /** Why words were refused. */
  rejection?: Rejection;
};
type Entry = {
  pending: Pending;
  patient: boolean;
  /** By this device's clock, ms; 0 for what waits without limit. */
  deadline: number;
  /** The same by the store's clock, once that is known. */
  until: number | null;
  inFlight: boolean;
  /** Whether whoever sent this still looks at it and will hear of a refusal. */
  heard: () => boolean;
  settle: (outcome: Outcome) => void;
};
/** The store's clock as far as it is known here; `at` answers null before it was measured. */
export type StoreClock = { at: (deviceMs: number) => number | null; measure: () => Promise<boolean> };
type Kept = { frame: CommandFrame; at: number; rejection?: Rejection };

const written = new Set(['sendMessage', 'submitReflection', 'writeWord']);
const patientToo = new Set(['clearRules', 'declareReady', 'changeMe', 'endBreak']);
const pressingWaitMs = 20_000;
const againAfterMs = 1500;

export type Outbox = ReturnType<typeof createOutbox>;

/** `owner` names whose texts are kept in this browser. */
export function createOutbox(wire: Wire, owner: string, clock: StoreClock) {
  const prefix = `parley:unsent:${owner}:`;
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
    const { commandId } = entry.pending.frame;
    if (!entries.delete(commandId)) return;
    forget(prefix + commandId);
    publish();
    entry.settle(outcome);
    retryAll();
  }

  /** Words that were refused after their writer had left the page: shown until they have been seen. */
  function bringBack(entry: Entry, rejection: Rejection): void {
    const { frame } = entry.pending;
    keep(prefix + frame.commandId, { frame, at: Date.now(), rejection } satisfies Kept);
    change(entry, { state: 'refused', rejection });
    retryAll();
  }

  /** Words of one kind keep their order at a table: what was written later waits for the answer to what came before, so that
   *  messages stand as they were written and the last reflection is the one that counts. */
  function ahead({ pending: { frame } }: Entry): Entry | undefined {
    const { type } = frame.command;
    if (!written.has(type)) return undefined;
    const line = [...entries.values()].filter(
      ({ pending }) =>
        pending.frame.command.type === type &&
        pending.state !== 'refused' &&
        JSON.stringify(pending.frame.stream) === JSON.stringify(frame.stream),
    );
    const first = line[0];
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
    const held = heldBack(entry);
    if (held) return setState(entry, held);
    const timed = timedFrame(entry);
    if (timed === null) return onceMeasured(entry);
    entry.inFlight = true;
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

  /** With the time up to which it is meant, where it presses; null where that cannot be said yet. */
  function timedFrame(entry: Entry): CommandFrame | null {
    const { frame } = entry.pending;
    if (entry.patient) return frame;
    entry.until ??= clock.at(entry.deadline);
    return entry.until === null ? null : { ...frame, until: entry.until };
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
    const lostWords = !answer.ok && written.has(entry.pending.frame.command.type) && !entry.heard();
    if (lostWords) bringBack(entry, answer.rejection);
    else finish(entry, answer);
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

  function put(frame: CommandFrame, at: number, heard: Entry['heard'], settle: Entry['settle']): Entry {
    const { type } = frame.command;
    const patient = written.has(type) || patientToo.has(type);
    const pending: Pending = { frame, at, state: 'sending', uncertain: false };
    const entry: Entry = { pending, patient, deadline: 0, until: null, inFlight: false, heard, settle };
    entries.set(frame.commandId, entry);
    return entry;
  }
  function start(entry: Entry): void {
    publish();
    wait(entry);
    void attempt(entry);
  }

  return {
    pending: shown as Source<Pending[]>,
    /** `heard`: whether whoever sends is still there to take refused words back. */
    send: (frame: CommandFrame, heard: () => boolean = () => true) =>
      new Promise<Outcome>((settle) => {
        const at = Date.now();
        const entry = put(frame, at, heard, settle);
        if (written.has(frame.command.type)) keep(prefix + frame.commandId, { frame, at } satisfies Kept);
        start(entry);
      }),
    /** What another page of this browser could not send: an earlier one, or a tab that is gone. One that is still there sends
     *  it under the same id. */
    recallUnsent(): void {
      const kept = keysUnder(prefix).flatMap((key) => recall<Kept>(key) ?? []);
      for (const { frame, at, rejection } of kept.sort((a, b) => a.at - b.at)) {
        if (entries.has(frame.commandId)) continue;
        const entry = put(
          frame,
          at,
          () => false,
          () => {},
        );
        if (rejection) change(entry, { state: 'refused', rejection });
        else start(entry);
      }
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

const waitMsOf = (answer: CommandAnswer | null) =>
  answer === null || answer.ok ? 0 : (answer.rejection.waitSeconds ?? 0) * 1000;
const isLate = (answer: CommandAnswer) => !answer.ok && answer.rejection.code === 'tooLate';
const comesAgain = (answer: CommandAnswer) =>
  !answer.ok && ['tryAgain', 'newerVersion', 'tooFast', 'busy'].includes(answer.rejection.code);
