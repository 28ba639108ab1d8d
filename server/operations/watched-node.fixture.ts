// For tests: a node with its figures and its log in one's hands, over a store that can be made to fail or to hang.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../journal/port.ts';
import { openSqliteStore } from '../journal/sqlite.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { library, type TestNode } from '../node.fixture.ts';
import { openNode } from '../node.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createLog } from './log.ts';
import { createOperations, type Operations } from './operations.ts';

export const canary = 'Kanarie-7919';
export type WatchedNode = {
  node: TestNode;
  operations: Operations;
  runtime: Runtime;
  lines: string[];
  kinds(): string[];
  /** 'bug' and 'away' fail, with a canary in the words of the bug; 'hung' answers nothing until it is whole again. */
  store: 'whole' | 'away' | 'bug' | 'hung';
  pagesPrepared: boolean;
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
  /** One figure, by its name and labels as they are written; 0 where it is not there yet. */
  figure(name: string): Promise<number>;
};

type WatchedOptions = { metricsKey?: string; crowd?: number; proxies?: number; strandedAfter?: number };

/** Starts nodes for the tests of a file, and ends them after each. */
export function watchedNodes(): (options?: WatchedOptions) => Promise<WatchedNode> {
  let folder: string;
  const started: WatchedNode[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-health-'));
  });
  afterEach(async () => {
    for (const watched of started.splice(0)) {
      watched.store = 'whole';
      await watched.node.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });
  return async (options = {}) => {
    const watched = await startWatched(folder, options);
    started.push(watched);
    return watched;
  };
}

async function startWatched(
  folder: string,
  { metricsKey, crowd = 100, proxies = 0, strandedAfter }: WatchedOptions,
): Promise<WatchedNode> {
  const watched = { store: 'whole', pagesPrepared: true, lines: [] as string[] } as unknown as WatchedNode;
  const store = breakable(await openSqliteStore({ path: join(folder, 'parley.sqlite') }), watched);
  const log = createLog('debug', { to: { write: (line: string) => void watched.lines.push(line) } });
  const operations = createOperations({
    store,
    log,
    metricsKey: metricsKey ?? null,
    pagesPrepared: () => watched.pagesPrepared,
    ...(strandedAfter !== undefined && { strandedAfter }),
  });
  const opened = await openNode({
    store: operations.store,
    catalogue: await library(),
    pages: { page: async (_request, response) => void response.writeHead(404).end() },
    port: 0,
    host: '127.0.0.1',
    crowd,
    proxies,
    onFault: operations.onFault,
    operations: {
      ...operations,
      watch(runtime) {
        watched.runtime = operations.watch(runtime);
        return watched.runtime;
      },
    },
  });
  const url = `http://127.0.0.1:${opened.port}`;
  let closing: Promise<boolean> | null = null;
  const close = () => {
    closing ??= opened.close().finally(() => operations.store.close());
    return closing;
  };
  const get: WatchedNode['get'] = async (path, headers = {}) => {
    const response = await fetch(`${url}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
  return Object.assign(watched, {
    operations,
    node: { ...opened, url, faults: [], folder, close, end: async () => void (await close()) },
    kinds: () => watched.lines.map((line) => (JSON.parse(line) as { kind: string }).kind),
    get,
    async figure(name: string) {
      const line = (await get('/metrics')).text.split('\n').find((one) => one.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1) ?? 0);
    },
  });
}

function breakable(store: Store, watched: Pick<WatchedNode, 'store'>): Store {
  const guarded =
    <Call extends (...args: never[]) => Promise<unknown>>(call: Call) =>
    async (...args: Parameters<Call>) => {
      if (watched.store === 'away') throw new StoreUnavailable('the test took the store away');
      if (watched.store === 'bug') throw new TypeError(canary);
      while (watched.store === 'hung') await new Promise((later) => setTimeout(later, 50));
      return call(...args);
    };
  // Every call through which a node notices how its store fares: one that still answered would be taken for its return.
  const { append, lookup, dueUntil, beat, pendingOutbox } = store;
  return {
    ...store,
    append: guarded(append),
    lookup: guarded(lookup),
    dueUntil: guarded(dueUntil),
    beat: guarded(beat),
    pendingOutbox: guarded(pendingOutbox),
  } as Store;
}

/** Looks again until it is so, at most so long. */
export async function until(look: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  for (const end = Date.now() + ms; !(await look()); ) {
    if (Date.now() > end) throw new Error(`it did not come about within ${ms} ms`);
    await new Promise((later) => setTimeout(later, 50));
  }
}
