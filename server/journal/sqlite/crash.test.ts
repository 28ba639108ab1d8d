// What a kill -9 and a second server may do to the file, with real processes.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { Store } from '../port.ts';
import { openSqliteStore } from '../sqlite.ts';
import { scratchPaths } from './files.fixture.ts';

type Ack = { stream: string; version: number; position: number; id: string };

const newPath = scratchPaths();
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** Resolves when the process has printed `lines` lines. `output` goes on growing until it is dead. */
async function startAppender(path: string, lines: number) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./appender.fixture.ts', import.meta.url)), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  const closed = once(child, 'close');
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.split('\n').length > lines) resolve();
    });
    closed.then(() => reject(new Error(`ended after: ${output}`)), reject);
  });
  const kill = async (): Promise<Ack[]> => {
    child.kill('SIGKILL');
    await closed;
    // The last line may be cut.
    const whole = output.split('\n').slice(0, -1);
    return whole.filter((line) => line.startsWith('ack ')).map((line) => JSON.parse(line.slice(4)) as Ack);
  };
  return { kill };
}

async function expectKept(store: Store, acks: Ack[]): Promise<void> {
  const all = await store.readAll(0, 1_000_000);
  const byId = new Map(all.map((row) => [row.fact, row]));
  expect(byId.size, 'no fact twice').toBe(all.length);
  const missing = acks.filter(({ id, stream, version, position }) => {
    const row = byId.get(id);
    return row?.stream !== stream || row.version !== version || row.position !== position;
  });
  expect(missing, 'every acknowledged fact where its ack said').toEqual([]);
  for (const stream of new Set(all.map((row) => row.stream))) {
    const versions = (await store.read(stream)).map((row) => row.version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  }
  // What is written beside a fact is there exactly where the fact is.
  const ids = all.map((row) => row.fact as string);
  expect((await store.readTexts(ids)).size).toBe(ids.length);
  const last = acks.at(-1);
  const kept = last && (await store.findAck(last.stream, 'seat', last.id, 'hash'));
  expect(kept).toEqual({ outcome: 'repeated', ack: last?.id });
}

test('given a process killed in mid-append, again and again, every acknowledged fact is there once', async () => {
  const path = newPath();
  const acks: Ack[] = [];
  for (const lines of [40, 300, 1, 1500, 777]) {
    const { kill } = await startAppender(path, lines + 1);
    acks.push(...(await kill()));
    const store = await openSqliteStore({ path });
    await expectKept(store, acks);
    await store.close();
  }
  expect(acks.length).toBeGreaterThan(2600);
});

test('given a file held by another process, opening it is refused in clear words until that one is gone', async () => {
  const path = newPath();
  const { kill } = await startAppender(path, 20);
  await expect(openSqliteStore({ path })).rejects.toMatchObject({
    name: 'StoreUnavailable',
    message: expect.stringMatching(/is in use by another process: two servers cannot share one file/),
  });
  const acks = await kill();
  const store = await openSqliteStore({ path });
  await expectKept(store, acks);
  await expect(openSqliteStore({ path }), 'nor twice within one process').rejects.toThrow(/in use/);
  await store.close();
});
