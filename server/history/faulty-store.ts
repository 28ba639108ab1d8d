// A store under a node that can die in the middle of its work, or hang: at a named point nothing more comes out of it.
// Adds no promise and takes none away; what it is told to do at its death is the house's.
import type { Append, Store } from '../journal/port.ts';
import type { Point } from './house.ts';

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
/** Long enough for an answer to have left, before the node looks for the texts that go with the fan-out. */
const answerLeavesMs = 15;

export function faultyStore(store: Store, onDeath: (point: Point) => void): FaultyStore {
  let armed: Point | 'fanOut' | null = null;
  let dead = false;
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

  async function append(item: Append): ReturnType<Store['append']> {
    const moves = item.facts.length > 0 && item.stream.startsWith('table:');
    if (moves && armed === 'beforeCommit') return fall('beforeCommit');
    underWay += 1;
    try {
      const appending = store.append(item);
      if (moves && armed === 'inGroup' && underWay > 1) return fallMeanwhile('inGroup');
      const result = await appending;
      if (dead) return never;
      if (moves && armed === 'beforeAnswer' && result.outcome === 'appended') return fall('beforeAnswer');
      if (armed === 'beforeFanOut' && result.outcome === 'appended' && (item.texts ?? []).length > 0) armed = 'fanOut';
      return result;
    } finally {
      underWay -= 1;
    }
  }

  async function readTexts(refs: readonly string[]): ReturnType<Store['readTexts']> {
    if (armed !== 'fanOut') return store.readTexts(refs);
    await new Promise((left) => setTimeout(left, answerLeavesMs));
    if (armed === 'fanOut') return fall('beforeFanOut');
    // Disarmed in the meantime it goes on.
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
