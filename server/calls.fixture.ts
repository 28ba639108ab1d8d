// For tests: a client that speaks HTTP to a node, and who opens a session or joins one by it.
import type { z } from 'zod';
import type { At } from './node.fixture.ts';
import type { hostAnswerSchema, joinAnswerSchema } from './protocol/http.ts';

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

/** What somebody in the room asks with who wants to join. */
export const wishFor = (code: string, name = 'Bram') => ({
  commandId: freshId(),
  code,
  name,
  department: null,
  language: 'nl',
  place: 'room',
});

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
