// How long and how often somebody may hold a connection to the HTTP server: whoever sends nothing, or drop by drop, is cut off.
import type { Server } from 'node:http';
import { endUpgrade } from '../gate/end-upgrade.ts';
import type { Gate } from '../gate/gate.ts';
import type { OnRefused } from '../gate/refused.ts';

/** Connections of all kinds at once; a browser holds up to six beside its live one. */
const mostConnections = 30_000;
/** Requests over one kept connection before the browser has to open another. */
const mostRequests = 10_000;

export function limitConnections(server: Server, gate: Gate, onRefused: OnRefused): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 10_000;
  // Nobody takes or sends for so long: half-open connections, and readers that stopped. Live connections have their own ping.
  server.timeout = 30_000;
  server.maxHeadersCount = 100;
  server.maxConnections = mostConnections;
  server.maxRequestsPerSocket = mostRequests;
  server.on('connection', (socket) => {
    // Behind a proxy every connection comes from it, and one is shared by many.
    if (gate.behindProxy) return;
    const closed = gate.connected(socket.remoteAddress ?? '');
    if (closed === null) {
      onRefused('connection', 'tooFast');
      return void socket.destroy();
    }
    socket.once('close', closed);
  });
  server.on('clientError', (fault: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || fault.code === 'ECONNRESET') return void socket.destroy();
    // Nobody said how it came: there is no request.
    endUpgrade(socket, statuses[fault.code ?? ''] ?? '400 Bad Request', false);
  });
}

const statuses: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
