// One real node as a process of its own, that can be told to die at a named point of its work. Started by house-outside.ts.
// Told by its argument what to open; tells its parent when it listens and what went wrong.
import { openRedisStore } from '../journal/redis.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import { openNode } from '../node.ts';
import { faultyStore } from './faulty-store.ts';
import type { Point } from './house.ts';
import { markedCatalogue } from './marked-cases.ts';
import { chanceFrom } from './random.ts';
import { type Sabotage, sabotaged } from './sabotage.ts';
import { told } from './told.ts';

export type NodeWish = {
  store: { kind: 'sqlite'; path: string } | { kind: 'redis'; url: string };
  port: number;
  sabotage: Sabotage | null;
  /** Another one for each life of each node. */
  seed: number;
};
export type NodeWord =
  | { type: 'listening' }
  | { type: 'fault'; fault: string }
  | { type: 'answering'; commandId: string };

const wish = JSON.parse(process.argv[2] ?? '') as NodeWish;
const tell = (word: NodeWord) => process.send?.(word, undefined, undefined, () => undefined);
// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));

const { store: where } = wish;
const store =
  where.kind === 'sqlite'
    ? await openSqliteStore({ path: where.path })
    : await openRedisStore({ url: where.url, found: 'create' });
const faulty = faultyStore(sabotaged(store, wish.sabotage, chanceFrom(wish.seed)), {
  onDeath: () => process.kill(process.pid, 'SIGKILL'),
  onAnswering: (commandId) => tell({ type: 'answering', commandId }),
});
process.on('message', ({ arm }: { arm: Point | null }) => (arm === null ? faulty.disarm() : faulty.arm(arm)));
await openNode({
  store: faulty.store,
  catalogue: await markedCatalogue(),
  pages: { page: async (_request, response) => void response.writeHead(404).end() },
  port: wish.port,
  host: '127.0.0.1',
  // All clients of the test come from one address.
  crowd: 100,
  onFault: (fault) => tell({ type: 'fault', fault: told(fault) }),
});
tell({ type: 'listening' });
