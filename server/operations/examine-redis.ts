// Looks at a Redis as a node would, and at what its settings promise. Starts nothing and changes nothing.
import type { Persistence } from '../journal/redis/inspect.ts';
import { openRedisStore } from '../journal/redis.ts';
import { type Finding, fault, fine, megabytesOf, wordsOf } from './finding.ts';
import { clocksDifferMs } from './readiness.ts';

/** Of its memory. */
const nearlyFull = 0.8;

export async function examineRedis(url: string): Promise<Finding[]> {
  try {
    const store = await openRedisStore({ url, patienceMs: 2_000 });
    const promised = store.persistence();
    const differ = Math.round((Date.now() - (await store.now())) / 1000);
    await store.close();
    return [
      fine('Redis answers, fits and holds a store'),
      ...keeping(promised),
      memoryOf(promised),
      Math.abs(differ) * 1000 > clocksDifferMs
        ? fault(`this clock and Redis' differ by ${differ} s`, 'Set both by a time server (NTP).')
        : fine('this clock and Redis’ agree'),
    ];
  } catch (reason) {
    return [fault(wordsOf(reason), 'See docs/operations.md, "What to do when".')];
  }
}

function keeping({ appendOnlyFile, failing }: Persistence): Finding[] {
  const kept =
    appendOnlyFile === 'always'
      ? fine('Redis keeps what is acknowledged (appendfsync always)')
      : fault(
          `Redis may lose what was acknowledged (append-only file: ${appendOnlyFile})`,
          'Set appendonly yes and appendfsync always.',
        );
  if (!failing) return [kept];
  return [kept, fault('Redis could not write to its disk when it last tried', "Look at Redis' log and its disk.")];
}

function memoryOf({ memory: { usedBytes, mostBytes } }: Persistence): Finding {
  const used = `Redis uses ${megabytesOf(usedBytes)} MB`;
  if (mostBytes === null) return fine(`${used}, without a bound of its own (maxmemory)`);
  const words = `${used} of at most ${megabytesOf(mostBytes)} MB`;
  return usedBytes > mostBytes * nearlyFull
    ? fault(words, 'Give it more (maxmemory), or delete old sessions: once full it takes no more moves.')
    : fine(words);
}
