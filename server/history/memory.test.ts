// Ten thousand commands over fake sockets while nodes die in the middle of their work; and stores broken on purpose are caught.
import { describe, expect, it } from 'vitest';
import { promises } from './promises.ts';
import { run } from './run.ts';

/** What is promised is two seconds; a machine that runs other tests besides may be slower, and `npm run history` tells the figure. */
const generousMs = 15_000;

describe('a history over fake sockets', () => {
  it('ten thousand commands, nodes killed at every point: every promise holds', async () => {
    const { verdict, history, text } = await run({
      ...{ store: 'memory', commands: 10_000, seed: 4, sabotage: null, headWithinMs: generousMs, bursts: 3 },
    });
    expect(verdict.broken, text).toEqual([]);
    expect(history.ledger.count('acked')).toBeGreaterThan(4_000);
    expect(history.done.filter(({ word }) => word.startsWith('kill')).length).toBeGreaterThan(2);
    expect(verdict.ownMarks).toBeGreaterThan(0);
  }, 180_000);

  it.concurrent.each([
    ['drop', 1_500, promises.acknowledged],
    ['stale', 600, promises.exactHead],
    ['silent', 600, promises.head],
  ] as const)(
    'a store that is broken on purpose (%s) is caught',
    async (sabotage, commands, promise) => {
      const { verdict, text } = await run({
        ...{ store: 'memory', commands, seed: 5, sabotage, headWithinMs: generousMs, bursts: 1 },
      });
      expect(verdict.broken[0]?.promise, text).toBe(promise);
    },
    120_000,
  );
});
