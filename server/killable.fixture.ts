// For tests: the program of one node in a process of its own, which can be told to die in the middle of its work.
// Started by process.fixture.ts; says where it listens, and every fault, to its parent.

import type { Store } from './journal/port.ts';
import { openRedisStore } from './journal/redis.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import { library, startNode } from './node.fixture.ts';

export type StoreOf = { sqlite: string } | { redis: string; prefix: string };
/** Dies by SIGKILL around the `count`th append from now on with a fact of this type. */
export type DieAt = { when: 'before' | 'after'; type: string; stream: 'session' | 'table'; count: number };
export type Told = { port: number } | { fault: string };
export type Start = { store: StoreOf };

const die = () => process.kill(process.pid, 'SIGKILL');

function dying(store: Store): { store: Store; arm(at: DieAt): void } {
  let armed: DieAt | null = null;
  const meets = (item: Parameters<Store['append']>[0]): boolean => {
    const type = armed?.type;
    if (!item.stream.startsWith(`${armed?.stream}:`)) return false;
    return item.facts.some((fact) => (fact as { type?: string } | null)?.type === type);
  };
  const append: Store['append'] = async (item) => {
    if (armed === null || !meets(item)) return store.append(item);
    if (armed.when === 'before' && armed.count <= 1) die();
    const result = await store.append(item);
    armed.count -= 1;
    if (armed.when === 'after' && armed.count <= 0) die();
    return result;
  };
  return {
    store: { ...store, append },
    arm: (at) => {
      armed = { ...at };
    },
  };
}

async function start({ store: of }: Start): Promise<void> {
  const opened =
    'sqlite' in of
      ? await openSqliteStore({ path: of.sqlite })
      : await openRedisStore({ url: of.redis, prefix: of.prefix });
  const { store, arm } = dying(opened);
  process.on('message', (at: DieAt) => arm(at));
  // Whoever started us is gone.
  process.on('disconnect', () => process.exit(0));
  const node = await startNode({ store, catalogue: await library() });
  const tell = (told: Told) => void process.send?.(told);
  let faults = 0;
  setInterval(() => {
    for (; faults < node.faults.length; faults += 1) tell({ fault: String(node.faults[faults]) });
  }, 100).unref();
  tell({ port: node.port });
}

if (process.argv[2]) void start(JSON.parse(process.argv[2]) as Start);
