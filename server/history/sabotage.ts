// Stores broken on purpose, to see that the checker notices: each breaks one promise of the port and keeps the others.
import type { Append, AppendResult, Store } from '../journal/port.ts';
import type { Chance } from './random.ts';

export const sabotages = ['drop', 'stale', 'silent'] as const;
export type Sabotage = (typeof sabotages)[number];

export function sabotaged(store: Store, how: Sabotage | null, chance: Chance): Store {
  if (how === 'drop') return dropping(store, chance);
  if (how === 'stale') return stale(store);
  return how === 'silent' ? silent(store) : store;
}

/** What people do, and what sessions tell their tables; not the beginning of a session, without which nothing can be played. */
const isPlay = ({ stream, facts }: Append): boolean => facts.length > 0 && stream.startsWith('table:');

const oneIn = 1_000;
/** Or a short run would now and then lose nothing, and rightly end as if its store were whole. */
const firstWithin = 100;

/** Says that it wrote one append in a thousand and did not; the first among the first hundred, which one by chance. */
function dropping(store: Store, chance: Chance): Store {
  let kept = chance.below(firstWithin);
  return {
    ...store,
    async append(item): Promise<AppendResult> {
      if (!isPlay(item)) return store.append(item);
      kept -= 1;
      if (kept >= 0) return store.append(item);
      kept = oneIn - 1;
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
