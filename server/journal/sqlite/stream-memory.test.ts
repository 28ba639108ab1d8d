// What is known by heart is what the file says, however little room there is for it.

import { expect, test } from 'vitest';
import { anAppend, command } from '../contract-sample.ts';
import { prepareAppend } from '../prepare.ts';
import { prepareAppending } from './append.ts';
import { scratchPaths } from './files.fixture.ts';
import { openDatabase } from './schema.ts';
import { createStreamMemory } from './stream-memory.ts';

const newPath = scratchPaths();

test.each([0, 110, 100_000])('with room for %i commands, heads and answers are the same', (most) => {
  const database = openDatabase(newPath(), 'NORMAL');
  const append = prepareAppending(database, createStreamMemory(database, most));
  const item = (table: number, version: number) => {
    const facts = version % 3 === 2 ? ['a', 'b'] : ['a'];
    return prepareAppend(anAppend(`table:${table}`, version, { facts, idempotency: command(`${table} ${version}`) }));
  };
  const heads = [0, 0, 0, 0];
  for (let n = 0; n < 40; n += 1) {
    const table = (n * 7) % 4;
    const head = heads[table] ?? 0;
    const result = append(item(table, head), 1_000, null);
    heads[table] = head + (head % 3 === 2 ? 2 : 1);
    expect(result).toMatchObject({ outcome: 'appended', version: heads[table] });
    expect(append(item(table, head), 1_000, null)).toMatchObject({ outcome: 'repeated' });
    expect(append(prepareAppend(anAppend(`table:${table}`, head)), 1_000, null)).toMatchObject({ outcome: 'conflict' });
    expect(append(item(0, 0), 1_000, null)).toMatchObject({ outcome: 'repeated' });
  }
  database.close();
});
