// Refuses on a bare socket, where no HTTP response stands in between: what did not become a WebSocket, or was no HTTP.
// With the headers that every answer carries. Knows no reason for it.
import type { Duplex } from 'node:stream';
import { everyAnswer } from './every-answer.ts';

/** Time for the answer to be read. Sockets of an HTTP server stay open as long as the other side keeps its half: whoever
 *  does would hold a descriptor for ever. */
const readWithinMs = 1_000;

/** `status` as in `404 Not Found`; `secure`: whether it was asked by https. */
export function endUpgrade(
  socket: Duplex,
  status: string,
  secure: boolean,
  headers: Record<string, string> = {},
): void {
  socket.on('error', () => socket.destroy());
  const all = { ...everyAnswer(secure), 'Cache-Control': 'no-store', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), readWithinMs).unref();
}
