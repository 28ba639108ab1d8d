// Next as a request handler behind our own server.
import { createServer } from 'node:http';
import next from 'next';
import type { Pages } from './serve.ts';

/** Builds nothing: `npm start` has built before, in development Next builds as pages are asked for. */
export async function openPages({
  directory,
  dev,
}: {
  directory: string;
  dev: boolean;
}): Promise<Pages & { close(): Promise<void> }> {
  // Next adds its own `upgrade` listener to the server it is given; it gets one that never listens.
  const app = next({ dev, dir: directory, httpServer: createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    page: (request, response) => handle(request, response),
    ...(dev ? { upgrade: app.getUpgradeHandler() } : {}),
    close: () => app.close(),
  };
}
