// The same history over real sockets to real processes: SQLite killed and started again over its file, three nodes over a Redis
// that is killed, stopped and cut off; and a broken store under them is caught.
import { describe, expect, it } from 'vitest';
import { promises } from './promises.ts';
import { run } from './run.ts';

/** The promise is two seconds; here node processes start on a machine that runs other tests besides. */
const headWithinMs = 20_000;

describe('a history over real sockets', () => {
  it('SQLite: one process, killed and started again: every promise holds', async () => {
    const { verdict, history, text } = await run({
      ...{ store: 'sqlite', commands: 250, seed: 7, sabotage: null, headWithinMs, bursts: 1 },
    });
    expect(verdict.broken, text).toEqual([]);
    expect(history.ledger.count('acked')).toBeGreaterThan(100);
  }, 180_000);

  it('Redis: three processes, nodes and Redis killed, stopped, cut off: every promise holds', async () => {
    const { verdict, history, text } = await run({
      ...{ store: 'redis', commands: 300, seed: 7, sabotage: null, headWithinMs, bursts: 1 },
    });
    expect(verdict.broken, text).toEqual([]);
    expect(history.ledger.count('acked')).toBeGreaterThan(100);
  }, 180_000);

  it('Redis under nodes that are told nothing is caught', async () => {
    const { verdict, text } = await run({
      ...{ store: 'redis', commands: 200, seed: 8, sabotage: 'silent', headWithinMs, bursts: 0 },
    });
    expect(verdict.broken[0]?.promise, text).toBe(promises.head);
  }, 180_000);
});
