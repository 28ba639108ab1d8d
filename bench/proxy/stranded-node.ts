// Redis is there, but the first node finds it no more: who comes with that node's cookie is served by the other one, and whom it has it sends there.
import { openClient, rules } from './client.ts';
import { figureOf, type Ground, sleep, statusOf } from './ground.ts';
import { check, ms, scene } from './promises.ts';

const each = 4;
/** The proxy asks each second. */
const noticedMs = 3_000;
/** The node waits ten seconds, and sends them on over three. */
const sentOnMs = 16_000;
const servedMs = 3_000;

export async function strandedNode({ url, way, nodes }: Ground, auth: object, cookie: string): Promise<void> {
  scene('the first node loses Redis, the second has it');
  const [first] = nodes as [Ground['nodes'][number]];
  // Those without a cookie of the proxy are spread over both.
  const people = [...'wwwwpppp'].map((how) => openClient(url, auth, cookie, how === 'w' ? 'websocket' : 'polling'));
  await Promise.all(people.map((one, index) => one.command(rules(40 + index))));
  const carried = await figureOf(first, 'parley_connections');
  way.cut();
  const cutAt = performance.now();
  await until(noticedMs, async () => (await statusOf(`${first.url}/readyz`)) === 503);
  await sleep(Math.max(0, cutAt + noticedMs - performance.now()));
  await comers(url, auth, cookie);
  await until(sentOnMs, async () => (await figureOf(first, 'parley_connections')) === 0);
  const left = await figureOf(first, 'parley_connections');
  check(
    carried > 1 && left === 0,
    `whom it had it sent on: ${carried} connections, ${left} left after ${ms(performance.now() - cutAt)}`,
  );
  const took = await Promise.all(people.map((one, index) => one.command(rules(50 + index))));
  check(Math.max(...took) < servedMs + 2_500, `all are served by the other: after ${ms(Math.max(...took))} at most`);
  check(
    people.every((one) => one.cutAt.length <= 1),
    'nobody was cut off twice',
  );
  way.mend();
  await until(20_000, async () => (await statusOf(`${first.url}/readyz`)) === 200);
  check((await statusOf(`${first.url}/readyz`)) === 200, 'its way mended, the first is ready again');
  for (const { socket } of people) socket.close();
}

/** As a page that is loaded again: with the cookie that names the first node. */
async function comers(url: string, auth: object, cookie: string): Promise<void> {
  const sent = `PARLEY_NODE=a; ${cookie}`;
  const handshake = await fetch(`${url}/live/?EIO=4&transport=polling`, { headers: { cookie: sent } });
  const given = handshake.headers.get('set-cookie')?.split(';')[0];
  check(
    handshake.status === 200 && given === 'PARLEY_NODE=b',
    `who comes to poll with its cookie is given ${given ?? 'no other'}`,
  );
  const came = Array.from({ length: each }, () => openClient(url, auth, sent, 'websocket'));
  const took = await Promise.all(came.map((one, index) => one.command(rules(60 + index))));
  check(
    Math.max(...took) < servedMs,
    `${each} more come with it: a command of each was done after ${ms(Math.max(...took))} at most`,
  );
  for (const { socket } of came) socket.close();
}

async function until(withinMs: number, look: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end && !(await look()); ) await sleep(100);
}
