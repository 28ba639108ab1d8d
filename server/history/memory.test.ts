// Ten thousand commands over fake sockets while nodes die in the middle of their work; and stores broken on purpose are caught.
// Time is the run's own here: nothing depends on what else the machine does.
import { describe, expect, it } from 'vitest';
import { promises } from './promises.ts';
import { run } from './run.ts';

const memory = { store: 'memory', sabotage: null } as const;

describe('a history over fake sockets', () => {
  it('ten thousand commands, nodes killed at every point: every promise holds', async () => {
    const { verdict, history, text } = await run({ ...memory, commands: 10_000, seed: 4 });
    expect(verdict.broken, text).toEqual([]);
    expect(history.ledger.sent.length).toBe(10_000);
    expect(history.ledger.count('acked')).toBeGreaterThan(6_000);
    expect(verdict.ownMarks).toBeGreaterThan(0);
    expect(verdict.ownNotes).toBeGreaterThan(0);
  }, 180_000);

  it('the same seed is the same history to the last id; another is not', async () => {
    const runs = [];
    for (const seed of [11, 11, 12]) runs.push(await run({ ...memory, commands: 800, seed }));
    const [one, again, other] = runs.map(({ verdict }) => verdict.fingerprint);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  }, 120_000);

  it('a run that ends before everything was tried does not pass', async () => {
    const { verdict } = await run({ ...memory, commands: 5_000, seed: 4, harmsEach: 0 });
    expect(verdict.broken[0]?.promise).toBe(promises.exercised);
    expect(verdict.broken[0]?.what).toContain('kill inGroup');
  }, 120_000);

  it.each([
    ['drop', 3_000, promises.acknowledged],
    ['stale', 600, promises.exactHead],
    ['silent', 600, promises.head],
  ] as const)(
    'a store that is broken on purpose (%s) is caught',
    async (sabotage, commands, promise) => {
      const { verdict, text } = await run({ store: 'memory', commands, seed: 5, sabotage, bursts: 1 });
      expect(verdict.broken[0]?.promise, text).toBe(promise);
    },
    120_000,
  );
});
