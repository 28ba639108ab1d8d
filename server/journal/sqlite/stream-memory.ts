// What the database thread knows by heart of the streams in use: head and commands, so that an append need look nothing up.
// Holds what its connection would read; forgotten whole where a transaction is rolled back, and with streams that go.

import type { DatabaseSync } from 'node:sqlite';
import { createKnownCommands, type KnownCommands } from './known-commands.ts';

export type KnownStream = {
  id: number;
  head: number;
  /** Of each append with facts. */
  commands: KnownCommands;
};

export type StreamMemory = {
  /** Reads what it does not know; undefined for a stream that does not exist. */
  of(name: string): KnownStream | undefined;
  /** The head of a stream that is known; undefined for any other, read nowhere. */
  headOf(name: string): number | undefined;
  /** A stream that was just created. */
  created(name: string, id: number): KnownStream;
  /** An append with facts was written to a stream that was just asked for. */
  grew(name: string, head: number, seat: string, command: string): void;
  /** These streams, or all. */
  forget(names?: readonly string[]): void;
};

/** 20 to 45 MB; more than a thousand tables in an hour at one command a second. What is not known has to be read whole. */
const mostCommands = 4_000_000;
/** What a stream costs without any command, in commands. */
const streamWeight = 50;

type Kept = KnownStream & { weight: number };

export function createStreamMemory(database: DatabaseSync, most = mostCommands): StreamMemory {
  const stream = database.prepare(
    'SELECT id, (SELECT max(version) FROM facts WHERE stream = streams.id) AS head FROM streams WHERE name = ?',
  );
  const commands = database.prepare('SELECT seat, command FROM facts WHERE stream = ? AND command IS NOT NULL');
  // The one that was asked for last stands last.
  const known = new Map<string, Kept>();
  let weight = 0;

  const drop = (name: string) => {
    weight -= known.get(name)?.weight ?? 0;
    known.delete(name);
  };
  /** Whoever was asked for longest ago goes first; never the last. */
  const makeRoom = () => {
    for (const name of known.keys()) {
      if (weight <= most || known.size === 1) return;
      drop(name);
    }
  };
  const keep = (name: string, fresh: Kept): Kept => {
    known.set(name, fresh);
    weight += fresh.weight;
    makeRoom();
    return fresh;
  };
  const read = (name: string): Kept | undefined => {
    const row = stream.get(name) as { id: number; head: number | null } | undefined;
    if (!row) return undefined;
    const fresh = { id: row.id, head: row.head ?? 0, commands: createKnownCommands(), weight: streamWeight };
    for (const { seat, command } of commands.iterate(row.id) as Iterable<{ seat: string; command: string }>) {
      fresh.commands.add(seat, command);
      fresh.weight += 1;
    }
    return fresh;
  };
  return {
    of(name) {
      const there = known.get(name);
      if (there === undefined) {
        const fresh = read(name);
        return fresh && keep(name, fresh);
      }
      known.delete(name);
      known.set(name, there);
      return there;
    },
    headOf: (name) => known.get(name)?.head,
    created: (name, id) => keep(name, { id, head: 0, commands: createKnownCommands(), weight: streamWeight }),
    grew(name, head, seat, command) {
      const there = known.get(name);
      if (there === undefined) return;
      there.head = head;
      there.commands.add(seat, command);
      there.weight += 1;
      weight += 1;
      makeRoom();
    },
    forget(names) {
      if (names) return names.forEach(drop);
      known.clear();
      weight = 0;
    },
  };
}
