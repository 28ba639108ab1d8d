// A Redis without room, seen by the people on two real nodes.
import { expect, test } from 'vitest';
import { inTime, scenes, seen, typeOf } from './apart.fixture.ts';
import { freshId } from './calls.fixture.ts';

const { apart } = scenes();

test('Redis is out of memory: what is said is answered "try again" and not half done, reading goes on, and with room it goes once', async () => {
  const { ground, pair, anna, bram } = await apart();
  const refused = { ok: false, rejection: { code: 'tryAgain' } };
  await ground.redis?.command('CONFIG', 'SET', 'maxmemory', '1');
  const frame = { stream: pair.table, commandId: freshId(), command: { type: 'sendMessage', text: 'is there room?' } };
  for (const client of [anna, bram]) expect(await client.emitWithAck('command', frame as never)).toMatchObject(refused);
  const note = { stream: pair.table, key: 'limit' as const, text: 'forty', revision: 1 };
  expect(await anna.emitWithAck('note', note)).toMatchObject(refused);
  const meanwhile = await seen(bram, pair);
  expect(meanwhile.stage).toBe('bargaining');
  expect(JSON.stringify(meanwhile.conversation)).not.toContain('room?');

  await ground.redis?.command('CONFIG', 'SET', 'maxmemory', '0');
  await inTime(10_000, async () => ((await anna.emitWithAck('command', frame as never)).ok ? true : null));
  const arrived = async () => (JSON.stringify((await seen(bram, pair)).conversation).includes('room?') ? true : null);
  await inTime(10_000, arrived);
  expect((await ground.facts()).filter((fact) => typeOf(fact) === 'messageSent')).toHaveLength(1);
});
