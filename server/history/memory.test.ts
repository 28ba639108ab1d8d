// Ten thousand commands over fake sockets while nodes die in the middle of their work; and stores broken on purpose are caught.
// Time is the run's own here: nothing depends on what else the machine does.
import { describe, expect, it } from 'vitest';
import { brokenIn, command } from './command.fixture.ts';
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
    const runs = await Promise.all([11, 11, 12].map((seed) => command('--commands', 800, '--seed', seed)));
    const [one, again, other] = runs.map(({ text }) => /fingerprint \S{12}$/m.exec(text)?.[0]);
    expect(one).toBeDefined();
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  }, 120_000);

  it('a run in which something was never tried does not pass', async () => {
    const { verdict } = await run({ ...memory, commands: 5_000, seed: 4, harmsEach: 0 });
    expect(verdict.broken[0]?.promise).toBe(promises.exercised);
    expect(verdict.broken[0]?.what).toContain('kill inGroup');
  }, 120_000);

  it.each([
    ['--commands', 'all'],
    ['--commands', '0'],
    ['--commands', '-5'],
    ['--seed', 'x'],
    ['--store', 'paper'],
  ])(
    '%s %s is no run that holds every promise',
    async (...wrong) => {
      // Of a word that stands twice the first counts.
      const { code, text } = await command(...wrong, '--store', 'memory', '--commands', 100);
      expect([code, text]).toEqual([2, '']);
    },
    60_000,
  );

  it.each([
    ['stale', 600, promises.exactHead],
    ['silent', 600, promises.head],
  ] as const)(
    'a store that is broken on purpose (%s) is caught',
    async (sabotage, commands, promise) => {
      const { code, text } = await command('--commands', commands, '--seed', 5, '--sabotage', sabotage);
      expect(text).toContain(`Broken: ${promise}`);
      expect(code).toBe(1);
    },
    120_000,
  );

  // Seed 10 gives a viewer a view over which no page could act; the run goes on and names what is broken all the same.
  it.each([5, 10])(
    'a seed that fails fails again, in a short run too: dropped appends break the same promises, at the same step, for the same command (seed %i)',
    async (seed) => {
      const dropped = () => command('--commands', 600, '--seed', seed, '--sabotage', 'drop');
      const [one, again] = [await dropped(), await dropped()];
      expect([one.code, again.code], one.text).toEqual([1, 1]);
      expect(brokenIn(one.text)).toMatch(new RegExp(`^Broken: ${promises.acknowledged}\\n  at step \\d+: `));
      expect(brokenIn(again.text)).toBe(brokenIn(one.text));
    },
    120_000,
  );
});
