// Sessions in which nothing happened for so many days erase themselves, with their tables and all that was written.
// Follows the journal from its beginning, a piece at a time; what it knows can be thrown away at any moment.
import type { Store, StoredFact } from '../journal/port.ts';
import { every } from '../runtime/every.ts';
import { parseStream, sessionStream } from '../runtime/streams.ts';
import { openingOf } from '../runtime/table-room.ts';
import type { Log } from './log.ts';

const dayMs = 24 * 3600 * 1000;
/** Small bites with pauses: nobody shall notice that an old journal is read. */
const batch = 200;
const biteEveryMs = 100;
/** Once all is read, it is enough to look now and then. */
const lookEveryMs = 3600 * 1000;

export type RetentionOptions = {
  store: Pick<Store, 'now' | 'readAll' | 'heads'>;
  days: number;
  deleteSession(sessionId: string): Promise<void>;
  log: Pick<Log, 'turn'>;
};

/** `look` reads what is new and erases what is too old; resolves to how many sessions that were. */
export function createRetention({ store, days, deleteSession, log }: RetentionOptions) {
  let position = 0;
  /** When something last happened in a session or at one of its tables, store time. */
  const lastAt = new Map<string, number>();
  const sessionOfTable = new Map<string, string>();

  function note({ stream, at, fact }: StoredFact): void {
    const parsed = parseStream(stream);
    if (parsed?.kind === 'table' && !sessionOfTable.has(stream)) {
      const opening = openingOf(fact);
      if (opening) sessionOfTable.set(stream, opening.sessionId);
    }
    const sessionId = parsed?.kind === 'session' ? parsed.id : sessionOfTable.get(stream);
    if (sessionId !== undefined) lastAt.set(sessionId, Math.max(at, lastAt.get(sessionId) ?? 0));
  }

  /** True where there may be more. */
  async function bite(): Promise<boolean> {
    const facts = await store.readAll(position, batch);
    for (const fact of facts) note(fact);
    position = facts.at(-1)?.position ?? position;
    return facts.length === batch;
  }

  async function expire(): Promise<number> {
    const before = (await store.now()) - days * dayMs;
    const old = [...lastAt].filter(([, at]) => at < before).map(([sessionId]) => sessionId);
    if (old.length === 0) return 0;
    // Another node may have been first, or a facilitator.
    const there = await store.heads(old.map(sessionStream));
    let erased = 0;
    for (const sessionId of old) {
      // Deleting takes its time: somebody may have come back to this one while another was deleted.
      while (await bite());
      if ((lastAt.get(sessionId) ?? 0) >= before) continue;
      if (there.has(sessionStream(sessionId))) {
        await deleteSession(sessionId);
        erased += 1;
      }
      lastAt.delete(sessionId);
    }
    if (erased > 0) log.turn('sessionsExpired', { sessions: erased, days });
    return erased;
  }

  return {
    bite,
    async look(): Promise<number> {
      while (await bite());
      return expire();
    },
    expire,
  };
}

/** Goes on by itself until stopped; a fault is reported and the next turn comes all the same. */
export function startRetention(
  options: RetentionOptions,
  onFault: (fault: unknown) => void,
): { stop(): Promise<void> } {
  const retention = createRetention(options);
  let rest = 0;
  return every(
    biteEveryMs,
    async () => {
      if (performance.now() < rest) return;
      if (await retention.bite()) return;
      await retention.expire();
      rest = performance.now() + lookEveryMs;
    },
    onFault,
  );
}
