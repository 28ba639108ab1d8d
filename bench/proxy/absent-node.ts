// One of the two nodes hangs, or is killed and started again: it is passed over, its connections are ended, and it is taken back.
import type { Program } from '../../server/operations/process.fixture.ts';
import { clientRetryMs, type Players, rules } from './client.ts';
import { carrying, figureOf, type Ground, sleep, statusOf } from './ground.ts';
import { check, ms, scene } from './promises.ts';

const passedOverMs = 6_000;

/** Each in its turn, so that whoever has whichever connection is met by it. */
export async function hungNodes({ nodes }: Ground, { live, polling }: Players): Promise<void> {
  for (const [index, hung] of nodes.entries()) {
    scene(`the ${index === 0 ? 'first' : 'second'} node hangs`);
    hung.child.kill('SIGSTOP');
    const hungAt = performance.now();
    const took = await Promise.all([live.command(rules(20)), polling.command(rules(21))]);
    check(
      Math.max(...took) < passedOverMs + clientRetryMs,
      `it is passed over: answered after ${took.map(ms).join(' and ')}`,
    );
    const cut = [live, polling].flatMap(({ cutAt }) => cutAt.filter((at) => at > hungAt)).map((at) => at - hungAt);
    check(
      cut.every((after) => after < passedOverMs),
      `its connections were ended, of these two: ${cut.map(ms).join(', ') || 'none'}`,
    );
    hung.child.kill('SIGCONT');
    await sleep(3_000);
  }
}

/** SIGKILL of the node that carries somebody, and calls that come while it is gone; then it is started again. */
export async function killedNode({ url, nodes, startAgain }: Ground, { live, polling }: Players): Promise<void> {
  scene('a node is killed and started again');
  const killed = await carrying(nodes);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const calls = Array.from({ length: 40 }, async (_, index) => {
    await sleep(index * 50);
    return statusOf(`${url}/api/hosting`);
  });
  const took = await Promise.all([live.command(rules(30)), polling.command(rules(31))]);
  check(
    Math.max(...took) < passedOverMs + clientRetryMs,
    `it is passed over: answered after ${took.map(ms).join(' and ')}`,
  );
  const statuses = await Promise.all(calls);
  const failed = statuses.filter((status) => status !== 200);
  check(failed.length === 0, `${statuses.length} calls in the two seconds after it, ${failed.length} of them failed`);
  const again = await startAgain(killed);
  const began = performance.now();
  for (let tries = 0; tries < 50 && !(await servedBy(url, again)); tries += 1) await sleep(100);
  check(await servedBy(url, again), `started again it serves within ${ms(performance.now() - began)}`);
}

/** Whether a call through the proxy reaches this node: it counts the calls that it did not understand. */
async function servedBy(url: string, node: Program): Promise<boolean> {
  const before = await figureOf(node, 'parley_refused_total');
  for (let times = 0; times < 4; times += 1) await statusOf(`${url}/api/nothing-here`);
  return (await figureOf(node, 'parley_refused_total')) > before;
}
