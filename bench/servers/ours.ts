// Ours: one real node over a store in a folder or a Redis, exactly as `main.ts` opens it but without pages.
import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { openSqliteStore } from '../../server/journal/sqlite.ts';
import { openNode } from '../../server/node.ts';
import { startAnalysisThread } from '../../server/runtime/analysis/thread.ts';
import { readLibrary } from '../../server/runtime/library.ts';
import { answering, givenOptions } from '../ground/answering.ts';
import { usageAnswers } from './usage.ts';

/** A Redis that holds no store yet gets one. */
export type OursOptions = { store: { sqlite: string } | { redis: string }; port?: number };

const { store: where, port = 0 } = givenOptions<OursOptions>();
const faults: string[] = [];
const onFault = (fault: unknown) =>
  faults.push(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
const analyst = startAnalysisThread();
analyst.tellFaults(onFault);
const [store, catalogue] = await Promise.all([
  'redis' in where
    ? import('../../server/journal/redis.ts').then(({ openRedisStore }) =>
        openRedisStore({ url: where.redis, found: 'create' }),
      )
    : openSqliteStore({ path: where.sqlite }),
  readLibrary(resolve(import.meta.dirname, '../../simulations/library'), analyst),
]);
const node = await openNode({
  store,
  catalogue,
  pages: { page: async (_request, response) => void response.writeHead(404).end() },
  port,
  host: '127.0.0.1',
  onFault,
});
answering({ ...usageAnswers(), port: () => node.port, faults: () => faults });
// As a real node does, once it serves: the next one starts from code that is compiled.
flushCompileCache();
