// The answer kept for a command: beside the last fact of its append, or by itself where it had none.
// Knows no transaction.

import type { DatabaseSync } from 'node:sqlite';
import type { AckRow } from './calls.ts';
import type { KnownStream } from './stream-memory.ts';

export type AckOf = (stream: KnownStream, seat: string, command: string) => AckRow | undefined;

export function prepareAckOf(database: DatabaseSync): AckOf {
  const withFacts = database.prepare('SELECT hash, ack FROM facts WHERE stream = ? AND seat = ? AND command = ?');
  const alone = database.prepare('SELECT hash, ack FROM acks WHERE stream = ? AND seat = ? AND command = ?');
  return ({ id, commands }, seat, command) => {
    // Looks through all facts of the stream: only where it may be there.
    const kept = commands.mayHave(seat, command) ? withFacts.get(id, seat, command) : undefined;
    return (kept ?? alone.get(id, seat, command)) as AckRow | undefined;
  };
}
