// Composition root: the only reader of the environment. Opens store, library and pages, starts one node and ends it cleanly.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { type Configuration, readConfiguration } from './configuration.ts';
import { loggedFault } from './fault.ts';
import { addressesOf } from './http/addresses.ts';
import { openPages } from './http/pages.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import { openNode } from './node.ts';
import { startAnalysisThread } from './runtime/analysis/thread.ts';
import { readLibrary } from './runtime/library.ts';

const root = resolve(import.meta.dirname, '..');
/** A page that hangs may not keep the process from ending. */
const pagesMayTakeMs = 2_000;

async function start(configuration: Configuration): Promise<void> {
  const log = pino({ level: configuration.logLevel });
  // A fault's message may hold what somebody wrote; only its kind and place are logged.
  const onFault = (fault: unknown) => log.error({ fault: loggedFault(fault) }, 'fault');
  mkdirSync(configuration.dataFolder, { recursive: true });
  const analyst = startAnalysisThread({ onFault });
  const catalogue = await readLibrary(configuration.libraryFolder ?? join(root, 'simulations/library'), analyst);
  const store = await openSqliteStore({ path: join(configuration.dataFolder, 'parley.sqlite') });
  const pages = await openPages({ directory: root, dev: configuration.dev });
  const { port, host, proxies, crowd } = configuration;
  const node = await openNode({ store, catalogue, pages, port, host, proxies, crowd, onFault });
  announce(node.port, host);

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await node.close();
    await store.close();
    await analyst.close();
    await Promise.race([pages.close(), new Promise((done) => setTimeout(done, pagesMayTakeMs))]);
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function announce(port: number, host: string): void {
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
