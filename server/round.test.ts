// A whole round over real sockets: from seating to the debrief, across restarts, pauses and an outage; and the end of a session.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scoreAgreement } from '../simulations/score.ts';
import { call, freshId, host, joinAs } from './calls.fixture.ts';
import { asFacilitator, asPerson, type Client, eventually, must, order, viewOf } from './live.fixture.ts';
import { library, startNode, type TestNode } from './node.fixture.ts';
import { nodesEach } from './nodes.fixture.ts';
import { type Pair, packageAt, seatPair } from './pair.fixture.ts';
import type { ConsoleView, LobbyView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';

const node = nodesEach();

const tableOf = (client: Client, { table }: Pair) => viewOf<TableView>(client, table);
const clientsOf = (pair: Pair) => pair.people.map(({ client }) => client) as [Client, Client];

/** One side offers the package at `index`, the other accepts, both sign. */
async function agree(pair: Pair, index: number): Promise<Record<string, string | number>> {
  const [one, other] = clientsOf(pair);
  const offered = packageAt(await tableOf(one, pair), index);
  const made = await must(order(one, pair.table, { type: 'makeOffer', package: offered, beside: false }));
  const offerId = 'id' in made ? made.id : '';
  await must(order(other, pair.table, { type: 'acceptOffer', offerId }));
  for (const client of [one, other]) await must(order(client, pair.table, { type: 'signAgreement', offerId }));
  return offered;
}

const scales = {
  outcomeContent: 6,
  outcomeInterests: 5,
  selfPrepared: 4,
  selfCalm: 5,
  processHeard: 7,
  processFair: 6,
  relationAgain: 6,
  relationTrust: 5,
};

describe('a round', () => {
  test('goes from seating to every step of the debrief, with figures that the case says', async () => {
    const pair = await seatPair(await node());
    const [one, other] = clientsOf(pair);
    const offered = await agree(pair, 2);
    await eventually(async () => {
      const { rounds } = await viewOf<ConsoleView>(pair.facilitator, 'session');
      return rounds[0]?.tables[0]?.settled?.agreed ? true : null;
    });
    await must(order(pair.facilitator, 'session', { type: 'startPhase', kind: 'reflect' }));
    await eventually(async () => ((await tableOf(one, pair)).phase?.kind === 'reflect' ? true : null));
    for (const [client, note] of [
      [one, 'my own note'],
      [other, 'the other note'],
    ] as const) {
      await must(
        order(client, pair.table, {
          type: 'submitReflection',
          reflection: { scales, guess: ['price', 'duty'], note },
        }),
      );
    }
    await must(order(pair.facilitator, 'session', { type: 'startPhase', kind: 'debrief' }));
    const opened = (await library()).byId('importheffing');
    const scored = opened && scoreAgreement(opened.analysis, offered);
    if (!scored?.ok) throw new Error('the case or the package is missing');
    const { score } = scored;
    for (const step of ['deals', 'together', 'interests', 'better', 'share', 'allTables'] as const) {
      await must(order(pair.facilitator, 'session', { type: 'openDebriefStep', step }));
    }
    const view = await eventually(async () => {
      const seen = await tableOf(one, pair);
      return seen.debrief.length === 6 ? seen : null;
    });
    const together = view.debrief.find(({ step }) => step === 'together');
    expect(together).toMatchObject({ together: { created: score.created, efficiency: score.efficiency } });
    const role = view.viewer.kind === 'seat' ? view.viewer.role : '';
    const claimed = score.claimed.find((claim) => claim.role === role);
    const share = view.debrief.find(({ step }) => step === 'share');
    expect(share).toMatchObject({
      share: { points: claimed?.points, surplusPoints: claimed?.surplusPoints, share: claimed?.share },
    });
    expect(JSON.stringify(view)).toContain('my own note');
    expect(JSON.stringify(view)).not.toContain('the other note');
    pair.end();
  });

  test('a second round gives new tables and swaps the roles of the same pair', async () => {
    const pair = await seatPair(await node());
    await agree(pair, 2);
    await eventually(async () =>
      (await viewOf<ConsoleView>(pair.facilitator, 'session')).rounds[0]?.tables[0]?.settled ? true : null,
    );
    await must(order(pair.facilitator, 'session', { type: 'nextRound' }));
    await must(
      order(pair.facilitator, 'session', {
        type: 'seatEveryone',
        mix: 'random',
        oddAs: 'observer',
        pairs: 'swapRoles',
      }),
    );
    const { rounds } = await viewOf<ConsoleView>(pair.facilitator, 'session');
    const holders = (round: number) => rounds[round]?.tables[0]?.seats.map((seat) => seat.holders[0]);
    expect(rounds).toHaveLength(2);
    expect(holders(1)).toEqual(holders(0)?.toReversed());
    pair.end();
  });

  test('whoever is seated finds the table at once, also before the table itself has heard of it', async () => {
    const started = await node();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const hosted = await host(started);
      const facilitator = await asFacilitator(started, hosted);
      const clients = await Promise.all(
        ['Anna', 'Bram'].map(async (name) => asPerson(started, await joinAs(started, hosted.code, name))),
      );
      for (const client of clients) await viewOf<LobbyView>(client, 'session');
      const seated = clients.map(async (client) => {
        const table = await new Promise<string>((told) => {
          client.on('events', ({ events }) => {
            for (const event of events) {
              if (event.type === 'lobbyChanged' && event.changed.tables?.[0]) told(event.changed.tables[0].tableId);
            }
          });
        });
        return client.emitWithAck('resume', { stream: { table }, epoch: '', version: 0 });
      });
      await must(
        order(facilitator, 'session', { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' }),
      );
      for (const answer of await Promise.all(seated))
        expect(answer).toMatchObject({ ok: true, view: { stage: 'waiting' } });
      for (const client of [facilitator, ...clients]) client.close();
    }
  });

  test('a person without a table is offered a chair beside a seat and takes it', async () => {
    const started = await node();
    const pair = await seatPair(started);
    const late = await joinAs(started, pair.hosted.code, 'Late');
    const client = await asPerson(started, late);
    await must(order(client, 'session', { type: 'clearRules' }));
    expect((await viewOf<LobbyView>(client, 'session')).late).toBe(true);
    const role = (await tableOf(clientsOf(pair)[0], pair)).seats[0]?.role ?? '';
    await must(
      order(pair.facilitator, 'session', {
        type: 'offerChair',
        person: late.person,
        tableId: pair.table.table,
        chair: { kind: 'seat', role },
      }),
    );
    await must(order(client, 'session', { type: 'takeChair' }));
    const view = await eventually(async () => {
      const answer = await client.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 });
      return answer.ok && 'view' in answer ? (answer.view as TableView) : null;
    });
    expect(view.viewer).toMatchObject({ kind: 'seat', role });
    expect(view.instructions?.role).toBe(role);
    client.close();
    pair.end();
  });
});

