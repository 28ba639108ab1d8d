// Ends the process when it is asked to: cleanly the first time, at once the second, and in any case before a supervisor kills it.
import type { Log } from './log.ts';

/** Docker kills after 10 s unless told otherwise. */
const mostMs = 9_000;
const codes = { SIGINT: 130, SIGTERM: 143 } as const;

/** `end` closes everything; the process exits with 0 after it. */
export function endOnSignals(log: Log, end: () => Promise<void>): void {
  const heard = new Set<string>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The same again means "now". Another one may be the first in other words: `npm start` passes Ctrl-C on as SIGTERM.
      if (heard.has(signal)) process.exit(codes[signal]);
      if (heard.size === 0) void finish(log, end);
      heard.add(signal);
    });
  }
}

async function finish(log: Log, end: () => Promise<void>): Promise<never> {
  setTimeout(() => {
    log.turn('drainCutShort');
    process.exit(1);
  }, mostMs).unref();
  try {
    await end();
    log.turn('stopped');
    process.exit(0);
  } catch (fault) {
    log.fault(fault);
    process.exit(1);
  }
}
