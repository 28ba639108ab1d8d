// Who is measured: how each server is started and by which scene the load speaks to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Child, startChild } from '../ground/child.ts';
import type { SceneName } from '../load/main.ts';
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
const program = (name: string) => resolve(import.meta.dirname, '../servers', name);

async function started(server: Child, end: () => Promise<void> = () => server.end()): Promise<Running> {
  return { server, port: await server.ask<number>('port'), beside: [], end };
}

export const contestants = {
  bare: {
    name: 'bare',
    title: 'bare Socket.IO',
    scene: 'bare',
    start: async (core) => started(await startChild(program('bare.ts'), { core, flags })),
  },
  sqlite: {
    name: 'sqlite',
    title: 'ours on SQLite (FULL)',
    scene: 'ours',
    async start(core) {
      const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
      const options: OursOptions = { store: { sqlite: join(folder, 'parley.sqlite') } };
      const server = await startChild(program('ours.ts'), { core, flags, options });
      return started(server, async () => {
        await server.end();
        rmSync(folder, { recursive: true, force: true });
      });
    },
  },
} satisfies Record<string, Contestant>;
