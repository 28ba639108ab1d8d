// `npm run try:proxy`: the set-up of compose.yaml as plain processes: Redis, two nodes, and HAProxy with deploy/haproxy.cfg.
// Plays through the proxy while a node hangs, dies and drains; prints what it saw, and ends with 1 where a promise broke.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { io } from 'socket.io-client';
import { startRedisServer } from '../server/journal/redis/redis-server.fixture.ts';
import { createRedisStore } from '../server/journal/redis.ts';
import { call, freshId, setupOf, type TestNode } from '../server/node.fixture.ts';
import { freePort, type Program, startProgram } from '../server/operations/process.fixture.ts';

const root = resolve(import.meta.dirname, '..');
const key = 'a key for this try only';
/** A hung node has to be passed over within 6 s; a client waits up to 2.5 s before it tries again. */
const hungWithinMs = 6_000;
const clientRetryMs = 2_500;

const faults: string[] = [];
const check = (ok: boolean, what: string) => {
  console.log(`${ok ? 'ok   ' : 'FAULT'} ${what}`);
  if (!ok) faults.push(what);
};
/** Answers that mean: again, in a moment. */
const passing = ['tryAgain', 'tooFast', 'busy'];
const sleep = (ms: number) => new Promise((later) => setTimeout(later, ms));

if (spawnSync('haproxy', ['-v']).status !== 0) {
  console.error('There is no haproxy on the PATH. Install it (Debian: apt-get install haproxy) and try again.');
  process.exit(1);
}

async function startProxy(nodes: Program[]): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const [a, b] = nodes.map(({ port: at }) => `127.0.0.1:${at}`);
  const child = spawn('haproxy', ['-db', '-f', join(root, 'deploy/haproxy.cfg')], {
    env: { ...process.env, PROXY_BIND: `127.0.0.1:${port}`, NODE_A: a, NODE_B: b },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { url, child };
    await sleep(100);
  }
  throw new Error(
    `the proxy never served a page: ${await fetch(url).then((answer) => answer.status, String)}\n${said}`,
  );
}

/** A client as the app is one: comes back by itself, and asks again under the same id until it is answered. */
function client(url: string, auth: object, cookie: string, transport: 'websocket' | 'polling') {
  const socket = io(url, {
    path: '/live',
    auth,
    transports: [transport],
    withCredentials: true,
    extraHeaders: { cookie },
    reconnectionDelay: 250,
    reconnectionDelayMax: clientRetryMs,
    timeout: 3_000,
    forceNew: true,
  });
  return {
    socket,
    async command(command: object): Promise<number> {
      const started = performance.now();
      const frame = { stream: 'session', commandId: freshId(), command };
      for (;;) {
        const answer = (await (socket.connected
          ? socket.timeout(1_500).emitWithAck('command', frame)
          : Promise.reject(new Error('away'))
        ).catch(() => null)) as { ok: boolean; rejection?: { code: string } } | null;
        if (answer?.ok) return performance.now() - started;
        const code = answer?.rejection?.code;
        if (code !== undefined && !passing.includes(code)) throw new Error(`refused: ${code}`);
        await sleep(100);
        if (performance.now() - started > 60_000) throw new Error('a command was never answered');
      }
    },
  };
}

