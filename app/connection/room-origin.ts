// The address under which other devices reach the server of this page. On the server's own machine that is not the one in
// the address bar: `localhost` would lead every phone to itself, so the server is asked for its address in the room.
import { getJson } from './ask-http.ts';

/** Whether an address leads other devices to themselves. */
export function onlyHere(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

export async function roomOrigin(): Promise<string> {
  const { origin } = location;
  if (!onlyHere(origin)) return origin;
  const outcome = await getJson<{ addresses: string[] }>('/api/room');
  return (outcome.ok && outcome.answer.addresses[0]) || origin;
}
