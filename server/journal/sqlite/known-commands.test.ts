// Whoever was added is known; whoever was not hardly ever seems to be, and then the file decides.

import { expect, test } from 'vitest';
import { anAppend, command } from '../contract-sample.ts';
import { prepareAppend } from '../prepare.ts';
import { prepareAppending } from './append.ts';
import { scratchPaths } from './files.fixture.ts';
import { createKnownCommands, markOf } from './known-commands.ts';
import { prepareReads } from './reads.ts';
import { openDatabase } from './schema.ts';
import { createStreamMemory } from './stream-memory.ts';

const newPath = scratchPaths();

test.each([0, 1, 12, 13, 5_000])('of %i commands each is known, however often it is added, and no other', (count) => {
  const known = createKnownCommands();
  for (const _ of [1, 2]) for (let n = 0; n < count; n += 1) known.add(`seat-${n % 7}`, `command-${n}`);
  for (let n = 0; n < count; n += 1) expect(known.mayHave(`seat-${n % 7}`, `command-${n}`)).toBe(true);
  let strangers = 0;
  for (let n = 0; n < 10_000; n += 1) if (known.mayHave(`seat-${n % 7}`, `other-${n}`)) strangers += 1;
  expect(strangers).toBeLessThan(5);
});

/** Two command ids of one seat with one mark. */
function twins(): [string, string] {
  const byMark = new Map<number, string>();
  for (let n = 0; ; n += 1) {
    // Ids that only count up never meet; these do after some 80,000.
    const id = `${(n * 7_919).toString(36)}-${(Math.imul(n, 0x9e3779b1) >>> 0).toString(36)}`;
    const other = byMark.get(markOf('seat-1', id));
    if (other !== undefined) return [other, id];
    byMark.set(markOf('seat-1', id), id);
  }
}

test.each([[['fact']], [[]]])('two commands with one mark, with facts %j, are told apart', (facts) => {
  const database = openDatabase(newPath(), 'NORMAL');
  const memory = createStreamMemory(database);
  const append = prepareAppending(database, memory);
  const { findAck } = prepareReads(database, memory);
  const [one, other] = twins();
  const item = (id: string, version: number, of: string[]) =>
    prepareAppend(anAppend('table:1', version, { facts: of, idempotency: command(id) }));
  expect(append(item(one, 0, ['fact']), 1_000, null)).toMatchObject({ outcome: 'appended', version: 1 });
  expect(findAck('table:1', 'seat-1', other)).toBeUndefined();
  expect(append(item(other, 1, facts), 1_000, null)).toMatchObject({ outcome: 'appended', version: 1 + facts.length });
  for (const id of [one, other]) {
    expect(append(item(id, 9, ['never']), 1_000, null)).toEqual({
      outcome: 'repeated',
      ack: JSON.stringify({ done: id }),
    });
    expect(findAck('table:1', 'seat-1', id)).toMatchObject({ ack: JSON.stringify({ done: id }) });
  }
  database.close();
});
