// One of two nodes over one Redis is asked to end, or killed, while ten tables talk on both: every acknowledged message is read back
// through the other node, once, and what was not answered is sent again there under its id.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshId, type Joined } from '../calls.fixture.ts';
import { type RedisServer, startRedisServer } from '../journal/redis/redis-server.fixture.ts';
import { createRedisStore } from '../journal/redis.ts';
import { asPerson, type Client, viewOf } from '../live.fixture.ts';
import { type Pair, seatPair } from '../pair.fixture.ts';
import type { TableView } from '../protocol/table-view.ts';
import { type Program, startProgram } from './process.fixture.ts';

const hostKey = 'a key for this test only';
const tables = 10;
let redis: RedisServer;
let programs: Program[];
const open: { close(): void }[] = [];
beforeAll(async () => {
  redis = await startRedisServer();
  await createRedisStore({ url: redis.url });
});
afterAll(() => redis.end());
beforeEach(async () => {
  const environment = { REDIS_URL: redis.url, PARLEY_HOST_KEY: hostKey };
  programs = await Promise.all([startProgram(environment), startProgram(environment)]);
  await Promise.all(programs.map((program) => program.until('listening')));
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  for (const { child, ended } of programs) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  }
});

const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));
const at = ({ url, port }: Program) => ({ url, port, hostKey });
type Said = { text: string; commandId: string; acknowledged: boolean };
type Talker = { joined: Joined; pair: Pair; client: Client; said: Said[] };

const send = (client: Client, { table }: Pair, { commandId, text }: Said) =>
  client.timeout(3_000).emitWithAck('command', { stream: table, commandId, command: { type: 'sendMessage', text } });

/** Says one line after the other until told to stop, or cut off. */
async function talk({ client, pair, said }: Talker, going: () => boolean): Promise<void> {
  for (let line = 0; going() && client.connected; line += 1) {
    const one = { text: `line ${line} of ${client.id}`, commandId: freshId(), acknowledged: false };
    said.push(one);
    const answer = await send(client, pair, one).catch(() => null);
    one.acknowledged = answer?.ok === true;
    await pause(90);
  }
}

/** Ten tables opened on the first node; one half of each moves to the second. */
async function talkers(one: Program, two: Program): Promise<Talker[]> {
  const all: Talker[] = [];
  for (let table = 0; table < tables; table += 1) {
    const pair = await seatPair(at(one));
    open.push({ close: pair.end });
    const [anna, bram] = pair.people;
    if (!anna || !bram) throw new Error('nobody came');
    bram.client.close();
    const client = await asPerson(at(two), bram.joined);
    open.push(client);
    all.push({ joined: anna.joined, pair, client: anna.client, said: [] });
    all.push({ joined: bram.joined, pair, client, said: [] });
  }
  return all;
}

/** How many were acknowledged. Everybody who was on the node that went comes to the other, sends what was not answered again, and looks. */
async function judge(all: Talker[], left: Program): Promise<number> {
  for (const talker of all) {
    const { pair, joined, said } = talker;
    const client = talker.client.connected ? talker.client : await asPerson(at(left), joined);
    open.push(client);
    for (const one of said.filter(({ acknowledged }) => !acknowledged)) {
      expect(await send(client, pair, one)).toMatchObject({ ok: true });
    }
    const view = JSON.stringify(await viewOf<TableView>(client, pair.table));
    for (const { text } of said) expect(view.split(`"${text}"`).length - 1, text).toBe(1);
  }
  return all.flatMap(({ said }) => said.filter(({ acknowledged }) => acknowledged)).length;
}

test.each([
  ['asked to end (SIGTERM)', 'SIGTERM', 0],
  ['killed (SIGKILL)', 'SIGKILL', null],
] as const)(
  'one of two nodes is %s under load: nothing acknowledged is lost, nothing is there twice',
  async (_, signal, code) => {
    const [one, two] = programs as [Program, Program];
    const all = await talkers(one, two);
    let going = true;
    const talks = all.map((talker) => talk(talker, () => going));
    await pause(1_500);
    const asked = performance.now();
    one.child.kill(signal);
    expect(await one.ended).toBe(code);
    expect(performance.now() - asked).toBeLessThan(10_000);
    await pause(500);
    going = false;
    await Promise.all(talks);
    const acknowledged = await judge(all, two);
    expect(acknowledged).toBeGreaterThan(100);
    if (signal === 'SIGTERM') expect(one.turns()).toEqual(expect.arrayContaining(['draining', 'stopped']));
  },
  90_000,
);
