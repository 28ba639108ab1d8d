// Two people at a table that bargains, to be fuzzed from one chair; thrown away after a while, as sessions are.
import { call } from '../../server/calls.fixture.ts';
import { must, order } from '../../server/live.fixture.ts';
import { type Pair, seatPair } from '../../server/pair.fixture.ts';
import type { Known } from './from-schema.ts';

export type Scene = {
  pair: Pair;
  known: Known;
  cookie: string;
  auth: object;
  /** Something sent has taken this person or session away. */
  over: boolean;
  end(): Promise<void>;
};

export async function openScene(url: string): Promise<Scene> {
  const pair = await seatPair({ url } as never);
  const [anna, bram] = pair.people;
  if (!anna || !bram) throw new Error('nobody is seated');
  const { sessionId, person, cookie } = anna.joined;
  const made = await order(bram.client, pair.table, { type: 'askFacilitator' });
  await must(Promise.resolve(made));
  const known: Known = {
    table: [(pair.table as { table: string }).table],
    tableId: [(pair.table as { table: string }).table],
    sessionId: [sessionId],
    person: [person, bram.joined.person],
    code: [pair.hosted.code],
    simulation: ['importheffing'],
  };
  return {
    pair,
    known,
    cookie,
    auth: { as: 'person', sessionId, person },
    over: false,
    async end() {
      pair.end();
      await call({ url }, '/api/sessions/delete', { sessionId }, { cookie: pair.hosted.cookie });
    },
  };
}
