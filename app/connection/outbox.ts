// Commands on their way. The same commandId is sent again until it is answered, so that nothing counts twice.
// A move that presses (an offer, a signature) waits at most 20 s and then asks; what somebody wrote waits without limit
// and survives a reload. Knows nothing of sockets or screens.
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';
import { createCell, type Source } from './cell.ts';
import { forget, keep, keysUnder, recall } from './kept.ts';
import type { Wire } from './wire.ts';

/** The server's answer, or the person's own "cancel" for something that never got through. */
export type Outcome = CommandAnswer | { ok: false; cancelled: true };
export type Pending = {
  frame: CommandFrame;
  /** 'sending': no answer yet. 'unsent': no connection. 'asking': waited too long, the person decides. */
  state: 'sending' | 'unsent' | 'asking';
};
type Entry = { pending: Pending; patient: boolean; deadline: number; settle: (outcome: Outcome) => void };

const written = new Set(['sendMessage', 'submitReflection', 'writeWord']);
const patientToo = new Set(['clearRules', 'declareReady', 'changeMe', 'endBreak']);
const pressingWaitMs = 20_000;
const againAfterMs = 1500;

export type Outbox = ReturnType<typeof createOutbox>;

/** `owner` names whose texts are kept in this browser. */
export function createOutbox(wire: Wire, owner: string) {
  const prefix = `parley:unsent:${owner}:`;
  const entries = new Map<string, Entry>();
  const shown = createCell<Pending[]>([]);
  const publish = () => shown.set([...entries.values()].map((entry) => entry.pending));

  function setState(entry: Entry, state: Pending['state']): void {
    if (entry.pending.state === state) return;
    entry.pending = { ...entry.pending, state };
    publish();
  }

  function finish(entry: Entry, outcome: Outcome): void {
    const { commandId } = entry.pending.frame;
    if (!entries.delete(commandId)) return;
    forget(prefix + commandId);
    publish();
    entry.settle(outcome);
  }

  async function attempt(entry: Entry): Promise<void> {
    if (!wire.connected()) return setState(entry, 'unsent');
    setState(entry, 'sending');
    let answer: CommandAnswer | null = null;
    try {
      answer = await wire.command(entry.pending.frame);
    } catch {
      // No answer: it may or may not have been stored, so the same id goes again.
    }
    if (!entries.has(entry.pending.frame.commandId)) return;
    if (answer && !(entry.patient && comesAgain(answer))) return finish(entry, answer);
    setState(entry, 'unsent');
    setTimeout(() => retry(entry), againAfterMs);
  }

  function retry(entry: Entry): void {
    const waits = entries.has(entry.pending.frame.commandId) && entry.pending.state === 'unsent';
    if (waits && wire.connected()) void attempt(entry);
  }

  function wait(entry: Entry): void {
    if (entry.patient) return;
    entry.deadline = Date.now() + pressingWaitMs;
    setTimeout(() => {
      if (Date.now() >= entry.deadline && entries.has(entry.pending.frame.commandId)) setState(entry, 'asking');
    }, pressingWaitMs);
  }

  function put(frame: CommandFrame, settle: Entry['settle']): void {
    const { type } = frame.command;
    const patient = written.has(type) || patientToo.has(type);
    const entry: Entry = { pending: { frame, state: 'sending' }, patient, deadline: 0, settle };
    entries.set(frame.commandId, entry);
    if (written.has(type)) keep(prefix + frame.commandId, { frame, at: Date.now() });
    publish();
    wait(entry);
    void attempt(entry);
  }

  return {
    pending: shown as Source<Pending[]>,
    send: (frame: CommandFrame) => new Promise<Outcome>((settle) => put(frame, settle)),
    /** What an earlier page of this browser could not send. */
    recallUnsent(): void {
      const kept = keysUnder(prefix).flatMap((key) => recall<{ frame: CommandFrame; at: number }>(key) ?? []);
      for (const { frame } of kept.sort((a, b) => a.at - b.at)) {
        if (!entries.has(frame.commandId)) put(frame, () => {});
      }
    },
    /** On every connect, in the order of sending. */
    retryAll(): void {
      for (const entry of entries.values()) retry(entry);
    },
    again(commandId: string): void {
      const entry = entries.get(commandId);
      if (!entry) return;
      wait(entry);
      void attempt(entry);
    },
    cancel(commandId: string): void {
      const entry = entries.get(commandId);
      if (entry) finish(entry, { ok: false, cancelled: true });
    },
  };
}

const comesAgain = (answer: CommandAnswer) =>
  !answer.ok && (answer.rejection.code === 'tryAgain' || answer.rejection.code === 'tooFast');
