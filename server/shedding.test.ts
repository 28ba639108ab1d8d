// A store that is slow, people who come in one stroke, and a table that talks: newcomers are told to wait, the table is not.
import { expect, test } from 'vitest';
import { call, freshId, host, joinAs } from './calls.fixture.ts';
import { measureLoad } from './gate/load.ts';
import { createMemoryStore } from './journal/memory.ts';
import type { Store } from './journal/port.ts';
import { type Client, eventually, order } from './live.fixture.ts';
import type { TestNode } from './node.fixture.ts';
import { nodesEach } from './nodes.fixture.ts';
import { type Pair, seatPair } from './pair.fixture.ts';

const startNode = nodesEach();
let node: TestNode;

const appendMs = 40;
const later = (ms: number) => new Promise((passed) => setTimeout(passed, ms));

/** As a bad disk: one append after the other, each of them slow. */
function slowDisk(store: Store): Store {
  let line: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    append(item) {
      const written = line.then(() => later(appendMs)).then(() => store.append(item));
      line = written.catch(() => undefined);
      return written;
    },
  };
}

const median = (times: number[]): number => [...times].sort((one, other) => one - other)[times.length >> 1] ?? 0;

/** Says one thing after the other for so long; how long each took, ms. */
async function talk(client: Client, { table }: Pair, ms: number): Promise<number[]> {
  const times: number[] = [];
  for (const until = performance.now() + ms; performance.now() < until; ) {
    const began = performance.now();
    expect(await order(client, table, { type: 'sendMessage', text: 'still here' })).toMatchObject({ ok: true });
    times.push(performance.now() - began);
  }
  return times;
}

test('200 people knock while the store is slow: most are told how long to wait, and the table talks on', {
  timeout: 60_000,
}, async () => {
  node = await startNode({ store: slowDisk(createMemoryStore()), load: measureLoad() });
  const pair = await seatPair(node);
  const talker = pair.people[0]?.client as Client;
  const halls: string[] = [];
  for (let hall = 0; hall < 8; hall += 1) halls.push((await host(node)).code);
  const resting = median(await talk(talker, pair, 700));

  const knocking = Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      call<{ rejection?: { code: string; waitSeconds: number } }>(node, '/api/join', {
        commandId: freshId(),
        code: halls[index % halls.length],
        name: `Person ${index}`,
        department: null,
        language: 'nl',
        place: 'room',
      }),
    ),
  );
  const meanwhile = median(await talk(talker, pair, 3_000));
  const replies = await knocking;
  const told = replies.filter(({ status }) => status === 503);
  expect(told.length).toBeGreaterThan(100);
  for (const { body, retryAfter } of told)
    expect(body.rejection).toMatchObject({ code: 'busy', waitSeconds: retryAfter });
  expect(replies.filter(({ status }) => status === 200).length).toBe(200 - told.length);
  expect(replies.length).toBeGreaterThan(told.length);
  expect(meanwhile).toBeLessThan(2 * resting);

  // Who comes back finds room.
  await eventually(async () => (await joinAs(node, halls[0] as string, 'Patience')).person ?? null);
  pair.end();
});
