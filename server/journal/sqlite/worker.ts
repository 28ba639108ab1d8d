// The database thread: takes all calls that have arrived, runs them as one group, replies.
// Knows no domain and no clock; the serving thread never waits for the disk, it waits for this thread's replies.

import { flushCompileCache } from 'node:module';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Call, Opened, Reply, WorkerOptions } from './calls.ts';
import { prepareCheckpoint } from './checkpoint.ts';
import { copyTo } from './copy.ts';
import { performWith, runCalls, type Transactions } from './group.ts';
import { prepareReads } from './reads.ts';
import { explained, openDatabase } from './schema.ts';
import { scrubIfDue } from './scrub.ts';
import { createStreamMemory } from './stream-memory.ts';
import { prepareRemovals, prepareWrites } from './writes.ts';

/** The word that ends the thread; every call sent before it is answered first. */
type Message = Call[] | 'close';

function serve(port: MessagePort, { path, synchronous }: WorkerOptions): void {
  const database = openDatabase(path, synchronous);
  scrubIfDue(database);
  const memory = createStreamMemory(database);
  const transactions: Transactions = {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    get isTransaction() {
      return database.isTransaction;
    },
    forget: () => memory.forget(),
  };
  const perform = performWith({
    ...prepareReads(database, memory),
    ...prepareWrites(database, memory),
    ...prepareRemovals(database, memory),
  });
  const checkpoint = prepareCheckpoint(database);
  const copying = new Set<Promise<void>>();
  const reply = (replies: Reply[]) => port.postMessage(replies);
  port.on('message', (first: Message) => {
    const messages = [first, ...waiting(port)];
    const calls = messages.flatMap((message) => (message === 'close' ? [] : message));
    for (const call of calls.filter(isCopy)) {
      const copy = copyTo(database, call).then((answer) => {
        copying.delete(copy);
        reply([answer]);
      });
      copying.add(copy);
    }
    const others = calls.filter((call) => !isCopy(call));
    if (others.length > 0) runCalls(transactions, perform, others, reply);
    // Copies are answered much later: what gathers behind this message must not wait for them.
    else reply([]);
    checkpoint();
    if (!messages.includes('close')) return;
    // A copy that is being made is finished first: it goes fast, and half of one would be none.
    void Promise.all(copying).then(() => {
      database.close();
      port.close();
    });
  });
}

const isCopy = ({ operation }: Call): boolean => operation === 'copyTo';

/** What arrived while the last group was being written. */
function waiting(port: MessagePort): Message[] {
  const messages: Message[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) messages.push(next.message);
  return messages;
}

if (parentPort) {
  const options = workerData as WorkerOptions;
  let opened: Opened = { opened: true };
  try {
    serve(parentPort, options);
  } catch (error) {
    opened = { opened: false, reason: explained(error, options.path).message };
  }
  parentPort.postMessage(opened);
  // Now, not at the end: a node that is killed shall start fast again.
  flushCompileCache();
  if (!opened.opened) parentPort.close();
}
