// The three addresses for machines: does the process live, can it serve, what are its figures. Knows no figure itself.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from './addresses.ts';
import { askedWithoutName } from './origin.ts';

export type Health = {
  /** `nodesReady`: how many are, by the proxy that asks; null where nobody said. */
  ready(nodesReady: number | null): Promise<{ ready: boolean; checks: Record<string, string> }>;
  metrics(): Promise<{ type: string; text: string }>;
  /** Opens the figures to other machines; null: to this machine only. */
  metricsKey: string | null;
};

const sha256 = (word: string): Buffer => createHash('sha256').update(word).digest();

/** True where the address was one of these and is being answered. */
export function answerHealth(
  health: Health | undefined,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (fault: unknown) => void,
): boolean {
  const work = { '/healthz': lives, '/readyz': readiness, '/metrics': figures }[path];
  if (work === undefined) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    answer(response, 405, 'text/plain', 'ask with GET\n');
    return true;
  }
  work(health, request, response).catch((fault: unknown) => {
    onFault(fault);
    if (!response.headersSent) answer(response, 500, 'text/plain', 'fault\n');
  });
  return true;
}

type Answering = (health: Health | undefined, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** That this is answered at all says that the event loop turns. */
const lives: Answering = async (_health, _request, response) => answer(response, 200, 'text/plain', 'ok\n');

const readiness: Answering = async (health, request, response) => {
  const { ready, checks } = (await health?.ready(nodesReady(request))) ?? { ready: true, checks: {} };
  answer(response, ready ? 200 : 503, 'application/json', `${JSON.stringify({ ready, checks })}\n`);
};

/** `deploy/haproxy.cfg` says it with each question. Believing it is up to whoever is told. */
function nodesReady({ headers }: IncomingMessage): number | null {
  const said = headers['x-parley-nodes-ready'];
  return typeof said === 'string' && /^\d{1,4}$/.test(said) ? Number(said) : null;
}

const figures: Answering = async (health, request, response) => {
  // Nobody else needs to know that there are figures.
  if (health === undefined || !mayRead(health, request)) return answer(response, 404, 'text/plain', 'not found\n');
  const { type, text } = await health.metrics();
  answer(response, 200, type, text);
};

/** With the key from anywhere; without one only from this machine itself, not through a proxy on it, and not by a page whose name leads here. */
function mayRead({ metricsKey }: Health, request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (metricsKey !== null) return given !== undefined && timingSafeEqual(sha256(given), sha256(metricsKey));
  return isLoopback(socket.remoteAddress) && headers['x-forwarded-for'] === undefined && askedWithoutName(request);
}

function answer(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
