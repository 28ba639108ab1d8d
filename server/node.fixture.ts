// For tests: a real node on a free loopback port over a real store. Pages are left out: stories in real browsers have those.
// Knows nothing of tests: processes of their own and the benches start one too. What ends it after a test is nodes.fixture.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Load } from './gate/load.ts';
import type { Pages } from './http/serve.ts';
import type { Store } from './journal/port.ts';
import { openSqliteStore } from './journal/sqlite.ts';
import { openNode, type ParleyNode } from './node.ts';
import type { Catalogue } from './runtime/catalogue.ts';
import { readLibrary } from './runtime/library.ts';

export const library = (): Promise<Catalogue> => readLibrary(resolve(import.meta.dirname, '../simulations/library'));

/** A load that stays at one level. */
export const steadyLoad = (level: ReturnType<Load['level']>): Load => ({
  level: () => level,
  during: (work) => work(),
  pending: () => 0,
  stop: () => undefined,
});
const calm = steadyLoad('calm');

/** Where a node is reached, whichever process it runs in. */
export type At = {
  url: string;
  /** Where opening a session needs one. */
  hostKey?: string;
};
export type TestNode = ParleyNode & { url: string; faults: unknown[]; folder: string; end(): Promise<void> };

/** Opens a node over SQLite in a new folder, or over an earlier one. `end` closes and removes everything. */
export async function startNode({
  folder = mkdtempSync(join(tmpdir(), 'parley-node-')),
  catalogue,
  now = Date.now,
  crowd = 100,
  load = calm,
  store: given,
  pages = { page: async (_request, response) => void response.writeHead(404).end() },
  ...door
}: {
  folder?: string;
  catalogue?: Catalogue;
  /** Store time, ms. */
  now?: () => number;
  /** In place of SQLite in a folder; closed by whoever opened it. */
  store?: Store;
  /** Many times the limits of one address: a test's clients all come from it. */
  crowd?: number;
  proxies?: number;
  hostKey?: string | null;
  /** Never busy unless said: a test machine may be, which is not what most tests are about. */
  load?: Load;
  /** In place of Next: nothing is there unless said. */
  pages?: Pages;
} = {}): Promise<TestNode> {
  const faults: unknown[] = [];
  const store = given ?? (await openSqliteStore({ path: join(folder, 'parley.sqlite'), now }));
  const node = await openNode({
    store,
    catalogue: catalogue ?? (await library()),
    pages,
    port: 0,
    host: '127.0.0.1',
    crowd,
    load,
    ...door,
    onFault: (fault) => faults.push(fault),
  });
  const close = async () => {
    const answered = await node.close();
    if (!given) await store.close();
    return answered;
  };
  return {
    ...node,
    url: `http://127.0.0.1:${node.port}`,
    faults,
    folder,
    close,
    async end() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
