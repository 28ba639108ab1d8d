// Unit, property and contract tests: everything beside its source as *.test.ts. Stories in browsers are Playwright's.
import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: begun first, so that none of them is left alone at the end. */
const longest = [
  'server/history/processes.test.ts',
  'server/two-nodes.test.ts',
  'server/operations/copies.test.ts',
  'server/linger.test.ts',
  'server/killed.test.ts',
  'server/history/memory.test.ts',
  'server/cut-off-node.test.ts',
  'server/half-open.test.ts',
  'server/table/exhaustive.test.ts',
  'server/round.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

/** What promises a time, or how many it serves in a time: run when the others are done, since these would take it from them. */
const undisturbed = [
  'server/class.test.ts',
  'server/door.test.ts',
  'server/shedding.test.ts',
  'server/runtime/over-redis.test.ts',
  'server/journal/sqlite/thread.test.ts',
  'bench/proxy/configuration.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // For what hangs, not for what is slow: a machine with much else to do may take ten times as long.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    // A test may not leave stubs behind for the next one.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{simulations,server,app,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...undisturbed],
          // More than there are cores: tests of whole nodes mostly wait, for a clock, a process or a silent connection.
          maxWorkers: Math.min(2 * availableParallelism(), 8),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'undisturbed', include: undisturbed, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
