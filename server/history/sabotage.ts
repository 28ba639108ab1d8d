// Stores broken on purpose, to see that the checker notices: each breaks one promise of the port and keeps the others.
import type { Append, AppendResult, Store } from '../journal/port.ts';

export const sabotages = ['drop', 'stale', 'silent'] as const;
export type Sabotage = (typeof sabotages)[number];

export function sabotaged(store: Store, how: Sabotage | null): Store {
  if (how === 'drop') return dropping(store);
  if (how === 'stale') return stale(store);
  return how === 'silent' ? silent(store) : store;
}

const isPersons = ({ idempotency, facts }: Append): boolean =>
  facts.length > 0 && !idempotency.commandId.includes('@') && idempotency.seatId !== 'deadline';

/** Counted over all nodes of this process: a node that is killed does not begin anew. */
let asked = 0;

/** Says that it wrote one append in a thousand of people's, and did not. */
function dropping(store: Store): Store {
  return {
    ...store,
    async append(item): Promise<AppendResult> {
      if (isPersons(item)) asked += 1;
      if (!isPersons(item) || asked % 1_000 !== 500) return store.append(item);
      const [last] = await store.readAll(0, 1);
      const version = item.expectedVersion + item.facts.length;
      return { outcome: 'appended', version, position: last?.position ?? 0, at: await store.now() };
    },
  };
}

/** Takes what was decided on an old head for what was decided on the new one. */
function stale(store: Store): Store {
  return {
    ...store,
    async append(item): Promise<AppendResult> {
      const result = await store.append(item);
      if (result.outcome !== 'conflict') return result;
      return store.append({ ...item, expectedVersion: result.version });
    },
  };
}

/** Tells nobody of anything: `watch` never calls, and `heads` are always what the asker has read or written already. */
function silent(store: Store): Store {
  const known = new Map<string, number>();
  const learn = (stream: string, version: number) => known.set(stream, Math.max(version, known.get(stream) ?? 0));
  return {
    ...store,
    watch: () => () => undefined,
    async append(item) {
      const result = await store.append(item);
      if (result.outcome === 'appended') learn(item.stream, result.version);
      return result;
    },
    async read(stream, afterVersion) {
      const facts = await store.read(stream, afterVersion);
      learn(stream, facts.at(-1)?.version ?? 0);
      return facts;
    },
    async heads(streams) {
      const heads = await store.heads(streams);
      return new Map([...heads].map(([stream, head]) => [stream, known.get(stream) ?? head]));
    },
  };
}