describe('what was acknowledged survives', () => {
  test('a node that ends in the middle: offers, messages, notes and the clock are there again', async () => {
    const first = await startNode();
    const pair = await seatPair(first);
    const [one] = clientsOf(pair);
    const before = await tableOf(one, pair);
    await must(order(one, pair.table, { type: 'makeOffer', package: packageAt(before, 1), beside: false }));
    await must(order(one, pair.table, { type: 'sendMessage', text: 'still here?' }));
    await must(one.emitWithAck('note', { stream: pair.table, key: 'target', text: 'fifty points', revision: 3 }));
    const kept = await tableOf(one, pair);
    pair.end();
    await first.close();

    const second = await node({ folder: first.folder });
    const again = await asPerson(second, pair.people[0]?.joined as never);
    const answer = await again.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 });
    expect(answer).toMatchObject({
      ok: true,
      view: kept,
      documents: [{ key: 'target', text: 'fifty points', revision: 3 }],
    });
    again.close();
  });

  test('an outage moves the deadline by as long as nothing ran, and the facilitator is told', async () => {
    let ahead = 0;
    const now = () => Date.now() + ahead;
    const first = await startNode({ now });
    const pair = await seatPair(first);
    const before = await tableOf(clientsOf(pair)[0], pair);
    await new Promise((beaten) => setTimeout(beaten, 1_300));
    pair.end();
    await first.close();

    ahead = 3_600_000;
    const second = await node({ folder: first.folder, now });
    const again = await asPerson(second, pair.people[0]?.joined as never);
    const moved = await eventually(async () => {
      const view = await viewOf<TableView>(again, pair.table);
      return view.phase?.deadline !== before.phase?.deadline ? view : null;
    });
    expect(moved.stage).toBe('bargaining');
    const shift = (moved.phase?.deadline ?? 0) - (before.phase?.deadline ?? 0);
    expect(shift).toBeGreaterThan(3_595_000);
    expect(shift).toBeLessThan(3_620_000);
    const facilitator = await asFacilitator(second, pair.hosted);
    const { outages } = await viewOf<ConsoleView>(facilitator, 'session');
    expect(outages).toHaveLength(1);
    expect(outages[0]?.lastedMs).toBe(shift);
    facilitator.close();
    again.close();
  });

  test('a pause holds the clock, more time moves it, and the deadline takes effect by itself', async () => {
    let ahead = 0;
    const started = await node({ now: () => Date.now() + ahead });
    const pair = await seatPair(started);
    const [one] = clientsOf(pair);
    /** Small steps, so that no step looks like an outage: a command waits for the clock to have ticked, however busy the machine. */
    const pass = async (ms: number) => {
      for (let done = 0; done < ms; done += 4_000) {
        ahead += 4_000;
        await order(one, pair.table, { type: 'endBreak' });
        await new Promise((credit) => setTimeout(credit, 90));
      }
    };
    await must(order(pair.facilitator, 'session', { type: 'pause', tableId: null }));
    await eventually(async () => ((await tableOf(one, pair)).clock.paused ? true : null));
    const refused = await order(one, pair.table, { type: 'sendMessage', text: 'psst' });
    expect(refused).toMatchObject({ ok: false, rejection: { code: 'paused' } });
    await pass(140_000);
    expect((await tableOf(one, pair)).stage).toBe('bargaining');
    await must(order(pair.facilitator, 'session', { type: 'resume', tableId: null }));
    await must(order(pair.facilitator, 'session', { type: 'addTime', minutes: 1 }));
    const { deadline } = await eventually(async () => {
      const { clock, phase } = await tableOf(one, pair);
      return !clock.paused && (phase?.deadline ?? 0) > Date.now() + ahead + 150_000 ? phase : null;
    });
    expect((deadline ?? 0) - (Date.now() + ahead)).toBeGreaterThan(170_000);
    await pass(184_000);
    const ended = await tableOf(one, pair);
    expect(ended.outcome).toMatchObject({ agreed: false, why: 'timeUp', at: deadline });
    expect((await viewOf<ConsoleView>(pair.facilitator, 'session')).outages).toEqual([]);
    pair.end();
  });
});

