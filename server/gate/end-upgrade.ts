// Refuses on a bare socket, where no HTTP response stands in between: what did not become a WebSocket, or was no HTTP.
// Knows no reason for it.
import type { Duplex } from 'node:stream';

/** Time for the answer to be read. Sockets of an HTTP server stay open as long as the other side keeps its half: whoever
 *  does would hold a descriptor for ever. */
const readWithinMs = 1_000;

/** `status` as in `404 Not Found`. */
export function endUpgrade(socket: Duplex, status: string, headers: Record<string, string> = {}): void {
  socket.on('error', () => socket.destroy());
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), readWithinMs).unref();
}
