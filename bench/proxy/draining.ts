// One node is asked to end while tables talk: it keeps its connections until it ends them itself, over its own spread; nobody new is sent
// to it; everybody goes on at the other one, and nothing is lost.
import type { Joined } from '../../server/calls.fixture.ts';
import { asPerson } from '../../server/live.fixture.ts';
import { type Pair, seatPair } from '../../server/pair.fixture.ts';
import { openClient, type Person } from './client.ts';
import { carrying, type Ground, hostKey, sleep } from './ground.ts';
import { check, ms, scene } from './promises.ts';

const tables = 10;
/** A node waits 2.5 s for the proxy before it ends anything. */
const noticeMs = 2_300;
const newcomers = 12;

type Talker = { one: Person; pair: Pair; joined: Joined; said: string[]; slowest: number };

export async function draining({ url, nodes }: Ground): Promise<void> {
  scene(`a node drains while ${tables} tables talk`);
  const talkers = await seat(url);
  let going = true;
  const talks = talkers.map((talker, index) => talk(talker, index, () => going));
  await sleep(1_500);
  const leaving = await carrying(nodes);
  const asked = performance.now();
  leaving.child.kill('SIGTERM');
  const coming = arrive(url, talkers);
  const code = await leaving.ended;
  check(code === 0, `exit ${code} after ${ms(performance.now() - asked)}`);
  const { slowest, refused } = await coming;
  check(
    refused === 0,
    `${newcomers} who came meanwhile: ${refused} handshakes refused, the slowest in after ${ms(slowest)}`,
  );
  await sleep(2_000);
  going = false;
  await Promise.all(talks);
  endings(talkers, asked);
  await judge(url, talkers);
  for (const { one } of talkers) one.socket.close();
}

/** Two of them poll at every third table. */
async function seat(url: string): Promise<Talker[]> {
  const all: Talker[] = [];
  for (let table = 0; table < tables; table += 1) {
    const pair = await seatPair({ url, hostKey });
    pair.end();
    for (const { joined } of pair.people) {
      const { sessionId, person, cookie } = joined;
      const transport = table % 3 === 0 ? 'polling' : 'websocket';
      const one = openClient(url, { as: 'person', sessionId, person }, cookie, transport);
      all.push({ one, pair, joined, said: [], slowest: 0 });
    }
  }
  return all;
}

async function talk(talker: Talker, index: number, going: () => boolean): Promise<void> {
  for (let line = 0; going(); line += 1) {
    const text = `line ${line} of ${index}`;
    talker.said.push(text);
    const tookMs = await talker.one.command({ type: 'sendMessage', text }, talker.pair.table);
    talker.slowest = Math.max(talker.slowest, tookMs);
    await sleep(150);
  }
}

/** People who connect for the first time, one after the other over the whole drain. */
async function arrive(url: string, talkers: readonly Talker[]): Promise<{ slowest: number; refused: number }> {
  let slowest = 0;
  let refused = 0;
  for (let number = 0; number < newcomers; number += 1) {
    const { joined } = talkers[number] as Talker;
    const began = performance.now();
    const { sessionId, person, cookie } = joined;
    // As browsers do: the cookie of the node that is leaving comes with it.
    const sent = `${cookie}; PARLEY_NODE=${number % 2 === 0 ? 'a' : 'b'}`;
    const newcomer = openClient(url, { as: 'person', sessionId, person }, sent, 'websocket');
    while (newcomer.backAt.length === 0) await sleep(10);
    slowest = Math.max(slowest, performance.now() - began);
    refused += newcomer.refusedHandshakes();
    newcomer.socket.close();
    await sleep(Math.max(0, began + 350 - performance.now()));
  }
  return { slowest, refused };
}

function endings(talkers: readonly Talker[], asked: number): void {
  const moved = talkers.filter(({ one }) => one.cutAt.length > 0).map(({ one }) => one);
  const cuts = moved.map(({ cutAt }) => (cutAt[0] as number) - asked);
  const [first, last] = [Math.min(...cuts), Math.max(...cuts)];
  check(moved.length > 3 && first > noticeMs, `${moved.length} connections ended, the first after ${ms(first)}`);
  check(last - first > 100, `one after the other: the last ${ms(last - first)} after the first`);
  check(
    moved.every(({ cutAt }) => cutAt.length === 1),
    'each once',
  );
  const awayMs = moved.map(({ cutAt, backAt }) => (backAt.at(-1) as number) - (cutAt[0] as number));
  check(
    awayMs.every((away) => away > 0 && away < 3_000),
    `all are back at the other node, after ${ms(Math.max(...awayMs))} at most`,
  );
}

async function judge(url: string, talkers: readonly Talker[]): Promise<void> {
  let wrong = 0;
  for (const { joined, pair, said } of talkers) {
    const client = await asPerson({ url }, joined);
    const answer = JSON.stringify(await client.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 }));
    client.close();
    for (const text of said) if (answer.split(`"${text}"`).length !== 2) wrong += 1;
  }
  const lines = talkers.reduce((sum, { said }) => sum + said.length, 0);
  const slowest = Math.max(...talkers.map((talker) => talker.slowest));
  check(wrong === 0, `${lines} messages, ${wrong} lost or doubled; the slowest was answered after ${ms(slowest)}`);
}
