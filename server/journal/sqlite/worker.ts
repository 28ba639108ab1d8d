// The database thread: takes all calls that have arrived, runs them as one group, replies.
// Knows no domain and no clock; the serving thread never waits for the disk, it waits for this thread's replies.

import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Call, Opened, Reply, WorkerOptions } from './calls.ts';
import { performWith, runCalls } from './group.ts';
import { prepareReads } from './reads.ts';
import { explained, openDatabase } from './schema.ts';
import { scrubIfDue } from './scrub.ts';
import { prepareRemovals, prepareWrites } from './writes.ts';

/** The word that ends the thread; every call sent before it is answered first. */
type Message = Call[] | 'close';

function serve(port: MessagePort, { path, synchronous }: WorkerOptions): void {
  const database = openDatabase(path, synchronous);
  scrubIfDue(database);
  const perform = performWith({
    ...prepareReads(database),
    ...prepareWrites(database),
    ...prepareRemovals(database),
  });
  port.on('message', (first: Message) => {
    const messages = [first, ...waiting(port)];
    const calls = messages.flatMap((message) => (message === 'close' ? [] : message));
    runCalls(database, perform, calls, (replies: Reply[]) => port.postMessage(replies));
    if (!messages.includes('close')) return;
    database.close();
    port.close();
  });
}

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
  if (!opened.opened) parentPort.close();
}
