// Turns away a handshake for which there is no room, before Socket.IO spends anything on it. Requests of a connection that is open pass.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { seemsKnown } from '../gate/client.ts';
import type { Gate } from '../gate/gate.ts';
import type { OnRefused } from '../gate/refused.ts';
import type { Rejection } from '../protocol/rejection.ts';

/** No to a newcomer; null to whoever is inside, and where there is room. Who connects without a cookie of ours is nobody yet. */
function refusalOf(gate: Gate, request: IncomingMessage): Rejection | null {
  if (/[?&]sid=/.test(request.url ?? '')) return null;
  const { address } = gate.clientOf(request);
  return gate.refusal(address, 'handshake') ?? gate.noRoom(address) ?? gate.crowded(seemsKnown(request));
}

const statusOf = ({ code }: Rejection): string =>
  code === 'tooFast' ? '429 Too Many Requests' : '503 Service Unavailable';

/** True where the request was refused and answered. */
export function refuseRequest(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
  onRefused: OnRefused,
): boolean {
  const rejection = refusalOf(gate, request);
  if (rejection === null) return false;
  onRefused('handshake', rejection.code);
  response.writeHead(Number.parseInt(statusOf(rejection), 10), {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': String(rejection.waitSeconds ?? 1),
  });
  response.end(JSON.stringify({ rejection }));
  return true;
}

export function refuseUpgrade(gate: Gate, request: IncomingMessage, socket: Duplex, onRefused: OnRefused): boolean {
  const rejection = refusalOf(gate, request);
  if (rejection === null) return false;
  onRefused('handshake', rejection.code);
  const wait = `Retry-After: ${rejection.waitSeconds ?? 1}`;
  socket.end(`HTTP/1.1 ${statusOf(rejection)}\r\n${wait}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return true;
}
