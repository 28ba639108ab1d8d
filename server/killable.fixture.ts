// For tests: the program of one node in a process of its own, which can be told to die in the middle of its work.
// Started by process.fixture.ts; says where it listens, and every fault, to its parent.

import { flushCompileCache } from 'node:module';
import type { Append, Store } from './journal/port.ts';
import { openRedisStore } from './journal/redis.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import { library, startNode } from './node.fixture.ts';

export type StoreOf = { sqlite: string } | { redis: string; prefix: string };
/**
 * Around appends from now on that have a fact of this type. `before`: dies by SIGKILL instead of the `count`th. `after`: lets `count`
 * of them through and no more, and dies once these are durable. `answered`: goes on, but nothing with words reaches anybody any
 * more unless it is an answer that needs none; says so once somebody waits for words, and lives until it is killed.
 */
export type DieAt = { when: 'before' | 'after' | 'answered'; type: string; stream: 'session' | 'table'; count: number };
export type Told = { port: number } | { fault: string } | { armed: true } | { untold: true };
export type Start = { store: StoreOf };

const die = () => process.kill(process.pid, 'SIGKILL');
const tell = (told: Told) => void process.send?.(told);
const never = new Promise<never>(() => undefined);

function dying(store: Store): { store: Store; arm(at: DieAt): void } {
  let armed: DieAt | null = null;
  let begun = 0;
  let durable = 0;
  let isMute = false;
  const meets = (item: Append): boolean => {
    const type = armed?.type;
    if (!item.stream.startsWith(`${armed?.stream}:`)) return false;
    return item.facts.some((fact) => (fact as { type?: string } | null)?.type === type);
  };
  const append: Store['append'] = async (item) => {
    if (armed === null || !meets(item)) return store.append(item);
    const { when, count } = armed;
    if (when === 'after' && begun >= count) return never;
    begun += 1;
    if (when === 'before' && begun >= count) die();
    // Already now: the hint of what is written may come sooner than the answer that it is.
    if (when === 'answered') isMute = true;
    const result = await store.append(item);
    if (result.outcome === 'appended') durable += 1;
    else begun -= 1;
    if (when === 'after' && durable >= count) die();
    return result;
  };
  const readTexts: Store['readTexts'] = async (refs) => {
    if (!isMute) return store.readTexts(refs);
    tell({ untold: true });
    return never;
  };
  return {
    store: { ...store, append, readTexts },
    arm: (at) => {
      armed = at;
      begun = 0;
      durable = 0;
    },
  };
}

async function start({ store: of }: Start): Promise<void> {
  const opened =
    'sqlite' in of
      ? await openSqliteStore({ path: of.sqlite })
      : await openRedisStore({ url: of.redis, prefix: of.prefix });
  const { store, arm } = dying(opened);
  process.on('message', (at: DieAt) => {
    arm(at);
    tell({ armed: true });
  });
  // Whoever started us is gone.
  process.on('disconnect', () => process.exit(0));
  const node = await startNode({ store, catalogue: await library() });
  let faults = 0;
  setInterval(() => {
    for (; faults < node.faults.length; faults += 1) tell({ fault: String(node.faults[faults]) });
  }, 100).unref();
  tell({ port: node.port });
  // Who is killed leaves nothing behind by itself.
  flushCompileCache();
}

if (process.argv[2]) void start(JSON.parse(process.argv[2]) as Start);
