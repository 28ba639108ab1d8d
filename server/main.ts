// Composition root: the only reader of the environment. Puts store, library, runtime, sockets and pages together and ends them cleanly.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { addressesOf } from './addresses.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { identityOf } from './http/api.ts';
import { sameOrigin } from './http/origin.ts';
import { openPages } from './http/pages.ts';
import { serveHttp } from './http/serve.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import { readLibrary } from './runtime/library.ts';
import { createRuntime } from './runtime/runtime.ts';
import { serveSockets, socketPath } from './socket/serve.ts';

const root = resolve(import.meta.dirname, '..');

async function start(configuration: Configuration): Promise<void> {
  const log = pino({ level: configuration.logLevel });
  // A fault's message may hold what somebody wrote; only its kind and place are logged.
  const onFault = (fault: unknown) =>
    log.error({ fault: fault instanceof Error ? { name: fault.name, stack: fault.stack } : String(fault) }, 'fault');
  mkdirSync(configuration.dataFolder, { recursive: true });
  const store = await openSqliteStore({ path: join(configuration.dataFolder, 'parley.sqlite') });
  const catalogue = await readLibrary(configuration.libraryFolder ?? join(root, 'simulations/library'));
  const runtime = await createRuntime({ store, catalogue, onFault });
  const sockets = serveSockets({
    runtime,
    sameOrigin,
    onFault,
    authenticate: async (request, handshake) => {
      const { sessionId } = handshake;
      if (handshake.as === 'person')
        return identityOf({ request, runtime }, { kind: 'person', id: handshake.person }, sessionId);
      if (handshake.as === 'facilitator')
        return identityOf({ request, runtime }, { kind: 'facilitator', id: sessionId }, sessionId);
      const screen = await identityOf({ request, runtime }, { kind: 'screen', id: sessionId }, sessionId);
      const facilitator =
        screen ?? (await identityOf({ request, runtime }, { kind: 'facilitator', id: sessionId }, sessionId));
      return facilitator && { ...facilitator, kind: 'screen' };
    },
  });
  const pages = await openPages({ directory: root, dev: configuration.dev });
  const server = serveHttp({ runtime, sockets: { ...sockets, path: socketPath }, pages, onFault });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(configuration.port, configuration.host, () => listening());
  });
  announce(server.address(), configuration.host);

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    // Sockets first, so that nobody is answered by half a house; a page that hangs may not keep the store open.
    await sockets.close();
    server.close();
    server.closeAllConnections();
    await runtime.stop();
    await store.close();
    await Promise.race([pages.close(), new Promise((done) => setTimeout(done, 2_000))]);
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function announce(address: ReturnType<import('node:http').Server['address']>, host: string): void {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { here, room } = addressesOf(port, host);
  console.log(`\nParley is ready: ${here}`);
  for (const lan of room) console.log(`Phones in the room: ${lan}`);
  console.log('Ctrl-C ends it; everything is kept.\n');
}

const read = readConfiguration(process.env);
if (read.ok) {
  start(read.configuration).catch((fault: unknown) => {
    console.error(`Parley cannot start: ${fault instanceof Error ? fault.message : String(fault)}`);
    process.exit(1);
  });
} else {
  console.error(`Parley cannot start:\n${read.faults.map((fault) => `- ${fault}`).join('\n')}`);
  process.exit(1);
}
