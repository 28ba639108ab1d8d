// The HTTP calls outside the socket: library, host, join, links, deletion. JSON in, JSON out, one table of routes.
// Checks origin and shape, sets cookies; what a call means is the runtime's.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Gate } from '../gate/gate.ts';
import type { OnRefused } from '../gate/refused.ts';
import {
  deleteRequestSchema,
  eraseRequestSchema,
  exchangeRequestSchema,
  hostRequestSchema,
  joinRequestSchema,
  linkRequestSchema,
  revokeRequestSchema,
} from '../protocol/http.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { codeAsKept } from '../runtime/codes.ts';
import type { Identity } from '../runtime/identity.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { isLoopback } from './addresses.ts';
import { readJson } from './body.ts';
import { clearCredential, type Holder, holdersOf, mostCredentials, secretOf, setCredential } from './cookies.ts';
import { askedWithoutName, sameOrigin } from './origin.ts';

type Call = {
  request: IncomingMessage;
  response: ServerResponse;
  runtime: Runtime;
  gate: Gate;
  /** Where the request comes from, for counting. */
  address: string;
  secure: boolean;
  roomAddresses(): string[];
  onRefused: OnRefused;
};
type Reply = { status: number; body: unknown };
type Route = (call: Call) => Promise<Reply>;

const fine = (body: unknown): Reply => ({ status: 200, body });
const statusOf: Partial<Record<Rejection['code'], number>> = {
  notAllowed: 403,
  hostKeyWrong: 403,
  unknownCode: 404,
  tooLarge: 413,
  tooFast: 429,
  busy: 503,
  tryAgain: 503,
  newerVersion: 503,
  nameTaken: 409,
  sessionFull: 409,
};
const no = (rejection: Rejection, status = statusOf[rejection.code] ?? 400): Reply => ({ status, body: { rejection } });
const notAllowed = reject('notAllowed', 'This browser may not do that.');

/** A POST with a JSON body of a given shape. With a `wish`: no where there is no room or the address asks too much, decided before the body is
 *  read; whoever uses a link is known here and comes before newcomers. */
function post<Schema extends z.ZodType>(
  schema: Schema,
  work: (value: z.infer<Schema>, call: Call) => Promise<Reply>,
  wish: 'join' | 'host' | 'link' | null = null,
): Route {
  return async (call) => {
    const { gate, address, request } = call;
    const crowded = () => (wish === null ? null : gate.crowded(wish === 'link'));
    const rejection = crowded() ?? (wish === null ? null : gate.refusal(address, wish));
    if (rejection) return no(rejection);
    const body = await readJson(request, schema);
    if (!body.ok) return no(nameFault(body.rejection), body.status);
    // Of those who came in one stroke each saw room before any of them was at work.
    const filled = crowded();
    if (filled) {
      if (wish !== null) gate.giveBack(address, wish);
      return no(filled);
    }
    let reply: Reply | null = null;
    try {
      reply = await gate.load.during(() => work(body.value, call));
      return reply;
    } finally {
      // A page asks again by itself while nothing can be saved, or there is no room: that must not use up what opening a session may cost.
      if (wish !== null && (reply === null || reply.status === statusOf.tryAgain)) gate.giveBack(address, wish);
    }
  };
}

/** An empty name is the one malformed field that people meet; it has its own word. */
const nameFault = (rejection: Rejection): Rejection =>
  rejection.field === 'name'
    ? reject('nameMissing', `Type a name of 1 to 40 characters. (${rejection.message})`, 'name')
    : rejection;

export async function identityOf(
  { request, runtime, secure }: Pick<Call, 'request' | 'runtime' | 'secure'>,
  holder: Holder,
  sessionId: string,
): Promise<Identity | null> {
  const secret = secretOf(request, holder, secure);
  return secret === null ? null : runtime.prove(holder.kind, holder.id, sessionId, secret);
}

