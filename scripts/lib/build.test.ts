import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageSources } from './build.mjs';
import { folderWith } from './temp-folder.fixture.ts';

describe('what a build of the pages depends on', () => {
  it('is the client, the contract, the numbers and the configuration; not tests, cases or the server', () => {
    const folder = folderWith({
      'app/page.tsx': '',
      'app/page.test.tsx': '',
      'app/deep/style.css': '',
      'public/icon.svg': '',
      'server/protocol/words.ts': '',
      'server/protocol/words.test.ts': '',
      'server/main.ts': '',
      'simulations/schema.ts': '',
      'simulations/schema.test.ts': '',
      'simulations/library/case/simulation.yaml': '',
      'simulations/counterparts/tough.ts': '',
      'next.config.mjs': '',
      'package-lock.json': '',
      'README.md': '',
    });
    const sources = pageSources(folder).map((file) => relative(folder, file));
    expect(sources.sort()).toEqual([
      'app/deep/style.css',
      'app/page.tsx',
      'next.config.mjs',
      'package-lock.json',
      'public/icon.svg',
      'server/protocol/words.ts',
      'simulations/schema.ts',
    ]);
  });
});
