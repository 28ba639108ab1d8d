// For tests: a client that speaks Socket.IO to a node: it dials, gives orders, looks, and asks again until something is there.
import { io, type Socket } from 'socket.io-client';
import { freshId, type Hosted, type Joined } from './calls.fixture.ts';
import type { At } from './node.fixture.ts';
import type { ClientToServer, Handshake, ResumeAnswer, ServerToClient, StreamName } from './protocol/wire.ts';

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
