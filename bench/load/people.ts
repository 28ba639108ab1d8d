// People of a load as they come in at ours: host, join, connect and resume through the real HTTP and socket API.
// Knows the wire's shapes; measures nothing.
import { Agent, request } from 'node:http';
import type { phaseKinds } from '../../simulations/schema.ts';
import { type LoadSocket, openLoadSocket } from './socket-io.ts';

export type Place = { port: number; localAddress: string };
export type Credential = { sessionId: string; person: string | null; cookie: string };

let made = 0;
/** An id as a client makes one: 22 characters, never twice in a run. */
export function freshId(): string {
  made += 1;
  return `bench-${process.pid}-${made}-`.padEnd(22, '0');
}

const agents = new Map<string, Agent>();
function agentOf(localAddress: string): Agent {
  const agent = agents.get(localAddress) ?? new Agent({ keepAlive: true, localAddress, maxSockets: 8 });
  agents.set(localAddress, agent);
  return agent;
}

/** Ends the connections that calls were made over. */
export function hangUp(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}

/** One POST; rejects on any answer but 200. */
export function post<Answer>(
  { port, localAddress }: Place,
  path: string,
  body: object,
): Promise<{ answer: Answer; cookie: string }> {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method: 'POST', headers, agent: agentOf(localAddress) });
    asked.on('error', reject);
    asked.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
      const said = Buffer.concat(chunks).toString('utf8');
      if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode} ${said}`));
      const cookie = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
      resolve({ answer: JSON.parse(said) as Answer, cookie });
    });
    asked.end(text);
  });
}

export type Hosted = Credential & { code: string };

/** A session that bargains for three hours; a real one has more phases, which a load would sit through. */
export async function hostSession(place: Place): Promise<Hosted> {
  const kind: (typeof phaseKinds)[number] = 'bargain';
  const phases = [{ kind, minutes: 180, grouping: 'table' }];
  const setup = { simulation: 'importheffing', phases, ownPoints: 'always', roundScore: null };
  const { answer, cookie } = await post<{ sessionId: string; code: string }>(place, '/api/sessions', {
    commandId: freshId(),
    setup,
  });
  return { ...answer, person: null, cookie };
}

export async function join(place: Place, code: string, name: string): Promise<Credential> {
  const wish = { commandId: freshId(), code, name, department: null, language: 'en', place: 'elsewhere' };
  const { answer, cookie } = await post<{ sessionId: string; person: string }>(place, '/api/join', wish);
  return { ...answer, cookie };
}

export type Ears = { onEvent?(payload: Buffer): void; onEnd?(): void };

export type Stream = 'session' | { table: string };
/** Up to where somebody holds a stream. */
export type Position = { stream: Stream; epoch: string; version: number };
export const fromNothing = (stream: Stream): Position => ({ stream, epoch: '', version: 0 });

/** `asks`: what the greeting asks for. */
export function enter(
  { port, localAddress }: Place,
  { sessionId, person, cookie }: Credential,
  { onEvent = () => undefined, onEnd }: Ears = {},
  asks: Position[] = [],
): Promise<LoadSocket> {
  const who = person === null ? { as: 'facilitator', sessionId } : { as: 'person', sessionId, person };
  const auth = { ...who, resume: asks };
  return openLoadSocket({
    ...{ port, localAddress, auth, onEvent },
    path: '/live/',
    headers: { cookie },
    ...(onEnd && { onEnd }),
  });
}

type Answer = { ok: boolean } & Record<string, unknown>;

/** The answer, which has to be a yes; "try again" is tried again, as a client does. */
async function must(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (answer.ok) return answer;
    const code = (answer['rejection'] as { code?: string } | undefined)?.code;
    if (!['tryAgain', 'busy', 'tooFast'].includes(code ?? '') || tries >= 40)
      throw new Error(`refused: ${JSON.stringify(answer)}`);
    await new Promise((later) => setTimeout(later, 250));
  }
}

export const order = (socket: LoadSocket, stream: Stream, command: object, commandId = freshId()) => {
  const frame = JSON.stringify(['command', { stream, commandId, command }]);
  return must(() => socket.ask(frame) as Promise<Answer>);
};

export const isResumed = (payload: Buffer): boolean => payload.subarray(0, resumed.length).equals(resumed);
const resumed = Buffer.from('["resumed"');

/** As a page comes in that was just opened: the greeting asks for the whole view. */
export async function enterSeeing<View>(
  place: Place,
  credential: Credential,
  stream: Stream,
): Promise<{ socket: LoadSocket; view: View }> {
  const told = Promise.withResolvers<Answer>();
  const onEvent = (payload: Buffer) => {
    if (isResumed(payload)) told.resolve((JSON.parse(payload.toString()) as [string, { answer: Answer }])[1].answer);
  };
  const socket = await enter(place, credential, { onEvent }, [fromNothing(stream)]);
  const answer = await told.promise;
  return { socket, view: answer.ok ? (answer['view'] as View) : await resume<View>(socket, stream) };
}

/** The whole view; from here on the socket hears what follows. */
export async function resume<View>(socket: LoadSocket, stream: Stream): Promise<View> {
  return (await resumeFrom(socket, fromNothing(stream)))['view'] as View;
}

/** What came after a position, or the whole view. */
export const resumeFrom = (socket: LoadSocket, position: Position): Promise<Answer> =>
  must(() => socket.ask(JSON.stringify(['resume', position])) as Promise<Answer>);
