// One run of the checker from a seed: a house of the store asked for, a history played in it, a verdict over it.
import { createMemoryStore } from '../journal/memory.ts';
import type { House } from './house.ts';
import { insideHouse } from './house-inside.ts';
import { judge, type Verdict } from './judge.ts';
import { type History, type Plan, play } from './play.ts';
import { type Chance, chanceFrom } from './random.ts';
import { report } from './report.ts';
import type { Sabotage } from './sabotage.ts';

export const stores = ['memory', 'sqlite', 'redis'] as const;
export type Wish = {
  store: (typeof stores)[number];
  commands: number;
  seed: number;
  sabotage: Sabotage | null;
  /** The bound of the head promise, ms; machines that run other things besides need more. */
  headWithinMs?: number;
  bursts?: number;
};
export type Run = { history: History; verdict: Verdict; text: string };

/** Two seconds after the last harm everybody has what was written. */
export const headWithinMs = 2_000;

export async function run(wish: Wish): Promise<Run> {
  const chance = chanceFrom(wish.seed);
  const startedAt = Date.now();
  const house = await openHouse(wish, chance.fork('house'));
  try {
    const history = await play(house, planOf(wish), chance);
    const { store, nodesStore, faults } = house;
    const verdict = await judge({
      store,
      nodesStore,
      history,
      faults,
      headWithinMs: wish.headWithinMs ?? headWithinMs,
    });
    for (const player of history.players) player.end();
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const name = `${wish.store}, seed ${wish.seed}${wish.sabotage ? `, sabotage ${wish.sabotage}` : ''}`;
    return { history, verdict, text: report(name, history, verdict, seconds) };
  } finally {
    await house.end();
  }
}

function planOf({ commands, store, bursts }: Wish): Plan {
  const inside = store === 'memory';
  return {
    commands,
    bursts: bursts ?? Math.max(2, Math.round(commands / 1_500)),
    harmsEach: 4,
    calmMs: 2_100,
    restMs: 30_000,
    pace: inside ? { thinkMs: 0, timeoutMs: 3_000 } : { thinkMs: 60, timeoutMs: 3_000 },
  };
}

async function openHouse({ store, sabotage }: Wish, chance: Chance): Promise<House> {
  if (store !== 'memory') throw new Error('not yet');
  const memory = createMemoryStore();
  return insideHouse({ store: memory, nodes: 3, chance, sabotage, close: () => memory.close() });
}
