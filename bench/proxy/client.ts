// A client as the app is one: comes back by itself, and asks again under the same id until it is answered. Notes when it was cut off.
import { Fetch, io, type Socket } from 'socket.io-client';
import { freshId, setupOf } from '../../server/calls.fixture.ts';
import type { StreamName } from '../../server/protocol/wire.ts';
import { sleep } from './ground.ts';

/** A hung node has to be passed over within 6 s; a client waits up to 2.5 s before it tries again. */
export const clientRetryMs = 2_500;
const longestMs = 60_000;

export type Frame = { stream: StreamName; commandId: string; command: object };
export type Person = ReturnType<typeof openClient>;
/** The facilitator twice, in both ways. */
export type Players = Record<'live' | 'polling', Person>;
export type Transport = 'websocket' | 'polling';
/** Answers that mean: again, in a moment. */
const passing = ['tryAgain', 'tooFast', 'busy'];

export function openClient(url: string, auth: object, cookie: string, transport: Transport) {
  const socket = io(url, {
    path: '/live',
    auth,
    // The usual one puts the proxy's cookie in the place of the credential, which every request has to carry.
    transports: transport === 'polling' ? [Fetch] : ['websocket'],
    withCredentials: true,
    extraHeaders: { cookie },
    reconnectionDelay: 250,
    reconnectionDelayMax: clientRetryMs,
    timeout: 3_000,
    forceNew: true,
  });
  /** By the clock of `performance`. */
  const cutAt: number[] = [];
  const backAt: number[] = [];
  let refusedHandshakes = 0;
  socket.on('disconnect', () => cutAt.push(performance.now()));
  socket.on('connect', () => backAt.push(performance.now()));
  socket.on('connect_error', () => {
    refusedHandshakes += 1;
  });
  return {
    socket,
    cutAt: cutAt as readonly number[],
    backAt: backAt as readonly number[],
    refusedHandshakes: () => refusedHandshakes,
    codeOf: (frame: Frame, withinMs: number) => codeOf(socket, frame, withinMs),
    /** How long it took until it was done, ms. */
    async command(command: object, stream: StreamName = 'session'): Promise<number> {
      const started = performance.now();
      const frame = frameOf(command, stream);
      while (performance.now() - started < longestMs) {
        const code = await codeOf(socket, frame, 1_500);
        if (code === 'ok') return performance.now() - started;
        if (code !== null && !passing.includes(code)) throw new Error(`refused: ${code}`);
        await sleep(100);
      }
      throw new Error('a command was never answered');
    },
  };
}

export const frameOf = (command: object, stream: StreamName = 'session'): Frame => ({
  stream,
  commandId: freshId(),
  command,
});

/** What one frame is answered, asked once; null where it is not. */
async function codeOf(socket: Socket, frame: Frame, withinMs: number): Promise<string | null> {
  if (!socket.connected) return null;
  const answer = (await socket
    .timeout(withinMs)
    .emitWithAck('command', frame)
    .catch(() => null)) as { ok: boolean; rejection?: { code: string } } | null;
  return answer?.ok ? 'ok' : (answer?.rejection?.code ?? null);
}

/** A command that a facilitator may always give. */
export const rules = (minutes: number) => {
  const setup = setupOf('importheffing');
  return { type: 'changeSetup', setup: { ...setup, phases: setup.phases.map((phase) => ({ ...phase, minutes })) } };
};
