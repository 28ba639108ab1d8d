// Ends all live connections without throwing away what is still to be sent, one after the other, so that those who come
// back elsewhere do not all come at once. Knows no command.
import type { Server as Engine } from 'engine.io';
import { clientsOf } from './insides.ts';

/** Longest wait for one that does not read what it was sent. */
const flushMs = 500;
const stepMs = 50;

/** Resolves once all are gone, or cannot be waited for. */
export async function leave(engine: Engine, spreadMs: number): Promise<void> {
  const all = Object.values(clientsOf(engine));
  const steps = Math.max(1, Math.floor(spreadMs / stepMs));
  const perStep = Math.max(1, Math.ceil(all.length / steps));
  for (let start = 0; start < all.length; start += perStep) {
    // Closing waits for what is being sent; the other side sees a connection that broke and comes back by itself.
    for (const socket of all.slice(start, start + perStep)) socket.close();
    if (start + perStep < all.length) await new Promise((later) => setTimeout(later, stepMs));
  }
  const until = performance.now() + flushMs;
  while (engine.clientsCount > 0 && performance.now() < until) await new Promise((later) => setTimeout(later, 10));
}
