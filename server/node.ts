// One node: runtime, sockets and HTTP put together on one port. Reads no environment; main.ts and the tests both open it.
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGate } from './gate/gate.ts';
import { type Load, measureLoad } from './gate/load.ts';
import { addressesOf } from './http/addresses.ts';
import { identityOf } from './http/api.ts';
import { carriesCredential } from './http/cookies.ts';
import { sameOrigin } from './http/origin.ts';
import { type Pages, serveHttp } from './http/serve.ts';
import type { Store } from './journal/port.ts';
import { closingDoors, createLeaving } from './operations/leaving.ts';
import type { Operations } from './operations/operations.ts';
import type { Catalogue } from './runtime/catalogue.ts';
import { createRuntime } from './runtime/runtime.ts';
import { serveSockets, socketPath } from './socket/serve.ts';

export type NodeOptions = {
  store: Store;
  catalogue: Catalogue;
  pages: Pages;
  /** 0: any free port. */
  port: number;
  host: string;
  /** How many trusted proxies stand in front and write forwarded headers; none unless said. */
  proxies?: number;
  /** Multiplies what one address may do; 1 fits a class of 300 behind one. */
  crowd?: number;
  /** Opening a session needs it; none unless given. */
  hostKey?: string | null;
  /** Whether this node is too busy for newcomers; measured unless given. */
  load?: Load;
  onFault(fault: unknown): void;
  /** Figures, readiness and the way out; a node without them serves all the same. */
  operations?: Operations;
};
export type ParleyNode = {
  port: number;
  connections(): number;
  /** As its facilitator would: with everything that was written. */
  deleteSession(sessionId: string): Promise<void>;
  /** Answers what is under way and ends all connections, one after the other over `spreadMs`; true where nothing was cut short. */
  close(spreadMs?: number): Promise<boolean>;
};

/** Commands under way are waited for so long, and so are calls. */
const answersMs = 3_000;
const callsMs = 1_000;
/** Connections that the system keeps for us until we take them: a room comes back in one stroke. Linux allows 4,096 unless told otherwise. */
const mostAtTheDoor = 4_096;
/** Those who are sent on to another node while this one stays go over this time. */
const sendOnSpreadMs = 3_000;

/** Resolves once it listens. Closing ends connections and timers; store and pages are the opener's to close. */
export async function openNode(options: NodeOptions): Promise<ParleyNode> {
  const { store, catalogue, pages, port, host, proxies = 0, crowd = 1, hostKey = null, onFault, operations } = options;
  const leaving = operations?.leaving ?? createLeaving();
  const plain = await createRuntime({ store, catalogue, onFault, ...(operations && { onLate: operations.onLate }) });
  const runtime = operations?.watch(plain) ?? plain;
  const load = options.load ?? measureLoad();
  const gate = createGate({ proxies, crowd, load, hostKey });
  const secureOf = (request: IncomingMessage) => gate.clientOf(request).secure;
  const onRefused = operations?.onRefused ?? (() => undefined);
  const sockets = serveSockets({
    runtime,
    gate,
    onRefused,
    sameOrigin: (request) => sameOrigin(request, proxies === 0 ? null : secureOf(request) ? 'https' : 'http'),
    onFault,
    carries: (request, identity) => carriesCredential(request, identity, secureOf(request)),
    authenticate: async (request, handshake) => {
      const { sessionId } = handshake;
      const secure = secureOf(request);
      const prove = (kind: 'person' | 'facilitator' | 'screen', id: string) =>
        identityOf({ request, runtime, secure }, { kind, id }, sessionId);
      if (handshake.as === 'person') return prove('person', handshake.person);
      if (handshake.as === 'facilitator') return prove('facilitator', sessionId);
      // The projector shows in a browser of its own, or beside the console.
      const shown = (await prove('screen', sessionId)) ?? (await prove('facilitator', sessionId));
      return shown && { kind: 'screen', sessionId, credentialHash: shown.credentialHash };
    },
  });
  operations?.countConnections(sockets.connections);
  if (proxies > 0)
    operations?.whenStranded(() => {
      const connections = sockets.connections();
      sockets.sendOn(sendOnSpreadMs).catch(onFault);
      return { connections };
    });
  const portNow = () => (server.address() as AddressInfo | null)?.port ?? port;
  const server = serveHttp({
    runtime,
    gate,
    sockets: { ...closingDoors(sockets, leaving, secureOf), path: socketPath },
    pages,
    health: operations?.health,
    roomAddresses: () => addressesOf(portNow(), host).room,
    onFault,
    onRefused,
  });
  // Whoever was sent away at once holds up nobody: `limitConnections` has looked at them before.
  server.on('connection', (socket) => !socket.destroyed && sockets.arrived());
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen({ port, host, backlog: mostAtTheDoor }, listening);
  });
  return {
    port: portNow(),
    connections: sockets.connections,
    deleteSession: runtime.deleteSession,
    async close(spreadMs = 0) {
      leaving.leave();
      const answered = await leaving.close(answersMs);
      // Sockets first, so that nobody is answered by half a house.
      await sockets.close(spreadMs);
      await endCalls(server);
      load.stop();
      await runtime.stop();
      return answered;
    },
  };
}

/** Takes no more calls, and ends what is still open once those under way had their time. */
async function endCalls(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((later) => setTimeout(later, callsMs).unref())]);
  server.closeAllConnections();
}
