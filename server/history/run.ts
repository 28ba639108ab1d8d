// One run of the checker from a seed: a house of the store asked for, a history played in it, a verdict over it.
import { createMemoryStore } from '../journal/memory.ts';
import { redisGround, sqliteGround } from './grounds.ts';
import type { House } from './house.ts';
import { insideHouse } from './house-inside.ts';
import { outsideHouse } from './house-outside.ts';
import { judge, type Verdict } from './judge.ts';
import type { Plan } from './plan.ts';
import { type History, play } from './play.ts';
import { type Chance, chanceFrom } from './random.ts';
import { report } from './report.ts';
import type { Sabotage } from './sabotage.ts';
import { inVirtualTime } from './virtual-time.ts';

export const stores = ['memory', 'sqlite', 'redis'] as const;
export type Wish = {
  store: (typeof stores)[number];
  commands: number;
  seed: number;
  sabotage: Sabotage | null;
  /** The bound of the head promise, ms; machines that run other things besides need more. */
  headWithinMs?: number;
  bursts?: number;
  harmsEach?: number | 'every';
};
export type Run = { history: History; verdict: Verdict; text: string };

/** A run of so many commands meets everything that there is to meet. */
const wholeFrom = 5_000;
/** Two seconds after the last harm everybody has what was written. */
export const headWithinMs = 2_000;

export function run(wish: Wish): Promise<Run> {
  const chance = chanceFrom(wish.seed);
  const startedAt = process.hrtime.bigint();
  const seconds = () => Math.round(Number((process.hrtime.bigint() - startedAt) / 1_000_000n) / 1000);
  const playing = () => playAndJudge(wish, chance, seconds);
  return wish.store === 'memory' ? inVirtualTime(chance.fork('world'), playing) : playing();
}

async function playAndJudge(wish: Wish, chance: Chance, seconds: () => number): Promise<Run> {
  const house = await openHouse(wish, chance.fork('house'));
  try {
    const history = await play(house, planOf(wish), chance);
    const { faults } = house;
    const { store, nodesStore } = await house.look();
    const verdict = await judge({
      store,
      nodesStore,
      history,
      faults,
      headWithinMs: wish.headWithinMs ?? headWithinMs,
      whole: planOf(wish).whole,
      sound: wish.sabotage === null,
    });
    const name = `${wish.store}, seed ${wish.seed}${wish.sabotage ? `, sabotage ${wish.sabotage}` : ''}`;
    return { history, verdict, text: report(name, history, verdict, seconds()) };
  } finally {
    await house.end();
  }
}

function planOf({ commands, store, sabotage, bursts, harmsEach = 4 }: Wish): Plan {
  const inside = store === 'memory' || (store === 'sqlite' && sabotage !== null);
  return {
    commands,
    bursts: bursts ?? Math.max(2, Math.round(commands / 1_500)),
    whole: commands >= wholeFrom && sabotage === null && bursts === undefined,
    harmsEach,
    calmMs: 2_100,
    restMs: 30_000,
    stalledMs: inside || sabotage !== null ? 6_000 : 25_000,
    pace: inside
      ? { thinkMs: store === 'memory' ? 150 : 0, timeoutMs: 3_000, retryMs: 30 }
      : { thinkMs: 300, timeoutMs: 4_000, retryMs: 100 },
  };
}

/** SQLite belongs to one process: to see a head that is not exact, or nobody told, two nodes share the file within this one. */
async function openHouse({ store, sabotage, seed }: Wish, chance: Chance): Promise<House> {
  if (store === 'redis') return outsideHouse(await redisGround(sabotage), sabotage, seed);
  const ground = store === 'sqlite' ? await sqliteGround(null) : null;
  if (ground !== null && sabotage === null) return outsideHouse(ground, null, seed);
  const shared = ground ? (await ground.look()).store : createMemoryStore();
  return insideHouse({
    store: shared,
    nodes: 3,
    chance,
    sabotage,
    close: () => (ground ? ground.end() : shared.close()),
  });
}
