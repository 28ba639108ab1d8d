// The pages that promise something and name the test for it may not go stale: each file and title is there, and each fault has its row.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultOf, placeOf, rowsOf } from './named-tests.mjs';
import { inProject, root } from './project.mjs';
import { folderWith } from './temp-folder.fixture.ts';

const page = (name: string) => readFileSync(inProject('docs', name), 'utf8');

/** Words of the list of faults that has to be met; each stands in the first cell of a row. */
const faults =
  `Redis killed; started again; Redis wiped; Redis out of memory; Redis hangs; cut off from Redis; two nodes race;
  disk full; torn write-ahead log; locked database; clock put back; clock put forward; deadline passes while all is down; newer schema;
  ack lost and retried; same id with another payload; version stale, ahead; resume racing a join; reconnect storm; one person in two tabs;
  half open; slow reader; flood; too large, too deep, binary, null, arrays, numbers, \`__proto__\`, NaN, 1e309, lone surrogates, reserved names;
  foreign origin; credential revoked in mid-session; another table's id; swapped role; acting after the end;
  reading the other side through resume, errors or logs; throwing guard; accept, withdraw and deadline at once; markup in chat;
  forged forwarded address; hung (SIGSTOP); restored from a backup;
  k of n tables; between commit and fan-out; between ack and fan-out`
    .split(';')
    .map((fault) => fault.replace(/\s+/g, ' ').trim());

describe.each(['faults.md', 'security.md'])('docs/%s', (name) => {
  it('names only tests that are there, by titles that they have', () => {
    const rows = rowsOf(page(name));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.flatMap(({ named }) => named.map((each) => faultOf(root, each))).filter(Boolean)).toEqual([]);
  });

  it('names no file of tests anywhere that is not there', () => {
    const named = [...page(name).matchAll(/[\w./-]+\.(?:test|story)\.ts/g)].map(([file]) => file);
    expect(named.filter((file) => placeOf(root, file) === undefined)).toEqual([]);
  });
});

it('has a row in docs/faults.md for each fault, and a test for each row', () => {
  const rows = rowsOf(page('faults.md'));
  expect(faults.filter((fault) => !rows.some(({ row }) => row.includes(fault)))).toEqual([]);
  expect(rows.filter(({ named }) => named.length === 0).map(({ row }) => row)).toEqual([]);
});

describe('the check itself', () => {
  const files = {
    'server/a.test.ts':
      "// a comment with words\ntest.each(['one label'])('title of %s here', () => {});\nconst x = 'a text';",
    'server/b.test.ts': 'export {};',
  };
  const told = (cell: string) => {
    const base = folderWith(files);
    const rows = rowsOf(`| fault | outcome | test |\n|---|---|---|\n| it breaks | so | ${cell} |`);
    return rows.flatMap(({ named }) => named.map((each) => faultOf(base, each)));
  };

  it.each(['`a.test.ts`', '`server/a.test.ts` "title of"', '`a.test.ts` "title … here", "one label"'])(
    'takes %s',
    (cell) => {
      expect(told(cell)).toEqual([null]);
    },
  );

  it.each([
    ['`c.test.ts`', 'it breaks: there is no c.test.ts'],
    ['`b.test.ts`', 'it breaks: b.test.ts holds no test'],
    ['`a.test.ts` "a comment"', 'it breaks: a.test.ts has no title with "a comment"'],
    ['`a.test.ts` "a text"', 'it breaks: a.test.ts has no title with "a text"'],
    ['`a.test.ts` "here … title"', 'it breaks: a.test.ts has no title with "here … title"'],
  ])('finds what is wrong with %s', (cell, fault) => {
    expect(told(cell)).toEqual([fault]);
  });
});
