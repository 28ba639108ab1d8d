// The contract that every store keeps, as one suite: memory, SQLite and Redis run the same.
// Knows the port only; each part lies in a file of its own.

import { afterEach, beforeEach, describe } from 'vitest';
import { describeAppend } from './contract-append.ts';
import { describeBeside } from './contract-beside.ts';
import { describeIdempotency } from './contract-idempotency.ts';
import { describeLife } from './contract-life.ts';
import { describeRemoval } from './contract-removal.ts';
import type { Store } from './port.ts';

/** `open` gives a store that is empty and shared with nobody; the suite closes it. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`store contract: ${name}`, () => {
    let current: Store | null = null;
    const store = (): Store => {
      if (!current) throw new Error('no store outside a test');
      return current;
    };
    beforeEach(async () => {
      current = await open();
    });
    afterEach(async () => {
      await current?.close();
      current = null;
    });

    describeAppend(store);
    describeIdempotency(store);
    describeBeside(store);
    describeRemoval(store);
    describeLife(store);
  });
}