describe('the end of a session', () => {
  test('deleting it ends every connection and leaves no trace in the files', async () => {
    const started = await startNode();
    const pair = await seatPair(started);
    const [one] = clientsOf(pair);
    await must(order(one, pair.table, { type: 'sendMessage', text: 'Zwaluwstaartverbinding' }));
    const gone = new Promise((told) => one.once('gone', told));
    const { status } = await call(
      started,
      '/api/sessions/delete',
      { sessionId: pair.hosted.sessionId },
      { cookie: pair.hosted.cookie },
    );
    expect(status).toBe(200);
    expect(await gone).toEqual({ why: 'sessionDeleted' });
    await expect(asPerson(started, pair.people[0]?.joined as never)).rejects.toThrow('notAllowed');
    pair.end();
    await started.close();
    const files = readdirSync(started.folder).map((name) => readFileSync(join(started.folder, name)));
    for (const canary of ['Zwaluwstaartverbinding', 'Anna', pair.hosted.sessionId]) {
      expect(files.some((file) => file.includes(canary))).toBe(false);
    }
    await (await startNode({ folder: started.folder })).end();
  });

  test('a person who erases themselves leaves a table that still folds', async () => {
    const started = await node();
    const pair = await seatPair(started);
    const [one, other] = clientsOf(pair);
    await must(order(one, pair.table, { type: 'sendMessage', text: 'my words' }));
    const { sessionId, person, cookie } = pair.people[0]?.joined ?? { sessionId: '', person: '', cookie: '' };
    expect((await call(started, '/api/people/erase', { sessionId, person }, { cookie })).status).toBe(200);
    const view = await tableOf(other, pair);
    expect(JSON.stringify(view)).not.toContain('my words');
    expect(view.conversation[0]).toMatchObject({ kind: 'message', words: { text: null } });
    pair.end();
  });
});

describe('links', () => {
  const link = async (started: TestNode, kind: string, who: { sessionId: string; cookie: string; person?: string }) => {
    const { body } = await call<{ path?: string }>(
      started,
      '/api/links',
      { kind, sessionId: who.sessionId, person: who.person ?? null },
      { cookie: who.cookie },
    );
    return body.path?.split('#')[1] ?? '';
  };
  const use = (started: TestNode, secret: string) =>
    call<{ kind?: string; sessionId: string; person: string }>(started, '/api/links/exchange', { secret });

  test('a link that moves a person works once, and ends the device before', async () => {
    const started = await node();
    const { code } = await host(started);
    const anna = await joinAs(started, code, 'Anna');
    const secret = await link(started, 'move', anna);
    const before = await asPerson(started, anna);
    const gone = new Promise((told) => before.once('gone', told));
    const moved = await use(started, secret);
    expect(moved.body).toMatchObject({ kind: 'person', person: anna.person });
    expect(await gone).toEqual({ why: 'revoked' });
    (await asPerson(started, { ...anna, cookie: moved.cookie })).close();
    expect((await use(started, secret)).status).toBe(403);
  });

  test('the facilitator’s link holds until it is revoked, and revoking ends other consoles', async () => {
    const started = await node();
    const hosted = await host(started);
    const secret = await link(started, 'facilitator', hosted);
    const elsewhere = await asFacilitator(started, { ...hosted, cookie: (await use(started, secret)).cookie });
    expect((await use(started, secret)).body.kind).toBe('facilitator');
    const gone = new Promise((told) => elsewhere.once('gone', told));
    expect(
      (await call(started, '/api/links/revoke', { sessionId: hosted.sessionId }, { cookie: hosted.cookie })).status,
    ).toBe(200);
    expect(await gone).toEqual({ why: 'revoked' });
    expect((await use(started, secret)).status).toBe(403);
    (await asFacilitator(started, hosted)).close();
  });

  test('a made-up secret says nothing', async () => {
    expect((await use(await node(), freshId())).status).toBe(403);
  });
});
