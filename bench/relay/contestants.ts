// Who is measured: how each server is started and by which scene the load speaks to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serverFlags } from '../../scripts/lib/server-flags.mjs';
import { type Child, startChild } from '../ground/child.ts';
import { startRedis } from '../ground/redis.ts';
import type { SceneName } from '../load/main.ts';
import { installPeers } from '../peers/install.ts';
import type { BareOptions } from '../servers/bare.ts';
import type { OursOptions } from '../servers/ours.ts';

export type Running = {
  server: Child;
  port: number;
  /** Processes that the server cannot do without, such as its database. */
  beside: readonly number[];
  end(): Promise<void>;
};
export type Contestant = { name: string; title: string; scene: SceneName; start(core: number): Promise<Running> };

const flags = ['--expose-gc'];
const ourFlags = [...flags, ...serverFlags];
const program = (name: string) => resolve(import.meta.dirname, '../servers', name);
const peer = (name: string) => resolve(import.meta.dirname, '../peers', name);

async function started(server: Child, end: () => Promise<void> = () => server.end()): Promise<Running> {
  return { server, port: await server.ask<number>('port'), beside: [], end };
}

/** A server with a folder of its own, which goes with it. */
async function withFolder(start: (folder: string) => Promise<Child>): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const server = await start(folder);
  return started(server, async () => {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** The ones that are wished for, in that order. Throws where there is no such name. */
export function contestantsCalled(names: readonly string[]): Contestant[] {
  return names.map((name) => {
    const contestant = (contestants as Record<string, Contestant>)[name];
    if (contestant === undefined) throw new Error(`--only takes ${Object.keys(contestants).join(', ')}, not "${name}"`);
    return contestant;
  });
}

export const contestants = {
  bare: {
    name: 'bare',
    title: 'bare Socket.IO',
    scene: 'bare',
    start: async (core) => started(await startChild(program('bare.ts'), { core, flags })),
  },
  /** For joins: what keeping alone adds to one. */
  kept: {
    name: 'kept',
    title: 'bare, and one row kept',
    scene: 'bare',
    start: (core) =>
      withFolder(async (folder) => {
        const options: BareOptions = { keep: join(folder, 'people.sqlite') };
        return startChild(program('bare.ts'), { core, flags, options });
      }),
  },
  sqlite: {
    name: 'sqlite',
    title: 'ours on SQLite (FULL)',
    scene: 'ours',
    start: (core) =>
      withFolder(async (folder) => {
        const options: OursOptions = { store: { sqlite: join(folder, 'parley.sqlite') } };
        return startChild(program('ours.ts'), { core, flags: ourFlags, options });
      }),
  },
  redis: {
    name: 'redis',
    title: 'ours on Redis (AOF always)',
    scene: 'ours',
    async start(core) {
      const redis = await startRedis(core);
      const options: OursOptions = { store: { redis: redis.url } };
      const server = await startChild(program('ours.ts'), { core, flags: ourFlags, options });
      const running = await started(server, async () => {
        await server.end();
        await redis.end();
      });
      return { ...running, beside: [redis.pid()] };
    },
  },
  boardgame: {
    name: 'boardgame',
    title: 'boardgame.io 0.50.2',
    scene: 'boardgame',
    async start(core) {
      installPeers();
      return started(await startChild(peer('boardgame.mjs'), { core, flags }));
    },
  },
  colyseus: {
    name: 'colyseus',
    title: 'Colyseus 0.18',
    scene: 'colyseus',
    async start(core) {
      installPeers();
      return started(await startChild(peer('colyseus.mjs'), { core, flags }));
    },
  },
} satisfies Record<string, Contestant>;
