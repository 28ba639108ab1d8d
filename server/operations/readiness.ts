// Whether a node can serve: the store answers, the clocks agree, the pages are there, and it is not leaving.
// Says so in closed words; a proxy reads the status, an operator the checks.
import type { Store } from '../journal/port.ts';
import { StoreLost } from '../journal/unavailable.ts';

export type Check = 'store' | 'clock' | 'pages' | 'staying';
export type Readiness = { ready: boolean; checks: Record<Check, string> };
export type ReadinessOptions = {
  store: Pick<Store, 'now' | 'lookup'>;
  leaving: { stage(): string };
  pagesPrepared(): boolean;
  /** The machine's clock, ms. */
  now?: () => number;
};

const ok = 'ok';
const storeFaults = {
  late: 'does not answer in time',
  away: 'away',
  lost: 'does not hold the sessions that this node knows: restore the backup',
};
/** A proxy asks each second and gives up after one: an answer that comes later is none. */
export const answerWithinMs = 900;
/** A node whose clock is further from the store's is set wrongly; deadlines go by the store's, cookies and logs do not. */
export const clocksDifferMs = 5_000;
/** No machine's clock is right before this was written: one without a battery starts in 1970. */
const earliest = Date.UTC(2026, 0, 1);

export function createReadiness({ store, leaving, pagesPrepared, now = Date.now }: ReadinessOptions) {
  return async (): Promise<Readiness> => {
    const asked = await within(answerWithinMs, askStore(store));
    const checks: Record<Check, string> = {
      store: typeof asked === 'number' ? ok : storeFaults[asked],
      clock: typeof asked === 'number' ? clockFault(asked, now()) : 'unknown while the store is away',
      pages: pagesPrepared() ? ok : 'being prepared',
      staying: leaving.stage() === 'serving' ? ok : 'this node is leaving',
    };
    return { ready: Object.values(checks).every((check) => check === ok), checks };
  };
}

/** A true journey to the store and back: the embedded one knows the time without asking its disk. */
async function askStore(store: ReadinessOptions['store']): Promise<number | 'away' | 'lost'> {
  try {
    await store.lookup('ready', 'ready');
    return await store.now();
  } catch (fault) {
    return fault instanceof StoreLost ? 'lost' : 'away';
  }
}

function clockFault(storeNow: number, here: number): string {
  if (Math.abs(storeNow - here) > clocksDifferMs)
    return `differs from the store's by ${Math.round((here - storeNow) / 1000)} s: set this machine's or the store's clock`;
  return here < earliest ? "is set to the past: set this machine's clock" : ok;
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
