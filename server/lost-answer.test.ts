// An answer that comes after its sender stopped waiting is dropped together with what it carried of the stream.
// Nothing is lost by it: the next head tells, and a resume from what is held brings the rest.
import { expect, test } from 'vitest';
import { must, order, viewOf } from './live.fixture.ts';

import { nodesEach } from './nodes.fixture.ts';
import { seatPair } from './pair.fixture.ts';
import type { HeadsFrame } from './protocol/wire.ts';

const startNode = nodesEach();

test('what an unheard answer carried is told by a head within a second or two, and resumed from there', async () => {
  const node = await startNode();
  const pair = await seatPair(node);
  const [anna] = pair.people;
  if (!anna) throw new Error('nobody came');
  const { client } = anna;
  await viewOf(client, pair.table);
  // What the session's start still brings is over before anything is counted.
  const said = await must(order(client, pair.table, { type: 'sendMessage', text: 'heard' }));
  const seen = 'seen' in said ? said.seen : undefined;
  if (seen === undefined) throw new Error('the answer carried nothing');
  expect(JSON.stringify(seen.events)).toContain('"heard"');

  const told: string[] = [];
  client.on('events', (frame) => void told.push(JSON.stringify(frame)));
  const head = new Promise<HeadsFrame[number]>((found) => {
    const look = (heads: HeadsFrame = []) => {
      const ahead = heads.find(
        ({ stream, version }) => JSON.stringify(stream) === JSON.stringify(pair.table) && version > seen.version,
      );
      if (ahead) found(ahead);
    };
    client.on('heads', look);
    client.on('events', ({ heads }) => look(heads));
  });
  // Sent without anybody who waits for its answer.
  const command = { type: 'sendMessage' as const, text: 'unheard' };
  const lost = client.timeout(1).emitWithAck('command', { stream: pair.table, commandId: 'l'.repeat(22), command });
  await expect(lost).rejects.toThrow();
  expect(await head).toMatchObject({ epoch: seen.epoch, version: seen.version + 1 });
  expect(told.join()).not.toContain('"unheard"');

  const { epoch, version } = seen;
  const rest = await client.emitWithAck('resume', { stream: pair.table, epoch, version });
  expect(rest).toMatchObject({ ok: true, version: version + 1, events: [expect.anything()] });
  expect(JSON.stringify(rest)).toContain('"unheard"');
  pair.end();
});
