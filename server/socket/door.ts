// Turns away foreign pages, whoever names a connection of somebody else, and handshakes for which there is no room, before
// Socket.IO spends anything on them. Requests of one's own open connection pass.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket as EngineSocket } from 'engine.io';
import { seemsKnown } from '../gate/client.ts';
import { endUpgrade } from '../gate/end-upgrade.ts';
import type { Gate } from '../gate/gate.ts';
import type { OnRefused, RefusedFor } from '../gate/refused.ts';
import { type Rejection, reject, rejectFor } from '../protocol/rejection.ts';
import { canUpgrade } from './insides.ts';

export type Door = {
  gate: Gate;
  sameOrigin(request: IncomingMessage): boolean;
  /** Whether a request carries what its connection was greeted with. */
  isTheirs(request: IncomingMessage, conn: EngineSocket): boolean;
  onRefused: OnRefused;
};
type No = { status: string; why: RefusedFor; rejection: Rejection };

const foreign: No = {
  status: '403 Forbidden',
  why: 'foreignOrigin',
  rejection: reject('notAllowed', 'Another page may not connect here.'),
};
const notTheirs: No = {
  status: '403 Forbidden',
  why: 'notAllowed',
  rejection: reject('notAllowed', 'This connection is not yours.'),
};
const leaving: No = {
  status: '503 Service Unavailable',
  why: 'busy',
  rejection: rejectFor('busy', 'This moved on while you waited. Try again.', 1),
};
const noUpgrade: No = {
  status: '400 Bad Request',
  why: 'malformed',
  rejection: reject('malformed', 'Nothing can become of this upgrade.'),
};

/** `conn`: the open connection that the request belongs to; null for a newcomer. Who connects without a cookie of ours is nobody yet. */
function refusalOf(door: Door, request: IncomingMessage, conn: EngineSocket | null): No | null {
  if (!door.sameOrigin(request)) return foreign;
  const { gate } = door;
  const { address } = gate.clientOf(request);
  // Paid for last: a room that waits for a node to find its breath must not have spent its way in by then.
  if (conn === null)
    return noFor(gate.crowded(seemsKnown(request)) ?? gate.noRoom(address) ?? gate.refusal(address, 'handshake'));
  if (door.isTheirs(request, conn)) return null;
  // Finding that out was work: whoever names the connections of others pays as for one of their own.
  return noFor(gate.refusal(address, 'handshake')) ?? notTheirs;
}

function noFor(rejection: Rejection | null): No | null {
  if (rejection === null) return null;
  const status = rejection.code === 'tooFast' ? '429 Too Many Requests' : '503 Service Unavailable';
  return { status, why: rejection.code, rejection };
}

/** When to come back, where that is all there is against it. */
const waitFor = ({ waitSeconds }: Rejection): Record<string, string> =>
  waitSeconds === undefined ? {} : { 'retry-after': String(waitSeconds) };

/** True where the request was refused and answered. */
export function refuseRequest(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  conn: EngineSocket | null,
): boolean {
  const no = refusalOf(door, request, conn);
  if (no === null) return false;
  answerRequest(door, response, no);
  return true;
}

/** Those who waited for their turn while the node began to leave: they find another one, or this one started anew. */
export const turnAwayRequest = (door: Door, response: ServerResponse): void => answerRequest(door, response, leaving);
export const turnAwayUpgrade = (door: Door, request: IncomingMessage, socket: Duplex): void =>
  answerUpgrade(door, request, socket, leaving);

function answerRequest(door: Door, response: ServerResponse, no: No): void {
  door.onRefused('handshake', no.why);
  response.writeHead(Number.parseInt(no.status, 10), {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...waitFor(no.rejection),
  });
  response.end(JSON.stringify({ rejection: no.rejection }));
}

export function refuseUpgrade(
  door: Door,
  request: IncomingMessage,
  socket: Duplex,
  conn: EngineSocket | null,
): boolean {
  const no = refusalOf(door, request, conn) ?? (canUpgrade(request, conn) ? null : noUpgrade);
  if (no === null) return false;
  answerUpgrade(door, request, socket, no);
  return true;
}

/** What is no WebSocket, as was found out behind the door. */
export const refuseNoWebSocket = (door: Door, request: IncomingMessage, socket: Duplex): void =>
  answerUpgrade(door, request, socket, noUpgrade, { 'sec-websocket-version': '13' });

function answerUpgrade(door: Door, request: IncomingMessage, socket: Duplex, no: No, headers = waitFor(no.rejection)) {
  door.onRefused('handshake', no.why);
  endUpgrade(socket, no.status, door.gate.clientOf(request).secure, headers);
}
