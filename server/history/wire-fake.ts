// A fake socket to a runtime within this process: frames cross as JSON, late, commands out of order; it breaks like a real one.
import type { Identity } from '../runtime/identity.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { later } from './random.ts';
import { type Ears, Lost, type Wire } from './wire.ts';

export type Line = { break(): void };
export type FakeParts = { runtime: Runtime; identity: Identity; delayMs(): number; lines: Set<Line> };

const copied = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

export function fakeWire({ runtime, identity, delayMs, lines }: FakeParts, ears: Ears): Wire {
  let open = true;
  let arriving: Promise<void> = Promise.resolve();
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  /** Frames arrive in the order they were sent. */
  const arrives =
    <Frame>(ear: (frame: Frame) => void) =>
    (frame: Frame): void => {
      const sent = copied(frame);
      arriving = arriving.then(async () => {
        const ms = delayMs();
        if (ms > 0) await later(ms);
        if (open) ear(sent);
      });
    };
  const connection = runtime.connect(identity, {
    events: arrives(ears.events),
    heads: arrives(ears.heads),
    summary: arrives(ears.summary),
    gone: arrives(ears.gone),
  });
  const line: Line = {
    break() {
      if (!open) return;
      open = false;
      lines.delete(line);
      broken.reject(new Lost('the connection broke'));
      // The server hears of it as well, unless it is gone itself.
      connection.close();
      ears.lost();
    },
  };
  lines.add(line);
  /** Answers stand in the same row as frames; questions overtake each other. */
  const asks =
    <Question, Answer>(ask: (question: Question) => Promise<Answer>) =>
    async (question: Question): Promise<Answer> => {
      if (!open) throw new Lost('not connected');
      const ms = delayMs();
      if (ms > 0) await Promise.race([later(ms), broken.promise]);
      const answer = await Promise.race([ask(copied(question)), broken.promise]);
      const sent = copied(answer);
      const turn = Promise.withResolvers<void>();
      arriving = arriving.then(() => {
        turn.resolve();
        // What follows an answer arrives once the answer was taken in.
        return new Promise((taken) => setImmediate(taken));
      });
      await Promise.race([turn.promise, broken.promise]);
      return sent;
    };
  return {
    command: asks((frame: Parameters<Wire['command']>[0]) => connection.command(frame)),
    resume: asks((frame: Parameters<Wire['resume']>[0]) => connection.resume(frame)),
    note: asks((frame: Parameters<Wire['note']>[0]) => connection.note(frame)),
    close: () => {
      if (!open) return;
      open = false;
      lines.delete(line);
      broken.reject(new Lost('closed'));
      connection.close();
    },
  };
}
