// One node: runtime, sockets and HTTP put together on one port. Reads no environment; main.ts and the tests both open it.
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGate } from './gate/gate.ts';
import { type Load, measureLoad } from './gate/load.ts';
import { addressesOf } from './http/addresses.ts';
import { identityOf } from './http/api.ts';
import { sameOrigin } from './http/origin.ts';
import { type Pages, serveHttp } from './http/serve.ts';
import type { Store } from './journal/port.ts';
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
  /** Whether this node is too busy for newcomers; measured unless given. */
  load?: Load;
  onFault(fault: unknown): void;
};
export type ParleyNode = { port: number; close(): Promise<void> };

/** Resolves once it listens. Closing ends connections and timers; store and pages are the opener's to close. */
export async function openNode(options: NodeOptions): Promise<ParleyNode> {
  const { store, catalogue, pages, port, host, proxies = 0, crowd = 1, onFault } = options;
  const runtime = await createRuntime({ store, catalogue, onFault });
  const load = options.load ?? measureLoad();
  const gate = createGate({ proxies, crowd, load });
  const secureOf = (request: IncomingMessage) => gate.clientOf(request).secure;
  const sockets = serveSockets({
    runtime,
    gate,
    sameOrigin: (request) => sameOrigin(request, proxies === 0 ? null : secureOf(request) ? 'https' : 'http'),
    onFault,
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
  const portNow = () => (server.address() as AddressInfo | null)?.port ?? port;
  const server = serveHttp({
    runtime,
    gate,
    sockets: { ...sockets, path: socketPath },
    pages,
    roomAddresses: () => addressesOf(portNow(), host).room,
    onFault,
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  return {
    port: portNow(),
    async close() {
      // Sockets first, so that nobody is answered by half a house.
      await sockets.close();
      server.close();
      server.closeAllConnections();
      load.stop();
      await runtime.stop();
    },
  };
}
