// What the database thread knows by heart of the streams in use: head and commands, so that an append need look nothing up.
// Holds what its connection would read; forgotten whole where a transaction is rolled back or streams go.

import type { DatabaseSync } from 'node:sqlite';

export type KnownStream = {
  id: number;
  head: number;
  /** Seat and command of each append with facts. */
  commands: Set<string>;
};

export type StreamMemory = {
  /** Reads what it does not know; undefined for a stream that does not exist. */
  of(name: string): KnownStream | undefined;
  /** The head of a stream that is known; undefined for any other, read nowhere. */
  headOf(name: string): number | undefined;
  /** A stream that was just created. */
  created(name: string, id: number): KnownStream;
  /** An append with facts was written. */
  grew(stream: KnownStream, head: number, commandKey: string): void;
  forget(): void;
};

/** Some 20 MB. */
const mostCommands = 200_000;

export const commandKey = (seat: string, command: string): string => `${seat}\0${command}`;

export function createStreamMemory(database: DatabaseSync, most = mostCommands): StreamMemory {
  const stream = database.prepare(
    'SELECT id, (SELECT max(version) FROM facts WHERE stream = streams.id) AS head FROM streams WHERE name = ?',
  );
  const commands = database.prepare('SELECT seat, command FROM facts WHERE stream = ? AND command IS NOT NULL');
  const known = new Map<string, KnownStream>();
  let count = 0;
  const forget = () => {
    known.clear();
    count = 0;
  };
  const read = (name: string): KnownStream | undefined => {
    const row = stream.get(name) as { id: number; head: number | null } | undefined;
    if (!row) return undefined;
    const rows = commands.all(row.id) as { seat: string; command: string }[];
    const keys = rows.map(({ seat, command }) => commandKey(seat, command));
    return { id: row.id, head: row.head ?? 0, commands: new Set(keys) };
  };
  const keep = (name: string, fresh: KnownStream): KnownStream => {
    // Begun anew rather than weighed: what is in use is soon known again.
    if (count > most) forget();
    known.set(name, fresh);
    // An entry costs something without any command too.
    count += fresh.commands.size + 1;
    return fresh;
  };
  return {
    of(name) {
      const there = known.get(name);
      if (there) return there;
      const fresh = read(name);
      return fresh && keep(name, fresh);
    },
    headOf: (name) => known.get(name)?.head,
    created: (name, id) => keep(name, { id, head: 0, commands: new Set() }),
    grew(there, head, key) {
      there.head = head;
      there.commands.add(key);
      count += 1;
    },
    forget,
  };
}
