// A small TCP proxy with health checks, in place of HAProxy and with the rules of deploy/haproxy.cfg: asks each node's /readyz, leaves out
// and cuts off what does not answer; what is not ready keeps whom it has. `npm run try:proxy` sees these rules in the real one.
// Keeps the client's source address on the loopback, so that the node's limits see many places.
import { get } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { answering, givenOptions } from '../ground/answering.ts';

export type ProxyOptions = { nodes: number[] };
const checkMs = 1_000;
const answerWithinMs = 1_000;
const failuresToLeaveOut = 2;

const { nodes } = givenOptions<ProxyOptions>();
const upstreams = nodes.map((port) => ({ port, failures: 0, isReady: true, sockets: new Set<Socket>() }));
type Upstream = (typeof upstreams)[number];
let next = 0;

const isUp = ({ failures }: Upstream) => failures < failuresToLeaveOut;

function check(upstream: Upstream): void {
  const failed = () => {
    upstream.failures += 1;
    // What does not answer at all is hung: its clients are better off elsewhere.
    if (!isUp(upstream)) for (const socket of upstream.sockets) socket.destroy();
  };
  const request = get({
    port: upstream.port,
    host: '127.0.0.1',
    path: '/readyz',
    timeout: answerWithinMs,
    agent: false,
  });
  request.on('response', (response) => {
    response.resume();
    upstream.failures = 0;
    // Not ready (its store is away, or it is leaving): it keeps whom it has, and gets nobody new while another is ready.
    upstream.isReady = (response.statusCode ?? 500) < 500;
  });
  request.on('timeout', () => request.destroy(new Error('no answer')));
  request.on('error', failed);
}
setInterval(() => upstreams.forEach(check), checkMs);

/** The nodes that answer, the next in turn first. */
function inTurn(): Upstream[] {
  const alive = upstreams.filter(isUp);
  const ready = alive.filter(({ isReady }) => isReady);
  const up = ready.length > 0 ? ready : alive;
  next += 1;
  return up.map((_, index) => up[(index + next) % up.length] as Upstream);
}

function pass(client: Socket, [upstream, ...others]: Upstream[]): void {
  if (upstream === undefined) return void client.destroy();
  const localAddress = client.remoteAddress ?? '127.0.0.1';
  const socket = connect({ port: upstream.port, host: '127.0.0.1', localAddress, noDelay: true });
  const refused = () => pass(client, others);
  socket.once('error', refused);
  socket.once('connect', () => {
    socket.off('error', refused);
    upstream.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      upstream.sockets.delete(socket);
      client.destroy();
    });
    client.on('close', () => socket.destroy());
    client.pipe(socket);
    socket.pipe(client);
  });
}

const server = createServer({ noDelay: true }, (client) => {
  client.on('error', () => undefined);
  pass(client, inTurn());
});
server.listen(0, '127.0.0.1', 4_096, () => answering({ port: () => (server.address() as { port: number }).port }));
