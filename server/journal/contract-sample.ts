// Appends as the contract suite writes them.
// Knows no store.

import type { Append, AppendResult, Json, Store } from './port.ts';

let commands = 0;

/** An append of one small fact under a command id of its own; `change` overrides any part. */
export function anAppend(stream: string, expectedVersion: number, change: Partial<Append> = {}): Append {
  commands += 1;
  const commandId = `command-${commands}`;
  return {
    stream,
    expectedVersion,
    facts: [{ type: 'offerMade', price: commands }],
    idempotency: command(commandId),
    ...change,
  };
}

export function command(
  commandId: string,
  payloadHash = 'hash',
  ack: Json = { done: commandId },
): Append['idempotency'] {
  return { seatId: 'seat-1', commandId, payloadHash, ack };
}

/** Appends and insists that it was written. */
export async function appended(store: Store, item: Append): Promise<Extract<AppendResult, { outcome: 'appended' }>> {
  const result = await store.append(item);
  if (result.outcome !== 'appended') throw new Error(`expected an append, got ${JSON.stringify(result)}`);
  return result;
}
