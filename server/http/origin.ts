// Which pages may talk to this server: only its own. Compares Origin with Host; a `cors` list would not stop a WebSocket.
import type { IncomingMessage } from 'node:http';

/** True where the request has no Origin (not a browser's cross-site call) or its Origin names the host that was asked. */
export function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
