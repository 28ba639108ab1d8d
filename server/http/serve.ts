// One HTTP server for pages, calls and sockets on one port: sockets first, then our calls, then Next.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Runtime } from '../runtime/runtime.ts';
import { answerApi } from './api.ts';
import { setHeaders } from './headers.ts';

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

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?')[0] ?? '/';
const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

export function serveHttp({
  runtime,
  sockets,
  pages,
  roomAddresses,
  onFault,
}: {
  runtime: Runtime;
  sockets: Sockets;
  pages: Pages;
  roomAddresses(): string[];
  onFault(fault: unknown): void;
}): Server {
  const server = createServer((request, response) => {
    setHeaders(response);
    const path = pathOf(request);
    const secure = 'encrypted' in request.socket && request.socket.encrypted === true;
    if (isUnder(path, sockets.path)) return sockets.request(request, response);
    if (path === '/healthz') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
    if (isUnder(path, '/api')) return void answerApi({ request, response, runtime, secure, roomAddresses }, onFault);
    pages.page(request, response).catch((fault: unknown) => {
      onFault(fault);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // The only upgrade listener: Next gets a server of its own that never listens, so that it cannot close our sockets.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (isUnder(pathOf(request), sockets.path)) return sockets.upgrade(request, socket, head);
    if (pages.upgrade) return void pages.upgrade(request, socket, head).catch(() => socket.destroy());
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return server;
}
