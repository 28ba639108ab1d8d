// Coming in: what anybody may ask leaves nothing behind where it is refused.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { DocumentRow } from '../journal/port.ts';
import { running, setup } from './runtime.fixture.ts';
import { newId } from './secrets.ts';

test('a session that cannot be played is refused and leaves nothing in the store', async () => {
  const memory = createMemoryStore();
  const kept: DocumentRow[] = [];
  const putDocument = (row: DocumentRow) => {
    kept.push(row);
    return memory.putDocument(row);
  };
  const { runtime } = await running({ ...memory, putDocument });
  const [read] = setup.phases;
  const phases = read ? [read] : [];
  expect(await runtime.host({ commandId: newId(), setup: { ...setup, phases } })).toMatchObject({
    ok: false,
    rejection: { code: 'malformed', field: 'setup.phases' },
  });
  expect(await runtime.host({ commandId: newId(), setup: { ...setup, simulation: 'nonsense' } })).toMatchObject({
    ok: false,
    rejection: { code: 'unknownSimulation', field: 'setup.simulation' },
  });
  expect(kept).toEqual([]);
  await runtime.stop();
});
