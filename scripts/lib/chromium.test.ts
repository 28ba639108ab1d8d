import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium } from './chromium.mjs';
import { folderWith, put, putProgram } from './temp-folder.fixture.ts';

describe('finding a Chromium', () => {
  it('takes the one that PARLEY_CHROMIUM names before any other', () => {
    const folder = folderWith({});
    const named = putProgram(folder, 'mine/browser', 'Chromium 150');
    putProgram(folder, 'bin/chromium', 'Chromium 150');
    expect(findChromium({ PARLEY_CHROMIUM: named, PATH: join(folder, 'bin') }, undefined)).toBe(named);
  });

  it('refuses a name under which no browser starts, instead of quietly taking another', () => {
    const folder = folderWith({});
    putProgram(folder, 'bin/chromium', 'Chromium 150');
    const env = { PARLEY_CHROMIUM: join(folder, 'nowhere'), PATH: join(folder, 'bin') };
    expect(() => findChromium(env, undefined)).toThrow('PARLEY_CHROMIUM');
  });

  it('prefers chromium to chrome on the PATH, whatever the order of the folders', () => {
    const folder = folderWith({});
    putProgram(folder, 'first/google-chrome', 'Google Chrome 150');
    const chromium = putProgram(folder, 'second/chromium', 'Chromium 150');
    const env = { PATH: [join(folder, 'first'), join(folder, 'second')].join(delimiter) };
    expect(findChromium(env, undefined)).toBe(chromium);
  });

  it('passes over a script that only says how to install one, and a file that cannot run', () => {
    const folder = folderWith({});
    putProgram(folder, 'bin/chromium-browser', 'requires the chromium snap to be installed', 1);
    put(folder, 'bin/chromium', 'not a program');
    const chrome = putProgram(folder, 'bin/google-chrome', 'Google Chrome 150');
    expect(findChromium({ PATH: join(folder, 'bin') }, undefined)).toBe(chrome);
  });

  it("falls back on Playwright's own where it is really there", () => {
    const folder = folderWith({ 'cache/chrome': '' });
    const own = join(folder, 'cache/chrome');
    expect(findChromium({ PATH: '' }, own)).toBe(own);
    expect(findChromium({ PATH: '' }, join(folder, 'cache/gone'))).toBeUndefined();
  });
});
