// For tests of what races: chance from a seed, so that a failure comes again, and a store whose reads take a random moment.
import type { Store } from '../journal/port.ts';
import { soon } from './runtime.fixture.ts';

export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function unsteady(store: Store, random: () => number): Store {
  const later =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (random() < 0.7) await soon(random() * 12);
      const result = await call(...args);
      if (random() < 0.5) await soon(random() * 12);
      return result;
    };
  return {
    ...store,
    readTexts: later(store.readTexts),
    readDocuments: later(store.readDocuments),
    read: later(store.read),
  };
}
