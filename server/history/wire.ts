// What a player holds of the way to a node, be it a fake socket or a real one, and how long an answer is waited for.
import type { Summary } from '../protocol/summaries.ts';
import type {
  CommandAnswer,
  CommandFrame,
  EventsFrame,
  GoneFrame,
  Handshake,
  HeadsFrame,
  NoteFrame,
  ResumeAnswer,
  ResumeFrame,
} from '../protocol/wire.ts';

export type Wire = {
  /** Each rejects where the answer is lost: then nobody knows. */
  command(frame: CommandFrame): Promise<CommandAnswer>;
  resume(frame: ResumeFrame): Promise<ResumeAnswer>;
  note(frame: NoteFrame): Promise<CommandAnswer>;
  close(): void;
};
export type Ears = {
  /** What is asked for with the greeting, at the moment of greeting. */
  asks(): ResumeFrame[];
  events(frame: EventsFrame): void;
  heads(frame: HeadsFrame): void;
  summary(summary: Summary): void;
  gone(frame: GoneFrame): void;
  /** The connection broke. */
  lost(): void;
};
/** Who somebody is, and their secret. */
export type Card = { handshake: Handshake; secret: string };

export class Lost extends Error {
  override name = 'Lost';
}

/** Null where the answer is lost or late. */
export function within<Answer>(ms: number, asked: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((give) => {
    timer = setTimeout(() => give(null), ms);
  });
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}
