// What somebody wrote and nobody has answered yet, kept in this browser for every page of theirs, and which of it something
// later has taken the place of. Knows nothing of what is on its way, of sockets or screens.
import type { Rejection } from '../../server/protocol/rejection.ts';
import type { CommandFrame } from '../../server/protocol/wire.ts';
import { forget, keep, keysUnder, recall } from './kept.ts';

export type KeptWords = {
  frame: CommandFrame;
  /** When they were written, by this device's clock, ms. */
  at: number;
  /** The same by the store's clock, where that was known here. */
  writtenAt?: number | null;
  /** They went out and may count already. */
  out?: boolean;
  /** Why they were refused; they stay until the person has seen them. */
  rejection?: Rejection;
};

const written = new Set(['sendMessage', 'submitReflection', 'writeWord']);
/** Of a person's places (a reflection and two words a table) only those of their last tables can still be asked about. */
const mostPlaces = 30;

export const isWritten = ({ command }: CommandFrame): boolean => written.has(command.type);

/** Words of one kind at one table stand in one line. */
export const lineOf = ({ command, stream }: CommandFrame): string =>
  `${stream === 'session' ? stream : stream.table}:${command.type}`;

/** What holds one text only, the last one; null for messages, which all stand. */
export function placeOf(frame: CommandFrame): string | null {
  const { command } = frame;
  if (command.type === 'submitReflection') return lineOf(frame);
  return command.type === 'writeWord' ? `${lineOf(frame)}:${command.step}` : null;
}

/** `owner` names whose words they are. */
export function createKeptWords(owner: string) {
  const prefix = `parley:unsent:${owner}:`;
  const lastPrefix = `parley:last:${owner}:`;
  const keyOf = (frame: CommandFrame) => prefix + frame.commandId;

  /** When the last text for the place of this one was sent, from whichever page; 0 for never. */
  function lastAt(frame: CommandFrame): number {
    const place = placeOf(frame);
    return place === null ? 0 : (recall<number>(lastPrefix + place) ?? 0);
  }

  return {
    keep: (words: KeptWords) => keep(keyOf(words.frame), words),
    forget: (frame: CommandFrame) => forget(keyOf(frame)),
    find: (frame: CommandFrame) => recall<KeptWords>(keyOf(frame)),
    /** In the order in which they were written. */
    all: (): KeptWords[] =>
      keysUnder(prefix)
        .flatMap((key) => recall<KeptWords>(key) ?? [])
        .sort((a, b) => a.at - b.at),
    lastAt,
    isReplaced: (frame: CommandFrame, at: number): boolean => at < lastAt(frame),
    /** Stays after the answer: a page that was cut off may come with something earlier long afterwards. */
    replaceEarlier(frame: CommandFrame, at: number): void {
      const place = placeOf(frame);
      if (place === null) return;
      keep(lastPrefix + place, at);
      const places = keysUnder(lastPrefix).map((key) => ({ key, at: recall<number>(key) ?? 0 }));
      for (const { key } of places.sort((a, b) => b.at - a.at).slice(mostPlaces)) forget(key);
    },
  };
}
