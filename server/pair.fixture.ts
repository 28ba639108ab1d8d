// For tests: two people who are seated at one table of a node, in the phase that is wanted, and a package to offer there.
import { type Hosted, host, type Joined, joinAs } from './calls.fixture.ts';
import { asFacilitator, asPerson, type Client, eventually, must, order, viewOf } from './live.fixture.ts';
import type { At } from './node.fixture.ts';
import type { LobbyView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';
import type { StreamName } from './protocol/wire.ts';

export type Pair = {
  hosted: Hosted;
  facilitator: Client;
  people: { joined: Joined; client: Client }[];
  table: StreamName & object;
  end(): void;
};

/** Two people at one table that talks by chat, in the phase asked for; `people` in the order of the case's roles. */
export async function seatPair(
  node: At,
  until: 'seated' | 'read' | 'prepare' | 'bargain' = 'bargain',
  simulation = 'importheffing',
): Promise<Pair> {
  const hosted = await host(node, simulation);
  const facilitator = await asFacilitator(node, hosted);
  const joined = [await joinAs(node, hosted.code, 'Anna'), await joinAs(node, hosted.code, 'Bram')];
  const clients = await Promise.all(joined.map((one) => asPerson(node, one)));
  for (const client of clients) await must(order(client, 'session', { type: 'clearRules' }));
  await must(order(facilitator, 'session', { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' }));
  for (const kind of ['read', 'prepare', 'bargain'] as const) {
    if (until === 'seated') break;
    await must(order(facilitator, 'session', { type: 'startPhase', kind }));
    if (kind === until) break;
  }
  const lobby = await eventually(async () => {
    const view = await viewOf<LobbyView>(clients[0] as Client, 'session');
    return view.tables.length > 0 ? view : null;
  });
  const table = { table: lobby.tables[0]?.tableId ?? '' };
  const seats = await eventually(async () => {
    const answer = await (clients[0] as Client).emitWithAck('resume', { stream: table, epoch: '', version: 0 });
    const view = answer.ok && 'view' in answer ? (answer.view as TableView) : null;
    return view && (until === 'seated' || view.phase?.kind === until) ? view : null;
  });
  const people = seats.seats.map(({ holders }) => {
    const index = joined.findIndex(({ person }) => person === holders[0]?.person);
    return { joined: joined[index] as Joined, client: clients[index] as Client };
  });
  return {
    hosted,
    facilitator,
    people,
    table,
    end: () => [facilitator, ...clients].forEach((client) => void client.close()),
  };
}

/** A whole package of a case: the choice at `index` of every issue, or the nearest there is. */
export function packageAt(view: Pick<TableView, 'case'>, index: number): Record<string, string | number> {
  return Object.fromEntries(
    view.case.issues.map((issue) => {
      if ('range' in issue)
        return [issue.id, Math.min(issue.range.max, issue.range.min + index * (issue.range.step ?? 1))];
      return [issue.id, (issue.options[Math.min(index, issue.options.length - 1)] ?? issue.options[0])?.id ?? ''];
    }),
  );
}
