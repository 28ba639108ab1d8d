// Cuts off whoever does not read. Socket.IO has no backpressure: what a client does not take piles up in this process.
// Nothing is lost by it: whoever comes back resumes from the version they hold.
import type { ServerResponse } from 'node:http';
import type { Socket as EngineSocket } from 'engine.io';
import { insidesOf } from './insides.ts';

/** More than this waiting for one client, for so long: many times the largest view, which a slow line still takes. */
const mostWaitingBytes = 1024 * 1024;
const patienceMs = 2_000;
/** More than this is too much at any moment. */
const mostEverBytes = 8 * 1024 * 1024;

export type Reader = {
  /** Keeps an answer to one of its requests in sight until it is gone. Engine.IO forgets it once it is written, however little
   *  of it was taken: whoever opens one poll after the other and reads none would empty the queue each time. */
  answering(response: ServerResponse): void;
  /** Whether this client has stopped reading. A burst that is read a moment later is none. */
  stopped(): boolean;
  /** Ends a connection at once. A close in good order would wait until everything was read, which is what does not happen. */
  cutOff(): void;
};

const sizeOf = (piece: unknown): number =>
  typeof piece === 'string' ? piece.length : piece instanceof Uint8Array ? piece.byteLength : 0;

/** Bytes (UTF-16 units where text is not encoded yet) that wait for this client in our memory. */
function waitingBytes(conn: EngineSocket, answers: Iterable<ServerResponse>): number {
  const { writeBuffer, transport } = insidesOf(conn);
  let waiting = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) waiting += sizeOf(data);
  for (const answer of answers) waiting += answer.writableLength;
  return waiting;
}

export function watchReader(conn: EngineSocket, now: () => number = Date.now): Reader {
  const answers = new Set<ServerResponse>();
  let overSince: number | null = null;
  return {
    answering(response) {
      answers.add(response);
      response.once('close', () => answers.delete(response));
    },
    stopped() {
      const waiting = waitingBytes(conn, answers);
      if (waiting > mostEverBytes) return true;
      if (waiting <= mostWaitingBytes) overSince = null;
      else overSince ??= now();
      return overSince !== null && now() - overSince > patienceMs;
    },
    cutOff() {
      conn.close(true);
      const { transport } = insidesOf(conn);
      // Polling that closes in good order already, as Socket.IO does, waits for a poll that may never come.
      if (conn.readyState !== 'closed') transport.onClose();
      transport.socket?.terminate();
      transport.req?.destroy?.();
      for (const answer of answers) answer.destroy();
    },
  };
}