async function main(): Promise<void> {
  const redis = await startRedisServer();
  const folder = mkdtempSync(join(tmpdir(), 'parley-proxy-'));
  const programs: Program[] = [];
  let proxy: ChildProcess | undefined;
  try {
    await createRedisStore({ url: redis.url });
    const environment = { REDIS_URL: redis.url, PARLEY_HOST_KEY: key, PARLEY_PROXY: '1', PARLEY_DATA: folder };
    for (let node = 0; node < 2; node += 1) programs.push(await startProgram(environment));
    await Promise.all(programs.map((program) => program.until('ready')));
    const started = await startProxy(programs);
    proxy = started.child;
    const again = ({ port }: Program) => startProgram({ ...environment, PORT: String(port) });
    await play(started.url, programs, async (program) => {
      const restarted = await again(program);
      programs.splice(programs.indexOf(program), 1, restarted);
      await restarted.until('ready');
      return restarted;
    });
  } finally {
    proxy?.kill('SIGKILL');
    for (const { child } of programs) {
      child.kill('SIGCONT');
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    }
    await redis.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function connectionsOf(program: Program): Promise<number> {
  const answer = await fetch(`${program.url}/metrics`);
  return Number(/^parley_connections (\d+)/m.exec(await answer.text())?.[1] ?? Number.NaN);
}

async function play(
  url: string,
  programs: Program[],
  startAgain: (program: Program) => Promise<Program>,
): Promise<void> {
  const through = { url } as TestNode;
  const wish = { commandId: freshId(), setup: setupOf('importheffing') };
  const refused = await call(through, '/api/sessions', wish);
  check(refused.status === 403, 'no session without the host key');
  const hosted = await call<{ sessionId: string }>(through, '/api/sessions', { ...wish, key });
  check(hosted.status === 200, 'a session is opened through the proxy');
  check((await fetch(`${url}/metrics`)).status === 404, 'figures are not for the world');

  const auth = { as: 'facilitator', sessionId: hosted.body.sessionId };
  const live = client(url, auth, hosted.cookie, 'websocket');
  const polling = client(url, auth, hosted.cookie, 'polling');
  await live.command(rules(3));
  check(true, 'a command over a WebSocket');
  for (let times = 0; times < 10; times += 1) await polling.command(rules(4 + times));
  check(polling.socket.io.engine.transport.name === 'polling', 'eleven commands over long polling, one node');

  const carrying = async () => ((await connectionsOf(programs[0] as Program)) > 0 ? 0 : 1);
  const hung = programs[await carrying()] as Program;
  hung.child.kill('SIGSTOP');
  const [a, b] = await Promise.all([live.command(rules(20)), polling.command(rules(21))]);
  check(
    Math.max(a, b) < hungWithinMs + clientRetryMs,
    `a hung node is passed over: answered after ${Math.round(a)} and ${Math.round(b)} ms`,
  );
  hung.child.kill('SIGCONT');
  await sleep(3_000);

  await kill(url, programs, { live, polling }, startAgain);
  const leaving = programs[await carrying()] as Program;
  const draining = performance.now();
  let answered = 0;
  const load = (async () => {
    while (performance.now() - draining < 6_000) {
      await live.command(rules(5 + (answered % 20)));
      answered += 1;
    }
  })();
  leaving.child.kill('SIGTERM');
  const code = await leaving.ended;
  check(
    code === 0 && performance.now() - draining < 10_000,
    `a node drains: exit ${code} after ${Math.round(performance.now() - draining)} ms`,
  );
  await load;
  check(answered > 20, `${answered} commands were answered meanwhile`);
  const page = await fetch(`${url}/host`);
  check(page.status === 200, 'pages are there with one node');
  live.socket.close();
  polling.socket.close();
}

type Players = Record<'live' | 'polling', ReturnType<typeof client>>;
const rules = (minutes: number) => ({
  type: 'changeSetup',
  setup: { ...setupOf('importheffing'), phases: phasesOf(minutes) },
});

/** SIGKILL of the node that carries somebody, and calls that come while it is gone; then it is started again. */
async function kill(
  url: string,
  programs: Program[],
  { live, polling }: Players,
  startAgain: (program: Program) => Promise<Program>,
): Promise<void> {
  const killed = programs[(await connectionsOf(programs[0] as Program)) > 0 ? 0 : 1] as Program;
  killed.child.kill('SIGKILL');
  await killed.ended;
  const calls = Array.from({ length: 40 }, async (_, index) => {
    await sleep(index * 50);
    return fetch(`${url}/api/hosting`).then(
      ({ status }) => status,
      () => 0,
    );
  });
  const [a, b] = await Promise.all([live.command(rules(30)), polling.command(rules(31))]);
  check(
    Math.max(a, b) < hungWithinMs + clientRetryMs,
    `a killed node is passed over: answered after ${Math.round(a)} and ${Math.round(b)} ms`,
  );
  const statuses = await Promise.all(calls);
  const failed = statuses.filter((status) => status !== 200);
  check(failed.length === 0, `${statuses.length} calls in the two seconds after it, ${failed.length} of them failed`);
  const restarted = await startAgain(killed);
  const began = performance.now();
  for (let tries = 0; tries < 50 && !(await servedBy(url, restarted)); tries += 1) await sleep(100);
  check(await servedBy(url, restarted), `started again it serves within ${Math.round(performance.now() - began)} ms`);
}

/** Whether a call through the proxy reaches this node: it counts the pages it was asked for. */
async function servedBy(url: string, program: Program): Promise<boolean> {
  const count = async () =>
    Number(/why="malformed"} (\d+)/.exec(await (await fetch(`${program.url}/metrics`)).text())?.[1] ?? 0);
  const before = await count();
  for (let times = 0; times < 4; times += 1) await fetch(`${url}/api/nothing-here`);
  return (await count()) > before;
}

const phasesOf = (minutes: number) => setupOf('importheffing').phases.map((phase) => ({ ...phase, minutes }));

await main();
console.log(faults.length === 0 ? '\nAll promises held.' : `\n${faults.length} broken.`);
process.exit(faults.length === 0 ? 0 : 1);
