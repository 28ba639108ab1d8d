// A bug in a rule: whoever met it is answered, the operator is told without anybody's words, and the next command works.
import { expect, test, vi } from 'vitest';
import { loggedFault } from './fault.ts';
import { type Client, order, viewOf } from './live.fixture.ts';
import { startNode } from './node.fixture.ts';
import { seatPair } from './pair.fixture.ts';
import type { TableView } from './protocol/table-view.ts';

vi.mock('./table/decide.ts', async (load) => {
  const real = await load<typeof import('./table/decide.ts')>();
  const decideTable: typeof real.decideTable = (...asked) => {
    const [, , , command] = asked;
    if (command.type === 'sendMessage' && command.text === 'trip over me')
      throw new TypeError(`guard: ${command.text}`);
    return real.decideTable(...asked);
  };
  return { ...real, decideTable };
});

test('a guard that throws is answered and told, changes nothing, and the next command works', async () => {
  const node = await startNode();
  const pair = await seatPair(node);
  const [client, other] = pair.people.map((one) => one.client) as [Client, Client];
  expect(await order(client, pair.table, { type: 'sendMessage', text: 'trip over me' })).toMatchObject({
    ok: false,
    rejection: { code: 'tryAgain', message: expect.not.stringContaining('trip') },
  });
  expect(await order(client, pair.table, { type: 'sendMessage', text: 'and on' })).toMatchObject({ ok: true });
  const { conversation } = await viewOf<TableView>(other, pair.table);
  expect(JSON.stringify(conversation)).toContain('and on');
  expect(JSON.stringify(conversation)).not.toContain('trip');
  expect(node.faults.map((fault) => (fault as Error).name)).toEqual(['TypeError']);
  expect(JSON.stringify(loggedFault(node.faults[0]))).not.toContain('trip');
  pair.end();
  await node.end();
});
