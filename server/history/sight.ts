// Everything that reaches one client is searched for what it may not know: marks of roles, private notes of others.
// Whose marks may be there is judged at the end, when it is known who sat where.
import type { EventsFrame, StreamName } from '../protocol/wire.ts';
import { keyOf } from './follower.ts';
import type { Ledger } from './ledger.ts';
import { marksIn, notesIn } from './marked-cases.ts';
import { promises } from './promises.ts';
import type { Wire } from './wire.ts';

type SightParts = { who: string; seatId: string; ledger: Ledger };

export class Sight {
  /** Marks that arrived, with the role they belong to, by stream. */
  readonly marks = new Map<string, Map<string, string>>();
  /** How often one's own notes came back. */
  ownNotes = 0;
  answeredAt = 0;
  private readonly parts: SightParts;

  constructor(parts: SightParts) {
    this.parts = parts;
  }

  search(stream: StreamName, frame: unknown): void {
    const { who, seatId, ledger } = this.parts;
    const key = keyOf(stream);
    const text = JSON.stringify(frame);
    for (const owner of notesIn(text))
      if (owner === seatId) this.ownNotes += 1;
      else ledger.complain(promises.secrets, `a note of ${owner} crossed to ${who} at ${key}`);
    for (const { mark, role } of marksIn(text)) {
      const found = this.marks.get(key) ?? new Map<string, string>();
      this.marks.set(key, found.set(mark, role));
    }
  }
}

/** Frames that name no stream of their own are a session's. */
export const streamIn = (frame: unknown): StreamName => (frame as { stream?: StreamName }).stream ?? 'session';

/** The wire, with every answer that comes over it searched. One to a command comes without what came of it, which is handed to `take`. */
export function sighted(wire: Wire, sight: Sight, take: (seen: EventsFrame, over: Wire) => void): Wire {
  const asks =
    <Frame extends { stream: StreamName }, Answer>(ask: (frame: Frame) => Promise<Answer>) =>
    async (frame: Frame) => {
      const answer = await ask(frame);
      sight.answeredAt = performance.now();
      sight.search(frame.stream, answer);
      return answer;
    };
  const command = asks(wire.command);
  const own: Wire = {
    ...wire,
    async command(frame) {
      const answer = await command(frame);
      if (!answer.ok || answer.seen === undefined) return answer;
      const { seen, ...bare } = answer;
      take(seen, own);
      return bare;
    },
    resume: asks(wire.resume),
    note: asks(wire.note),
  };
  return own;
}
