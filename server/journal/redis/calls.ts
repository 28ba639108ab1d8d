// Calls the library's functions over the main connection, on the epoch that this node knows.
// Knows no function in particular.

import { StoreLost, StoreUnavailable } from '../unavailable.ts';
import { readEpoch } from './founding.ts';
import { inspect, type Persistence } from './inspect.ts';
import { functionName, type LibraryFunction, librarySource } from './library.ts';
import { type Client, type Link, openLink } from './link.ts';

export type Calls = {
  /** One atomic call. Rejects with `StoreUnavailable`; whether a write happened is unknown then. */
  call<Reply>(name: LibraryFunction, parameters: readonly string[], deadlineMs?: number): Promise<Reply>;
  /** The highest position that this node was ever told: a Redis that has less went back in time. */
  sawPosition(position: number): void;
  persistence(): Persistence;
  link: Link;
};

export type CallsOptions = { url: string; address: string; prefix: string; name: string; onServing?(): void };

export async function openCalls({ url, address, prefix, name, onServing }: CallsOptions): Promise<Calls> {
  let epoch: string | null = null;
  let highest = 0;
  let mayAll = false;
  let persistence: Persistence = {
    appendOnlyFile: 'unknown',
    snapshots: 'unknown',
    failing: false,
    memory: { usedBytes: 0, mostBytes: null },
  };

  const fcall = (client: Client, of: LibraryFunction, parameters: readonly string[]): Promise<unknown> =>
    client.sendCommand(['FCALL', functionName(of), '1', prefix, epoch ?? '', ...parameters]);
  const withLibrary = async (client: Client, of: LibraryFunction, parameters: readonly string[]): Promise<unknown> => {
    try {
      return await fcall(client, of, parameters);
    } catch (error) {
      // A restart without its files, or FUNCTION FLUSH. It did not run, so that running it now is the first time.
      if (!isMissingFunction(error)) throw error;
      await loadLibrary(client);
      return fcall(client, of, parameters);
    }
  };
  const prepare = async (client: Client) => {
    persistence = await inspect(client, address);
    const there = await readEpoch(client, prefix, address);
    epoch ??= there;
    await withLibrary(client, 'now', []);
    // Once: a Redis that takes no writes just now must not keep a node that knows it from reading.
    if (!mayAll) await insistOnRights(() => withLibrary(client, 'rights', []), address);
    mayAll = true;
    const position = Number((await client.get(`${prefix}position`)) ?? 0);
    if (position < highest) throw new StoreLost(wentBack(address, highest - position));
  };
  const link = await openLink({ url, address, name, prepare, ...(onServing && { onServing }) });
  return {
    link,
    persistence: () => persistence,
    sawPosition(position) {
      if (position > highest) highest = position;
    },
    call: <Reply>(of: LibraryFunction, parameters: readonly string[], deadlineMs?: number) =>
      link.call((client) => withLibrary(client, of, parameters), deadlineMs) as Promise<Reply>,
  };
}

function isMissingFunction(error: unknown): boolean {
  return /function not found/i.test((error as Error).message);
}

async function loadLibrary(client: Client): Promise<void> {
  try {
    await client.sendCommand(['FUNCTION', 'LOAD', librarySource]);
  } catch (error) {
    // Another node was faster.
    if (!/already exists/.test((error as Error).message)) throw error;
  }
}

async function insistOnRights(ask: () => Promise<unknown>, address: string): Promise<void> {
  const lacking = (await ask().catch(() => [])) as string[];
  if (lacking.length > 0) {
    throw new StoreUnavailable(
      `Redis at ${address} does not let this user run ${lacking.join(', ')}: see docs/persistence.md for the list of rights`,
    );
  }
}

function wentBack(address: string, lost: number): string {
  return (
    `Redis at ${address} came back without the last ${lost} facts that it had acknowledged ` +
    '(see docs/persistence.md: appendonly yes, appendfsync always): restore them, or end all nodes and go on without'
  );
}
