// Words that pass between nodes: published over the main connection, heard on one of its own. Nothing is kept.
// Knows no word's meaning.

import { randomUUID } from 'node:crypto';
import type { Json } from '../port.ts';
import { toJsonText } from '../prepare.ts';
import type { Calls } from './calls.ts';
import { type Client, type Link, openLink } from './link.ts';

export type Whispers = {
  whisper(word: Json): Promise<void>;
  hear(listener: (word: Json) => void): () => void;
  close(): void;
};

export type WhispersOptions = { url: string; address: string; prefix: string; name: string };

/** So that a connection that no longer answers is noticed. */
const pingEveryMs = 2_000;

export async function openWhispers({ url, address, prefix, name }: WhispersOptions, calls: Calls): Promise<Whispers> {
  const own = randomUUID();
  const entries = new Set<{ listener: (word: Json) => void }>();
  const receive = (message: string) => {
    const { from, word } = JSON.parse(message) as { from: string; word: Json };
    // Only the listeners that were there when it came; the teller does not hear itself.
    if (from !== own) for (const { listener } of [...entries]) tell(listener, word);
  };
  const prepare = async (client: Client) => client.subscribe(`${prefix}whispers`, receive);
  const link: Link = await openLink({ url, address, name, prepare });
  const pinging = setInterval(() => link.call((client) => client.ping()).catch(() => undefined), pingEveryMs);
  return {
    async whisper(word) {
      await calls.call('whisper', [toJsonText({ from: own, word })]);
    },
    hear(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    close() {
      clearInterval(pinging);
      entries.clear();
      link.close();
    },
  };
}

function tell(listener: (word: Json) => void, word: Json): void {
  try {
    listener(word);
  } catch (error) {
    // A listener's bug may not break the connection, and must not be silent.
    queueMicrotask(() => {
      throw error;
    });
  }
}
