// Ten thousand commands over fake sockets while nodes die in the middle of their work; and stores broken on purpose are caught.
// Time is the run's own here: nothing depends on what else the machine does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { promises } from './promises.ts';
import { run } from './run.ts';

const memory = { store: 'memory', sabotage: null } as const;

/** As `npm run history` does it, in a process of its own. */
async function command(
  commands: number,
  seed: number,
  more: string[] = [],
  before: string[] = [],
): Promise<{ code: number; text: string }> {
  const program = join(import.meta.dirname, 'main.ts');
  const usual = ['--store', 'memory', '--commands', String(commands), '--seed', String(seed)];
  // Of a word that stands twice the first counts.
  const words = [program, ...before, ...usual, ...more];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text, [code]] = await Promise.all([textOf(child.stdout), once(child, 'close')]);
  return { code, text };
}

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
    const runs = await Promise.all([11, 11, 12].map((seed) => command(800, seed)));
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
      const { code, text } = await command(100, 1, [], wrong);
      expect([code, text]).toEqual([2, '']);
    },
    60_000,
  );

  it.each([
    ['drop', 3_000, promises.acknowledged],
    ['stale', 600, promises.exactHead],
    ['silent', 600, promises.head],
  ] as const)(
    'a store that is broken on purpose (%s) is caught',
    async (sabotage, commands, promise) => {
      const { code, text } = await command(commands, 5, ['--sabotage', sabotage]);
      expect(text).toContain(`Broken: ${promise}`);
      expect(code).toBe(1);
    },
    120_000,
  );
});
