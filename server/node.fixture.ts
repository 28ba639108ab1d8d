// For tests: a real node on a free loopback port over a real store, and clients that speak HTTP and Socket.IO to it.
// Pages are left out: stories in real browsers have those.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { openSqliteStore } from './journal/sqlite.ts';
import { openNode, type ParleyNode } from './node.ts';
import type { hostAnswerSchema, joinAnswerSchema } from './protocol/http.ts';
import type { ClientToServer, Handshake, ResumeAnswer, ServerToClient, StreamName } from './protocol/wire.ts';
import type { Catalogue } from './runtime/catalogue.ts';
import { readLibrary } from './runtime/library.ts';

export const library = (): Promise<Catalogue> => readLibrary(resolve(import.meta.dirname, '../simulations/library'));

export type TestNode = ParleyNode & { url: string; faults: unknown[]; folder: string; end(): Promise<void> };

/** Opens a node over SQLite in a new folder, or over an earlier one. `end` closes and removes everything. */
export async function startNode({
  folder = mkdtempSync(join(tmpdir(), 'parley-node-')),
  catalogue,
}: {
  folder?: string;
  catalogue?: Catalogue;
} = {}): Promise<TestNode> {
  const faults: unknown[] = [];
  const store = await openSqliteStore({ path: join(folder, 'parley.sqlite') });
  const node = await openNode({
    store,
    catalogue: catalogue ?? (await library()),
    pages: { page: async (_request, response) => void response.writeHead(404).end() },
    port: 0,
    host: '127.0.0.1',
    onFault: (fault) => faults.push(fault),
  });
  const close = async () => {
    await node.close();
    await store.close();
  };
  return {
    port: node.port,
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

export type Reply<Body> = { status: number; body: Body; cookie: string };

/** One HTTP call; `cookie` is what the answer set, ready to be sent back. */
export async function call<Body = unknown>(
  node: TestNode,
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
  return { status: response.status, body: (await response.json()) as Body, cookie };
}

let made = 0;
export const freshId = (): string => `test-${process.pid}-${Date.now()}-${(made += 1)}`.padEnd(22, '0');

export const phases = (['read', 'prepare', 'bargain', 'sign', 'reflect', 'debrief'] as const).map((kind) => ({
  kind,
  minutes: 5,
  grouping: 'table' as const,
}));
export const setupOf = (simulation: string) => ({ simulation, phases, ownPoints: 'always' as const, roundScore: null });

export type Hosted = z.infer<typeof hostAnswerSchema> & { cookie: string };
export async function host(node: TestNode, simulation = 'importheffing'): Promise<Hosted> {
  const { body, cookie } = await call<z.infer<typeof hostAnswerSchema>>(node, '/api/sessions', {
    commandId: freshId(),
    setup: setupOf(simulation),
  });
  return { ...body, cookie };
}

export type Joined = z.infer<typeof joinAnswerSchema> & { cookie: string };
export async function joinAs(
  node: TestNode,
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
  node: TestNode,
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

export const asFacilitator = (node: TestNode, { sessionId, cookie }: Hosted): Promise<Client> =>
  dial(node, { as: 'facilitator', sessionId }, cookie);
export const asPerson = (node: TestNode, { sessionId, person, cookie }: Joined): Promise<Client> =>
  dial(node, { as: 'person', sessionId, person }, cookie);

export const order = (client: Client, stream: StreamName, command: object) =>
  client.emitWithAck('command', { stream, commandId: freshId(), command } as never);
export async function viewOf<View>(client: Client, stream: StreamName): Promise<View> {
  const answer: ResumeAnswer = await client.emitWithAck('resume', { stream, epoch: '', version: 0 });
  if (!answer.ok || !('view' in answer)) throw new Error(`no view: ${JSON.stringify(answer)}`);
  return answer.view as View;
}
