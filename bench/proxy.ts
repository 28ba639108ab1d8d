// `npm run try:proxy`: the set-up of compose.yaml as plain processes: Redis, two nodes, and HAProxy with deploy/haproxy.cfg.
// Plays through the proxy while Redis hangs, a node loses it, hangs, dies and drains; prints what it saw, ends with 1 where a promise broke.
import { spawnSync } from 'node:child_process';
import { call, freshId, setupOf } from '../server/calls.fixture.ts';
import { seatPair } from '../server/pair.fixture.ts';
import { hungNodes, killedNode } from './proxy/absent-node.ts';
import { openClient, rules } from './proxy/client.ts';
import { draining } from './proxy/draining.ts';
import { type Ground, hostKey, sleep, startGround, statusOf } from './proxy/ground.ts';
import { hungStore } from './proxy/hung-store.ts';
import { pollingStays } from './proxy/polling.ts';
import { check, scene, verdict } from './proxy/promises.ts';
import { strandedNode } from './proxy/stranded-node.ts';

const found = spawnSync('haproxy', ['-v'], { encoding: 'utf8' });
if (found.status !== 0) {
  console.error('There is no haproxy on the PATH. Install it (Debian: apt-get install haproxy) and try again.');
  process.exit(1);
}
console.log(found.stdout.split('\n')[0]);

const ground = await startGround();
try {
  await play(ground);
} finally {
  await ground.end();
}
process.exit(verdict());

async function play(on: Ground): Promise<void> {
  const { url } = on;
  scene('one session');
  const wish = { commandId: freshId(), setup: setupOf('importheffing') };
  check((await call({ url }, '/api/sessions', wish)).status === 403, 'no session without the host key');
  const hosted = await call<{ sessionId: string }>({ url }, '/api/sessions', { ...wish, key: hostKey });
  check(hosted.status === 200, 'a session is opened through the proxy');
  check((await statusOf(`${url}/metrics`)) === 404, 'figures are not for the world');
  const auth = { as: 'facilitator', sessionId: hosted.body.sessionId };
  const live = openClient(url, auth, hosted.cookie, 'websocket');
  const polling = openClient(url, auth, hosted.cookie, 'polling');
  await Promise.all([live.command(rules(3)), polling.command(rules(4))]);
  check(true, 'a command over a WebSocket, and one over long polling');

  await pollingStays(on, auth, hosted.cookie);
  const pair = await seatPair({ url, hostKey });
  pair.end();
  await hungStore(on, { live, polling }, pair);
  await strandedNode(on, auth, hosted.cookie);
  await hungNodes(on, { live, polling });
  await killedNode(on, { live, polling });
  live.socket.close();
  polling.socket.close();
  await sleep(500);
  await draining(on);
  check((await statusOf(`${url}/host`)) === 200, 'pages are there with one node');
}
