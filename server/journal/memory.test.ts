// The memory store keeps the contract of every store.

import { expect, test } from 'vitest';
import { describeStore } from './contract.ts';
import { anAppend, appended } from './contract-sample.ts';
import { createMemoryStore } from './memory.ts';

describeStore('memory', async () => createMemoryStore());

test('the memory store takes its time from the clock handed in', async () => {
  let time = 1000;
  const store = createMemoryStore({ now: () => time });
  expect(await store.now()).toBe(1000);
  time = 2000;
  expect((await appended(store, anAppend('table:1', 0))).at).toBe(2000);
  expect(await store.beat()).toBeNull();
  time = 3000;
  expect(await store.beat()).toBe(2000);
});
