// The same history over real sockets to real processes: SQLite killed and started again over its file, three nodes over a Redis
// that is killed, stopped and cut off, with every kind of harm there is; and broken stores under them are caught.
import { describe, expect, it } from 'vitest';
import { brokenIn, command } from './command.fixture.ts';
import { missing } from './exercised.ts';
import { promises } from './promises.ts';
import { run } from './run.ts';

/** The promise is two seconds; here whoever comes back to a node does so on a machine that runs other tests besides. */
const headWithinMs = 6_000;

describe('a history over real sockets', () => {
  it.each([
    ['sqlite', 'SQLite: one process, killed at each point and started again, hung, cut off', 8],
    ['redis', 'Redis: three processes, nodes and Redis killed, stopped, hung, cut off from each other', 13],
  ] as const)(
    '%s: every kind of harm was done, and every promise holds',
    async (store, _what, kinds) => {
      const { verdict, history, text } = await run({
        ...{ store, commands: 120, seed: 7, sabotage: null, headWithinMs, bursts: 1, harmsEach: 'every' },
      });
      expect(verdict.broken, text).toEqual([]);
      expect(missing({ ...verdict.tally, commands: new Map(), acts: new Map() }), text).toEqual([]);
      expect(verdict.tally.harms.size).toBe(kinds);
      expect(history.ledger.count('acked')).toBeGreaterThan(60);
    },
    180_000,
  );

  it.each([
    ['sqlite', 'stale', 120, promises.exactHead],
    ['sqlite', 'silent', 14, promises.head],
    ['redis', 'stale', 250, promises.exactHead],
    ['redis', 'silent', 14, promises.head],
  ] as const)(
    '%s broken on purpose (%s) is caught, and the command says so',
    async (store, sabotage, commands, promise) => {
      const words = ['--store', store, '--sabotage', sabotage, '--commands', commands, '--seed', 7, '--bursts', 0];
      const { code, text } = await command(...words);
      expect(brokenIn(text), text).toContain(promise);
      // Not only the look at the store afterwards: what was played broke as well.
      if (sabotage === 'stale') expect(brokenIn(text), text).toContain(promises.oneHistory);
      expect(code).toBe(1);
    },
    180_000,
  );
});
