// The load as a process of its own: opens one scene and drives it as the bench asks.
import { answering, givenOptions } from '../ground/answering.ts';
import { type Spread, spreadOf } from '../ground/percentile.ts';
import { type Driven, Driver } from './drive.ts';
import { upTo } from './pool.ts';
import type { OpenScene, Scene } from './scene.ts';
import { openBare } from './scene-bare.ts';
import { openBoardgame } from './scene-boardgame.ts';
import { openColyseus } from './scene-colyseus.ts';
import { openOurs } from './scene-ours.ts';

const scenes = { bare: openBare, ours: openOurs, boardgame: openBoardgame, colyseus: openColyseus } satisfies Record<
  string,
  OpenScene
>;
export type SceneName = keyof typeof scenes;
export type LoadOptions = { scene: SceneName; port: number; tables: number };

export type Drive = { how: 'steadily' | 'asFastAsAnswered'; ms: number };
export type DriveReport = Omit<Driven, 'latencies' | 'deliveries'> & {
  latency: Spread;
  delivery: Spread;
  /** Offers that never came through. */
  lost: number;
};

/** `known`: of those who came first, whoever is not here; else people who never came. */
export type Coming = { count: number; perSecond: number; known?: boolean };
export type CameReport = {
  /** From the first byte until they have their view, ms. */
  taking: Spread;
  toldToWait: number;
};

/** At an even pace, whatever becomes of those before. */
async function letCome(into: Scene | null, { count, perSecond, known = false }: Coming): Promise<CameReport> {
  const first = known ? 0 : came;
  if (!known) came += count;
  const waits: number[] = [];
  const began = performance.now();
  const taken = await Promise.all(
    upTo(count).map(async (nth) => {
      await new Promise((later) =>
        setTimeout(later, Math.max(0, began + (nth / perSecond) * 1_000 - performance.now())),
      );
      const cameAt = performance.now();
      waits.push((await into?.come?.(first + nth)) ?? 0);
      return performance.now() - cameAt;
    }),
  );
  return { taking: spreadOf(taken), toldToWait: waits.reduce((sum, one) => sum + one, 0) };
}

const { scene: name, port, tables } = givenOptions<LoadOptions>();
const driver = new Driver(tables);
let scene: Scene | null = null;
/** Newcomers so far: each is somebody else. */
let came = 0;

answering({
  async open() {
    scene = await scenes[name](port, tables, driver.watch);
    return scene.offerBytes;
  },
  async drive({ how, ms }: Drive): Promise<DriveReport> {
    if (scene === null) throw new Error('nothing is open yet');
    const { latencies, deliveries, ...driven } = await driver[how](scene, ms);
    return { ...driven, latency: spreadOf(latencies), delivery: spreadOf(deliveries), lost: driver.underWay() };
  },
  come: (coming: Coming) => letCome(scene, coming),
  leave() {
    scene?.leave?.();
  },
  close() {
    scene?.close();
  },
});
