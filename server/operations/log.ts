// What the operator reads: one line for each turn in the life of a node, one for each kind of fault. Never what somebody wrote.
import pino, { type DestinationStream } from 'pino';
import { loggedFault } from '../fault.ts';
import type { RefusedAt, RefusedFor } from '../gate/refused.ts';

/** The closed list of what is told, and how loud. */
const levels = {
  starting: 'info',
  listening: 'info',
  ready: 'info',
  draining: 'info',
  stopped: 'info',
  storeAway: 'error',
  storeBack: 'warn',
  storeUnsafe: 'warn',
  sentOn: 'warn',
  backupMade: 'info',
  backupFailed: 'error',
  controlMissing: 'warn',
  sessionsExpired: 'info',
  drainCutShort: 'error',
} as const;
export type Turn = keyof typeof levels;

export type Log = {
  /** `details`: figures and our own words only. */
  turn(kind: Turn, details?: Record<string, number | string | boolean | null>): void;
  fault(fault: unknown): void;
  /** Somebody was turned away: where and why, never who. */
  refused(at: RefusedAt, why: RefusedFor): void;
};

/** One and the same fault or refusal is told once in so long, with a count of what was left out: a store that is away is asked ten times a second. */
const quietMs = 10_000;
/** Kinds remembered at once. */
const mostKinds = 200;

export function createLog(
  level: string,
  { to, now = Date.now }: { to?: DestinationStream; now?: () => number } = {},
): Log {
  const options = { level, base: { pid: process.pid } };
  const out = to ? pino(options, to) : pino(options);
  const fewLines = atMostEach(quietMs, now);
  return {
    turn(kind, details = {}) {
      out[levels[kind]]({ ...details, kind }, kind);
    },
    fault(fault) {
      const logged = loggedFault(fault);
      const key = [logged.name, logged.message, logged.place[0]].join();
      fewLines(key, (leftOut) => out.error({ kind: 'fault', fault: logged, leftOut }, 'fault'));
    },
    refused(at, why) {
      fewLines(`${at} ${why}`, (leftOut) => out.info({ kind: 'refused', at, why, leftOut }, 'refused'));
    },
  };
}

/** Tells the first of a kind, then nothing for so long, then the next with the count of what was left out. */
function atMostEach(ms: number, now: () => number): (kind: string, tell: (leftOut: number) => void) => void {
  const told = new Map<string, { at: number; leftOut: number }>();
  return (kind, tell) => {
    const before = told.get(kind);
    if (before && now() - before.at < ms) {
      before.leftOut += 1;
      return;
    }
    if (told.size >= mostKinds) told.clear();
    told.set(kind, { at: now(), leftOut: 0 });
    tell(before?.leftOut ?? 0);
  };
}
