// References become words, and nothing else does.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import { joinTexts } from './texts.ts';

test('a text is joined to its reference, null where it was erased; a package with an issue called "ref" stays as it is', async () => {
  const store = createMemoryStore();
  await store.append({
    stream: 'session:s',
    expectedVersion: 0,
    facts: ['opened'],
    texts: [{ ref: 'name:anna', author: 'anna', text: 'Anna' }],
    idempotency: { seatId: 'anna', commandId: 'command', payloadHash: 'x', ack: null },
  });
  const view = { name: { ref: 'name:anna' }, gone: [{ ref: 'name:bram' }], package: { ref: 'gold' } };
  const joined = await joinTexts(store, view);
  expect(joined).toEqual({
    name: { ref: 'name:anna', text: 'Anna' },
    gone: [{ ref: 'name:bram', text: null }],
    package: { ref: 'gold' },
  });
  // What has nothing to join is not copied, and what is shared with others is not written to.
  expect(joined.package).toBe(view.package);
  expect(view.name).toEqual({ ref: 'name:anna' });
});
