// Cuts off whoever does not read. Socket.IO has no backpressure: what a client does not take piles up in this process.
// Nothing is lost by it: whoever comes back resumes from the version they hold.
import type { Socket as EngineSocket } from 'engine.io';

/** More than this waiting for one client, for so long: many times the largest view, which a slow line still takes. */
const mostWaitingBytes = 1024 * 1024;
const patienceMs = 2_000;
/** More than this is too much at any moment. */
const mostEverBytes = 8 * 1024 * 1024;

/** What of Engine.IO's insides is read: its queue, and the WebSocket's or polling request's own. */
type Insides = {
  writeBuffer: readonly { data?: unknown }[];
  transport: { socket?: { bufferedAmount?: number; terminate?(): void }; req?: { destroy?(): void } | null };
};

const sizeOf = (piece: unknown): number =>
  typeof piece === 'string' ? piece.length : piece instanceof Uint8Array ? piece.byteLength : 0;

/** Bytes (UTF-16 units where text is not encoded yet) that wait for this client in our memory. */
function waitingBytes(conn: EngineSocket): number {
  const { writeBuffer, transport } = conn as unknown as Insides;
  let queued = 0;
  for (const { data } of writeBuffer) queued += sizeOf(data);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}

/** Answers, whenever asked, whether this client has stopped reading. A burst that is read a moment later is none. */
export function watchReader(conn: EngineSocket, now: () => number = Date.now): () => boolean {
  let overSince: number | null = null;
  return () => {
    const waiting = waitingBytes(conn);
    if (waiting > mostEverBytes) return true;
    if (waiting <= mostWaitingBytes) overSince = null;
    else overSince ??= now();
    return overSince !== null && now() - overSince > patienceMs;
  };
}

/** Ends a connection at once. A close in good order would wait until everything was read, which is what does not happen. */
export function cutOff(conn: EngineSocket): void {
  const { transport } = conn as unknown as Insides;
  conn.close(true);
  transport.socket?.terminate?.();
  transport.req?.destroy?.();
}
