// A store under a node that can die in the middle of its work, or hang: at a named point nothing more comes out of it.
// Adds no promise and takes none away; what it is told to do at its death is the house's.
import type { Append, AppendResult, Store } from '../journal/port.ts';
import { isUnlooking, type Point } from './house.ts';

export type FaultyStore = {
  store: Store;
  /** Dies the next time that this point is met. */
  arm(point: Point): void;
  disarm(): void;
  /** Nothing is answered any more. */
  die(): void;
  /** Every call waits until the promise resolves. */
  hang(until: Promise<void>): void;
};

const never = new Promise<never>(() => undefined);
/** Long enough for an answer to leave. Whether it did, its client knows: only then the point counts as met. */
const answerLeavesMs = 15;

export type Death = {
  onDeath(point: Point): void;
  /** This command is durable and its answer leaves now; death follows before anybody else is told. */
  onAnswering(commandId: string): void;
};

export function faultyStore(store: Store, { onDeath, onAnswering }: Death): FaultyStore {
  let armed: Point | null = null;
  let dead = false;
  /** While it is not decided whether to die before a fan-out: nobody is told anything that has words. */
  let untold: { waiting: number; over: Promise<void> } | null = null;
  let hanging: Promise<void> | null = null;
  let underWay = 0;
  const fall = (point: Point): Promise<never> => {
    armed = null;
    dead = true;
    onDeath(point);
    return never;
  };
  /** The group is on its way to the store: it is met there not yet, in the middle of its commit, or after it. */
  const fallMeanwhile = (point: Point): Promise<never> => {
    armed = null;
    dead = true;
    if (Math.random() < 0.5) setImmediate(onDeath, point);
    else setTimeout(onDeath, Math.random() * 4, point);
    return never;
  };

  /** To die between answer and fan-out, words are held back from before the commit on: its own hint may tell a node of it first. */
  async function dieBeforeFanOut(item: Append): Promise<AppendResult> {
    const decided = Promise.withResolvers<void>();
    const holding = { waiting: 0, over: decided.promise };
    untold = holding;
    const letGo = () => {
      untold = null;
      decided.resolve();
    };
    const result = await store.append(item).catch((fault: unknown) => {
      letGo();
      throw fault;
    });
    if (result.outcome !== 'appended' || armed !== 'beforeFanOut') {
      letGo();
      return result;
    }
    onAnswering(item.idempotency.commandId);
    setTimeout(() => {
      // Where nobody was to be told there is no fan-out to be before.
      if (armed === 'beforeFanOut' && holding.waiting > 0) void fall('beforeFanOut');
      letGo();
    }, answerLeavesMs);
    return result;
  }

  async function append(item: Append): Promise<AppendResult> {
    const moves = item.facts.length > 0 && item.stream.startsWith('table:');
    if (moves && armed === 'beforeCommit') return fall('beforeCommit');
    if (moves && armed === 'beforeFanOut' && untold === null && isUnlooking(item.idempotency.commandId))
      return dieBeforeFanOut(item);
    underWay += 1;
    try {
      const appending = store.append(item);
      if (moves && armed === 'inGroup' && underWay > 1) return fallMeanwhile('inGroup');
      const result = await appending;
      if (dead) return never;
      if (moves && armed === 'beforeAnswer' && result.outcome === 'appended') return fall('beforeAnswer');
      return result;
    } finally {
      underWay -= 1;
    }
  }

  async function readTexts(refs: readonly string[]): ReturnType<Store['readTexts']> {
    if (untold !== null) {
      untold.waiting += 1;
      await untold.over;
    }
    return dead ? never : store.readTexts(refs);
  }

  const own: Partial<Store> = { append, readTexts };
  const faulty = Object.fromEntries(
    Object.entries(store).map(([name, call]) => {
      const asked = (own[name as keyof Store] ?? call) as (...args: unknown[]) => unknown;
      if (name === 'watch' || name === 'hear') return [name, asked];
      const guarded = async (...args: unknown[]) => {
        if (hanging) await hanging;
        if (dead) return never;
        const answer = await asked(...args);
        if (hanging) await hanging;
        return dead ? never : answer;
      };
      return [name, guarded];
    }),
  ) as Store;
  return {
    store: faulty,
    arm: (point) => {
      armed = point;
    },
    disarm: () => {
      armed = null;
    },
    die: () => {
      dead = true;
    },
    hang: (until) => {
      hanging = until.finally(() => {
        hanging = null;
      });
    },
  };
}
