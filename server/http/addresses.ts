// The addresses under which people in the room can reach this machine.
import { networkInterfaces } from 'node:os';

/** `http://…` on this machine first, then one for each LAN address that phones can use. */
export function addressesOf(port: number, host: string): { here: string; room: string[] } {
  if (host !== '0.0.0.0' && host !== '::') return { here: `http://${host}:${port}`, room: [] };
  const room = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`);
  return { here: `http://localhost:${port}`, room };
}

/** Whether a connection comes from this very machine. */
export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
