// For tests: a real node on a free loopback port over a real store, and clients that speak HTTP and Socket.IO to it.
// Pages are left out: stories in real browsers have those.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { Load } from './gate/load.ts';
import type { Pages } from './http/serve.ts';
import type { Store } from './journal/port.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import { openNode, type ParleyNode } from './node.ts';
import type { hostAnswerSchema, joinAnswerSchema } from './protocol/http.ts';
import type { LobbyView } from './protocol/session-view.ts';
import type { TableView } from './protocol/table-view.ts';
import type { ClientToServer, Handshake, ResumeAnswer, ServerToClient, StreamName } from './protocol/wire.ts';
import type { Catalogue } from './runtime/catalogue.ts';
import { readLibrary } from './runtime/library.ts';

export const library = (): Promise<Catalogue> => readLibrary(resolve(import.meta.dirname, '../simulations/library'));

/** A load that stays at one level. */
export const steadyLoad = (level: ReturnType<Load['level']>): Load => ({
  level: () => level,
  during: (work) => work(),
  pending: () => 0,
  stop: () => undefined,
});
const calm = steadyLoad('calm');

/** Where a node is reached, whichever process it runs in. */
export type At = {
  url: string;
  /** Where opening a session needs one. */
  hostKey?: string;
};
export type TestNode = ParleyNode & { url: string; faults: unknown[]; folder: string; end(): Promise<void> };

