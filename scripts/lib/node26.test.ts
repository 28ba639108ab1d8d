import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mend, node26 } from './node26.mjs';
import { folderWith, putProgram } from './temp-folder.fixture.ts';

describe('finding Node 26', () => {
  it('takes the first program that is there', () => {
    const folder = folderWith({});
    const path = putProgram(folder, 'bin/node', 'v26.1.0');
    expect(node26([join(folder, 'not/there'), path])).toBe(path);
  });

  it.each([
    ['is missing', undefined],
    ['is older', 'v20.20.2'],
    ['answers nonsense', 'hello'],
  ])('says why and names the one command that mends it when it %s', (_case, words) => {
    const folder = folderWith({});
    const path = words === undefined ? join(folder, 'node') : putProgram(folder, 'node', words);
    expect(() => node26([path])).toThrow(mend);
    expect(() => node26([path])).toThrow(/install scripts/);
  });
});