const routes: Record<string, Route> = {
  'GET /api/library': async ({ runtime }) => fine(runtime.library()),
  'GET /api/hosting': async ({ gate }) => fine({ key: gate.hostKey.needed }),
  // The page asks only where it was opened as `localhost` or by an address of this machine.
  'GET /api/room': async ({ request, address, roomAddresses }) =>
    fine({ addresses: isLoopback(address) && askedWithoutName(request) ? roomAddresses() : [] }),
  'GET /api/me': async ({ request, runtime, gate, address, secure }) => {
    // The newest come last.
    const carried = holdersOf(request, secure).slice(-mostCredentials);
    // Each is looked up in the store, whether it is one of ours or invented.
    const tooMuch = gate.refusal(address, 'lookup', carried.length);
    return tooMuch ? no(tooMuch) : fine(await gate.load.during(() => runtime.whoAmI(carried)));
  },
  'POST /api/sessions': post(
    hostRequestSchema,
    async ({ key, ...wish }, call) => {
      const keyRefused = call.gate.hostKey.refusal(call.address, key);
      if (keyRefused) return no(keyRefused);
      const hosted = await call.runtime.host(wish);
      if (!hosted.ok) return no(hosted.rejection);
      // Where the session was opened its class will sit: a guesser there must not be able to lock it out before the first has come in.
      call.gate.proved(call.address, hosted.code);
      setCredential(call, { kind: 'facilitator', id: hosted.sessionId }, hosted.secret);
      return fine({ sessionId: hosted.sessionId, code: hosted.code });
    },
    'host',
  ),
  'POST /api/join': post(
    joinRequestSchema,
    async (wish, call) => {
      const code = codeAsKept(wish.code);
      const guessing = await call.gate.guess(call.address, code, () => call.runtime.hasCode(code));
      if (guessing) return no(guessing);
      const joined = await call.runtime.join(wish);
      if (!joined.ok) return no(joined.rejection);
      setCredential(call, { kind: 'person', id: joined.person }, joined.secret);
      return fine({ sessionId: joined.sessionId, person: joined.person });
    },
    'join',
  ),
  'POST /api/links': post(
    linkRequestSchema,
    async ({ kind, sessionId, person }, call) => {
      const holder: Holder = person === null ? { kind: 'facilitator', id: sessionId } : { kind: 'person', id: person };
      const identity = await identityOf(call, holder, sessionId);
      if (identity === null) return no(notAllowed);
      const made = await call.runtime.makeLink(identity, kind);
      return made.ok ? fine({ path: `/link#${made.secret}` }) : no(made.rejection);
    },
    'link',
  ),
  'POST /api/links/exchange': post(
    exchangeRequestSchema,
    async ({ secret }, call) => {
      const exchanged = await call.runtime.exchange(secret);
      if (!exchanged.ok) return no(exchanged.rejection);
      const { kind, sessionId } = exchanged;
      if (kind === 'person') {
        setCredential(call, { kind, id: exchanged.person }, exchanged.secret);
        return fine({ kind, sessionId, person: exchanged.person });
      }
      setCredential(call, { kind, id: sessionId }, exchanged.secret);
      return fine({ kind, sessionId });
    },
    'link',
  ),
  'POST /api/links/revoke': post(
    revokeRequestSchema,
    async ({ sessionId }, call) => {
      const holder: Holder = { kind: 'facilitator', id: sessionId };
      const identity = await identityOf(call, holder, sessionId);
      if (identity === null) return no(notAllowed);
      const revoked = await call.runtime.revokeOthers(identity);
      return revoked.ok ? fine({}) : no(revoked.rejection);
    },
    'link',
  ),
  'POST /api/sessions/delete': post(deleteRequestSchema, async ({ sessionId }, call) => {
    const holder: Holder = { kind: 'facilitator', id: sessionId };
    const identity = await identityOf(call, holder, sessionId);
    if (identity === null) return no(notAllowed);
    await call.runtime.deleteSession(sessionId);
    clearCredential(call, holder);
    return fine({});
  }),
  'POST /api/people/erase': post(eraseRequestSchema, async ({ sessionId, person }, call) => {
    const holder: Holder = { kind: 'person', id: person };
    const identity = await identityOf(call, holder, sessionId);
    if (identity === null) return no(notAllowed);
    const erased = await call.runtime.erasePerson(sessionId, person);
    if (!erased.ok) return no(erased.rejection);
    clearCredential(call, holder);
    return fine({});
  }),
};

/** Method and address of every call there is. */
export const calls = Object.keys(routes);

/** Answers a call under `/api/`; always exactly once. */
export async function answerApi(call: Call, onFault: (fault: unknown) => void): Promise<void> {
  const path = (call.request.url ?? '').split('?')[0];
  const route = routes[`${call.request.method} ${path}`];
  let reply: Reply;
  try {
    const scheme = call.gate.behindProxy ? (call.secure ? 'https' : 'http') : null;
    const tooMuch = call.gate.refusal(call.address, 'call');
    if (tooMuch) reply = no(tooMuch);
    else if (!route) reply = no(reject('malformed', 'There is nothing at this address.'), 404);
    else if (!sameOrigin(call.request, scheme)) reply = no(reject('notAllowed', 'This page may not call here.'));
    else reply = await route(call);
  } catch (fault) {
    // Whoever went away in the middle of a request is no fault of ours, and hears no answer.
    if (!call.request.complete && call.request.destroyed) return;
    onFault(fault);
    reply = no(reject('tryAgain', 'This could not be saved just now. Nothing is half done; try again.'));
  }
  answer(call, reply);
}

function answer({ request, response, onRefused }: Call, { status, body }: Reply): void {
  const rejection = (body as { rejection?: Rejection } | null)?.rejection;
  if (rejection) onRefused('call', rejection.code);
  const waitSeconds = rejection?.waitSeconds;
  // What was refused without being read is not waited for: the connection ends with the answer.
  if (!request.complete && request.method !== 'GET') response.setHeader('connection', 'close');
  if (waitSeconds !== undefined) response.setHeader('retry-after', waitSeconds);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
