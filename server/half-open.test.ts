// A connection of which neither end hears that it is broken: it is noticed, its person fades, and who comes back misses nothing.
import { expect, test } from 'vitest';
import { startTcpProxy } from './journal/redis/tcp-proxy.fixture.ts';
import { asPerson, type Client, must, order, viewOf } from './live.fixture.ts';

import { nodesEach } from './nodes.fixture.ts';
import { seatPair } from './pair.fixture.ts';
import type { Summary } from './protocol/summaries.ts';
import type { TableView } from './protocol/table-view.ts';

const startNode = nodesEach();

test('a half-open connection is ended within the time of a ping; the other side is told, and resuming brings what was missed', async () => {
  const node = await startNode();
  const proxy = await startTcpProxy(node.port);
  const pair = await seatPair(node);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody came');
  bram.client.close();
  const far = { url: `http://127.0.0.1:${proxy.port}` };
  const lost: Client = await asPerson(far, bram.joined);
  const summaries: Summary[] = [];
  anna.client.on('summary', (summary) => summaries.push(summary));
  await viewOf<TableView>(anna.client, pair.table);
  const held = await lost.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 });
  if (!held.ok) throw new Error('no view');
  const present = async (count: number) => {
    const latest = performance.now() + 40_000;
    for (;;) {
      const last = summaries.findLast((summary) => summary.kind === 'table');
      if (last?.present.length === count) return;
      if (performance.now() > latest) throw new Error(`${count} were never present`);
      await new Promise((later) => setTimeout(later, 100));
    }
  };
  await present(2);
  proxy.swallow();
  await must(order(anna.client, pair.table, { type: 'sendMessage', text: 'are you there?' }));
  await present(1);
  proxy.mend();
  const back = await asPerson(far, bram.joined);
  const { epoch, version } = held;
  const caughtUp = await back.emitWithAck('resume', { stream: pair.table, epoch, version });
  expect(caughtUp).toMatchObject({ ok: true, epoch, version: version + 1 });
  expect(JSON.stringify(caughtUp)).toContain('are you there?');
  for (const client of [lost, back]) client.close();
  pair.end();
  await proxy.end();
});
