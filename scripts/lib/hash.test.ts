import { renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder, hashOf, stampHolds, writeStamp } from './hash.mjs';
import { folderWith, put } from './temp-folder.fixture.ts';

const hashFolder = (folder: string) => hashOf(folder, filesUnder(folder));

describe('the staleness hash', () => {
  it('is the same for the same files in another folder, whatever their times', () => {
    const files = { 'a/b.ts': 'one', 'c.ts': 'two' };
    const here = folderWith(files);
    const there = folderWith(files);
    utimesSync(join(there, 'c.ts'), 1, 1);
    expect(hashFolder(here)).toBe(hashFolder(there));
  });

  it('changes with contents, with a name, with a file more', () => {
    const folder = folderWith({ 'a.ts': 'one', 'b.ts': 'two' });
    const before = hashFolder(folder);
    put(folder, 'a.ts', 'One');
    const withOtherContents = hashFolder(folder);
    put(folder, 'a.ts', 'one');
    renameSync(join(folder, 'b.ts'), join(folder, 'd.ts'));
    const withOtherName = hashFolder(folder);
    put(folder, 'e.ts', '');
    expect(new Set([before, withOtherContents, withOtherName, hashFolder(folder)]).size).toBe(4);
  });

  it('takes a folder that is not there as empty', () => {
    expect(filesUnder(join(folderWith({}), 'public'))).toEqual([]);
  });

  it('holds in a stamp until it changes, and not without one', () => {
    const stamp = join(folderWith({}), 'made/by/us');
    expect(stampHolds(stamp, 'abc')).toBe(false);
    writeStamp(stamp, 'abc');
    expect(stampHolds(stamp, 'abc')).toBe(true);
    expect(stampHolds(stamp, 'abd')).toBe(false);
  });
});