/** Opens a node over SQLite in a new folder, or over an earlier one. `end` closes and removes everything. */
export async function startNode({
  folder = mkdtempSync(join(tmpdir(), 'parley-node-')),
  catalogue,
  now = Date.now,
  crowd = 100,
  load = calm,
  store: given,
  pages = { page: async (_request, response) => void response.writeHead(404).end() },
  ...door
}: {
  folder?: string;
  catalogue?: Catalogue;
  /** Store time, ms. */
  now?: () => number;
  /** In place of SQLite in a folder; closed by whoever opened it. */
  store?: Store;
  /** Many times the limits of one address: a test's clients all come from it. */
  crowd?: number;
  proxies?: number;
  hostKey?: string | null;
  /** Never busy unless said: a test machine may be, which is not what most tests are about. */
  load?: Load;
  /** In place of Next: nothing is there unless said. */
  pages?: Pages;
} = {}): Promise<TestNode> {
  const faults: unknown[] = [];
  const store = given ?? (await openSqliteStore({ path: join(folder, 'parley.sqlite'), now }));
  const node = await openNode({
    store,
    catalogue: catalogue ?? (await library()),
    pages,
    port: 0,
    host: '127.0.0.1',
    crowd,
    load,
    ...door,
    onFault: (fault) => faults.push(fault),
  });
  const close = async () => {
    const answered = await node.close();
    if (!given) await store.close();
    return answered;
  };
  return {
    ...node,
    url: `http://127.0.0.1:${node.port}`,
    faults,
    folder,
    close,
    async end() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Reply<Body> = {
  status: number;
  body: Body;
  /** Ready to be sent back. */
  cookie: string;
  /** As it was set, with its attributes. */
  setCookie: string;
  /** Seconds. */
  retryAfter: number;
  headers: Headers;
};

/** One HTTP call; `cookie` is what the answer set, ready to be sent back. */
export async function call<Body = unknown>(
  node: At,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply<Body>> {
  const response = await fetch(`${node.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { status, headers: told } = response;
  const answer = (await response.json()) as Body;
  return {
    status,
    body: answer,
    cookie,
    setCookie: told.getSetCookie().join('\n'),
    retryAfter: Number(told.get('retry-after')),
    headers: told,
  };
}

let made = 0;
export function freshId(): string {
  made += 1;
  return `test-${process.pid}-${Date.now()}-${made}`.padEnd(22, '0');
}

export const phases = (['read', 'prepare', 'bargain', 'sign', 'reflect', 'debrief'] as const).map((kind) => ({
  kind,
  minutes: 2,
  grouping: 'table' as const,
}));
export const setupOf = (simulation: string) => ({ simulation, phases, ownPoints: 'always' as const, roundScore: null });

export type Hosted = z.infer<typeof hostAnswerSchema> & { cookie: string };
export async function host(node: At, simulation = 'importheffing'): Promise<Hosted> {
  const { body, cookie } = await call<z.infer<typeof hostAnswerSchema>>(node, '/api/sessions', {
    commandId: freshId(),
    setup: setupOf(simulation),
    ...(node.hostKey !== undefined && { key: node.hostKey }),
  });
  return { ...body, cookie };
}

export type Joined = z.infer<typeof joinAnswerSchema> & { cookie: string };
export async function joinAs(
  node: At,
  code: string,
  name: string,
  place: 'room' | 'elsewhere' = 'elsewhere',
): Promise<Joined> {
  const wish = { commandId: freshId(), code, name, department: null, language: 'en', place };
  const { body, cookie } = await call<z.infer<typeof joinAnswerSchema>>(node, '/api/join', wish);
  return { ...body, cookie };
}

export type Client = Socket<ServerToClient, ClientToServer>;
/** Resolves connected, rejects with the server's reason. */
export function dial(
  node: At,
  auth: Handshake | object,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<Client> {
  const socket: Client = io(node.url, {
    path: '/live',
    auth,
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie, ...headers },
    forceNew: true,
  });
  return new Promise((connected, refused) => {
    socket.once('connect', () => connected(socket));
    socket.once('connect_error', (error) => {
      socket.close();
      refused(error);
    });
  });
}

export const asFacilitator = (node: At, { sessionId, cookie }: Hosted): Promise<Client> =>
  dial(node, { as: 'facilitator', sessionId }, cookie);
export const asPerson = (node: At, { sessionId, person, cookie }: Joined): Promise<Client> =>
  dial(node, { as: 'person', sessionId, person }, cookie);

export const order = (client: Client, stream: StreamName, command: object) =>
  client.emitWithAck('command', { stream, commandId: freshId(), command } as never);
export async function viewOf<View>(client: Client, stream: StreamName): Promise<View> {
  const answer: ResumeAnswer = await client.emitWithAck('resume', { stream, epoch: '', version: 0 });
  if (!answer.ok || !('view' in answer)) throw new Error(`no view: ${JSON.stringify(answer)}`);
  return answer.view as View;
}

export type Pair = {
  hosted: Hosted;
  facilitator: Client;
  people: { joined: Joined; client: Client }[];
  table: StreamName & object;
  end(): void;
};

/** Two people at one table that talks by chat, in the phase asked for; `people` in the order of the case's roles. */
export async function seatPair(
  node: At,
  until: 'seated' | 'read' | 'prepare' | 'bargain' = 'bargain',
  simulation = 'importheffing',
): Promise<Pair> {
  const hosted = await host(node, simulation);
  const facilitator = await asFacilitator(node, hosted);
  const joined = [await joinAs(node, hosted.code, 'Anna'), await joinAs(node, hosted.code, 'Bram')];
  const clients = await Promise.all(joined.map((one) => asPerson(node, one)));
  for (const client of clients) await must(order(client, 'session', { type: 'clearRules' }));
  await must(order(facilitator, 'session', { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' }));
  for (const kind of ['read', 'prepare', 'bargain'] as const) {
    if (until === 'seated') break;
    await must(order(facilitator, 'session', { type: 'startPhase', kind }));
    if (kind === until) break;
  }
  const lobby = await eventually(async () => {
    const view = await viewOf<LobbyView>(clients[0] as Client, 'session');
    return view.tables.length > 0 ? view : null;
  });
  const table = { table: lobby.tables[0]?.tableId ?? '' };
  const seats = await eventually(async () => {
    const answer = await (clients[0] as Client).emitWithAck('resume', { stream: table, epoch: '', version: 0 });
    const view = answer.ok && 'view' in answer ? (answer.view as TableView) : null;
    return view && (until === 'seated' || view.phase?.kind === until) ? view : null;
  });
  const people = seats.seats.map(({ holders }) => {
    const index = joined.findIndex(({ person }) => person === holders[0]?.person);
    return { joined: joined[index] as Joined, client: clients[index] as Client };
  });
  return {
    hosted,
    facilitator,
    people,
    table,
    end: () => [facilitator, ...clients].forEach((client) => void client.close()),
  };
}

/** The answer, which has to be a yes. */
export async function must<Answer extends { ok: boolean }>(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** Asks again until there is something, at most twenty seconds: a busy machine may need them. */
export async function eventually<Value>(look: () => Promise<Value | null>): Promise<Value> {
  const until = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error('it did not come about within twenty seconds');
    await new Promise((later) => setTimeout(later, 25));
  }
}

/** A whole package of a case: the choice at `index` of every issue, or the nearest there is. */
export function packageAt(view: Pick<TableView, 'case'>, index: number): Record<string, string | number> {
  return Object.fromEntries(
    view.case.issues.map((issue) => {
      if ('range' in issue)
        return [issue.id, Math.min(issue.range.max, issue.range.min + index * (issue.range.step ?? 1))];
      return [issue.id, (issue.options[Math.min(index, issue.options.length - 1)] ?? issue.options[0])?.id ?? ''];
    }),
  );
}
