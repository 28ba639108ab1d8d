// The clock of the only machine jumps under a real node over SQLite while people are at their table: nobody is cut off, no
// deadline is taken from anybody, and what happened stays in order.
import { expect, test } from 'vitest';
import { type Client, eventually, must, order, viewOf } from './live.fixture.ts';

import { nodesEach } from './nodes.fixture.ts';
import { seatPair } from './pair.fixture.ts';
import type { ConsoleView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';

const hour = 3_600_000;

const startNode = nodesEach();

test('an hour ahead and back again: deadlines move with the way ahead, the table talks on, and ending it works at once', async () => {
  let ahead = 0;
  const node = await startNode({ now: () => Date.now() + ahead });
  const pair = await seatPair(node);
  const [anna, bram] = pair.people.map(({ client }) => client) as [Client, Client];
  const seen = (client: Client) => viewOf<TableView>(client, pair.table);
  const before = (await seen(anna)).phase?.deadline ?? 0;
  ahead = hour;
  await must(order(anna, pair.table, { type: 'sendMessage', text: 'an hour later' }));
  const moved = await eventually(async () => {
    const { phase, stage } = await seen(bram);
    return phase?.deadline !== before ? { deadline: phase?.deadline ?? 0, stage } : null;
  });
  expect(moved.stage).toBe('bargaining');
  expect(moved.deadline - before).toBeGreaterThanOrEqual(hour - 1_000);
  const told = () => viewOf<ConsoleView>(pair.facilitator, 'session');
  expect((await told()).outages).toHaveLength(1);

  ahead = 0;
  await must(order(bram, pair.table, { type: 'sendMessage', text: 'and back' }));
  await new Promise((later) => setTimeout(later, 1_500));
  // Nobody lost a minute: it ends when that time is reached again, or when the facilitator says so.
  expect((await seen(anna)).phase?.deadline).toBe(moved.deadline);
  expect((await told()).outages).toHaveLength(1);
  const texts = (await seen(anna)).conversation.map(
    (entry) => /an hour later|and back/.exec(JSON.stringify(entry))?.[0],
  );
  expect(texts.filter(Boolean)).toEqual(['an hour later', 'and back']);
  await must(order(pair.facilitator, 'session', { type: 'endPhase' }));
  await eventually(async () => ((await seen(anna)).stage === 'notAgreed' ? true : null));
  expect([anna, bram].every(({ connected }) => connected)).toBe(true);
  pair.end();
});
