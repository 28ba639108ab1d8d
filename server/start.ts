// Composition root of a node: opens store, library and pages, starts the node and ends it cleanly.
// Gets the environment from main.ts.
import { mkdirSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { type Configuration, type Environment, readConfiguration } from './configuration.ts';
import { addressesOf } from './http/addresses.ts';
import { latePages } from './http/late-pages.ts';
import { openNode } from './node.ts';
import { startBeside } from './operations/beside.ts';
import { createLog, type Log } from './operations/log.ts';
import { openStore } from './operations/open-store.ts';
import { createOperations } from './operations/operations.ts';
import { placeFaults } from './operations/places.ts';
import { endOnSignals } from './operations/signals.ts';
import type { AnalysisThread } from './runtime/analysis/thread.ts';
import { readLibrary } from './runtime/library.ts';

const root = resolve(import.meta.dirname, '..');
/** A page that hangs may not keep the process from ending. */
const pagesMayTakeMs = 1_000;
/** A proxy asks each second whether we are ready; it shall know that we leave before the doors close. */
const proxyNoticesMs = 2_500;
/** Several nodes: those who go elsewhere do so over this time. */
const spreadMs = 1_500;

async function start(configuration: Configuration, log: Log, analyst: AnalysisThread): Promise<void> {
  const { port, host, proxies, crowd, hostKey, dev, redisUrl } = configuration;
  log.turn('starting', { node: process.version, store: redisUrl === null ? 'sqlite' : 'redis' });
  // With Redis nothing is kept here, and the disk may be read-only.
  if (redisUrl === null) mkdirSync(configuration.dataFolder, { recursive: true });
  const [opened, catalogue] = await Promise.all([
    openStore(configuration, log),
    readLibrary(configuration.libraryFolder ?? join(root, 'simulations/library'), analyst),
  ]);
  const { store } = opened;
  const { promise: opening, resolve: openPagesNow } = Promise.withResolvers<void>();
  // Sockets and calls are served first: loading and preparing the pages takes longer than all the rest.
  const preparing = opening.then(async () => {
    const { openPages } = await import('./http/pages.ts');
    return openPages({ directory: root, dev });
  });
  const pages = latePages(preparing, { dev });
  const operations = createOperations({
    store,
    log,
    metricsKey: configuration.metricsKey,
    pagesPrepared: pages.prepared,
  });
  const { onFault } = operations;
  process.on('unhandledRejection', onFault);
  const node = await openNode({
    store: operations.store,
    catalogue,
    pages,
    port,
    host,
    proxies,
    crowd,
    hostKey,
    onFault,
    operations,
  });
  log.turn('listening', { port: node.port });
  const beside = await startBeside(configuration, opened, { deleteSession: node.deleteSession, log, onFault });
  const severalNodes = redisUrl !== null;
  endOnSignals(log, async () => {
    operations.leaving.leave();
    log.turn('draining', { connections: node.connections() });
    if (severalNodes) await new Promise((noticed) => setTimeout(noticed, proxyNoticesMs));
    if (!(await node.close(severalNodes ? spreadMs : 0))) log.turn('drainCutShort');
    await beside.stop();
    await store.close();
    await analyst.close();
    await Promise.race([pages.close(), new Promise((done) => setTimeout(done, pagesMayTakeMs))]);
  });
  openPagesNow();
  await preparing;
  log.turn('ready', { port: node.port });
  announce(node.port, host);
  // Now, not at the end: a node that is killed shall start fast again.
  flushCompileCache();
}

function announce(port: number, host: string): void {
  const { here, room } = addressesOf(port, host);
  console.log(`\nParley is ready: ${here}`);
  for (const lan of room) console.log(`Phones in the room: ${lan}`);
  console.log('Ctrl-C ends it; everything is kept.\n');
}

function giveUp(reasons: readonly string[]): never {
  console.error(`Parley cannot start:\n${reasons.map((reason) => `- ${reason}`).join('\n')}`);
  process.exit(1);
}

/** Starts the node that the environment asks for, with the science on a thread of its own; ends the process with words where it cannot. */
export async function startNode(environment: Environment, analyst: AnalysisThread): Promise<void> {
  const read = readConfiguration(environment);
  const faults = [...(read.ok ? [] : read.faults), ...(await placeFaults(read.configuration))];
  if (faults.length > 0) giveUp(faults);
  const { port, logLevel } = read.configuration;
  const log = createLog(logLevel);
  analyst.tellFaults((fault) => log.fault(fault));
  // A bug that nobody caught leaves nothing half done in the store; its message may hold what somebody wrote.
  process.on('uncaughtException', (fault) => {
    log.fault(fault);
    process.exit(1);
  });
  start(read.configuration, log, analyst).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EADDRINUSE')
      giveUp([`Port ${port} is in use: end the other program, or give another port (PORT=${port + 1} npm start).`]);
    giveUp([fault instanceof Error ? fault.message : String(fault)]);
  });
}
