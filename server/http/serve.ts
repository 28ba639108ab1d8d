// One HTTP server for pages, calls and sockets on one port: sockets first, then our calls, then Next.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { seemsKnown } from '../gate/client.ts';
import { endUpgrade } from '../gate/end-upgrade.ts';
import type { Gate } from '../gate/gate.ts';
import type { OnRefused } from '../gate/refused.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { answerApi } from './api.ts';
import { answerBeforePages } from './before-pages.ts';
import { answerBusy } from './busy-page.ts';
import { setHeaders } from './headers.ts';
import { answerHealth, type Health } from './health.ts';
import { limitConnections } from './limits.ts';
import { setPolicy } from './policy.ts';

export type Pages = {
  page(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Development only: page reloading. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
};
export type Sockets = {
  path: string;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

// An `import` would also load what Node keeps beside it for calling other servers, which is not needed and a twentieth of a start.
const { createServer } = process.getBuiltinModule('node:http');

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?')[0] ?? '/';
const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

export type HttpOptions = {
  runtime: Runtime;
  gate: Gate;
  sockets: Sockets;
  pages: Pages;
  health?: Health | undefined;
  roomAddresses(): string[];
  onFault(fault: unknown): void;
  onRefused: OnRefused;
};

export function serveHttp(options: HttpOptions): Server {
  const { runtime, gate, sockets, pages, health, roomAddresses, onFault, onRefused } = options;
  const server = createServer({ connectionsCheckingInterval: 1_000, requireHostHeader: true }, (request, response) => {
    const path = pathOf(request);
    const { address, secure } = gate.clientOf(request);
    setHeaders(response, secure);
    if (isUnder(path, sockets.path)) return sockets.request(request, response);
    if (answerHealth(health, path, request, response, onFault)) return;
    if (isUnder(path, '/api'))
      return void answerApi({ request, response, runtime, gate, address, secure, roomAddresses, onRefused }, onFault);
    showPage(options, request, response, address);
  });
  // The only upgrade listener: Next gets a server of its own that never listens, so that it cannot close our sockets.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (isUnder(pathOf(request), sockets.path)) return sockets.upgrade(request, socket, head);
    if (pages.upgrade) return void pages.upgrade(request, socket, head).catch(() => socket.destroy());
    endUpgrade(socket, '404 Not Found', gate.clientOf(request).secure);
  });
  limitConnections(server, gate, onRefused);
  return server;
}

/** A page, or one of the files it is made of, from Next. */
function showPage(
  { gate, pages, onFault, onRefused }: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): void {
  const path = pathOf(request);
  if (answerBeforePages(request, response, path, pages.upgrade !== undefined))
    return void onRefused('page', 'malformed');
  const file = path.startsWith('/_next/static/');
  const refusal = gate.refusal(address, file ? 'file' : 'page') ?? (file ? null : gate.crowded(seemsKnown(request)));
  if (refusal) {
    onRefused('page', refusal.code);
    answerBusy(request, response, refusal);
    return;
  }
  // A file carries the policy of what loads nothing; as a part of a page it stands under that page's.
  if (!file) setPolicy(request, response, pages.upgrade !== undefined);
  pages.page(request, response).catch((fault: unknown) => {
    onFault(fault);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
}
