// A node that is asked to end, in a process of its own and under load: what it acknowledged is there, and it ends in time.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshId, host } from '../calls.fixture.ts';
import { dial, order, viewOf } from '../live.fixture.ts';
import { startNode } from '../node.fixture.ts';
import { seatPair } from '../pair.fixture.ts';
import type { TableView } from '../protocol/table-view.ts';
import { type Program, startProgram } from './process.fixture.ts';

let folder: string;
let program: Program;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-drain-'));
});
afterEach(async () => {
  if (program.child.exitCode === null) program.child.kill('SIGKILL');
  await program.ended;
  rmSync(folder, { recursive: true, force: true });
});

test('SIGTERM in the middle of a conversation: every acknowledged message is kept, exit 0, within 10 s', async () => {
  program = await startProgram({ PARLEY_DATA: folder });
  await program.until('listening');
  const pair = await seatPair(program);
  const acknowledged: string[] = [];
  let talking = true;
  const talks = pair.people.map(async ({ client }, person) => {
    for (let line = 0; talking; line += 1) {
      const text = `line ${person}/${line}`;
      const answer = await order(client, pair.table, { type: 'sendMessage', text }).catch(() => null);
      if (answer?.ok) acknowledged.push(text);
      // As fast as a budget allows; what is refused is no promise.
      await new Promise((later) => setTimeout(later, 10));
      if (!client.connected) return;
    }
  });
  await new Promise((later) => setTimeout(later, 1_000));
  const asked = performance.now();
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
  talking = false;
  pair.end();
  await Promise.race([Promise.all(talks), new Promise((later) => setTimeout(later, 500))]);
  expect(program.turns()).toEqual(expect.arrayContaining(['draining', 'stopped']));
  expect(acknowledged.length).toBeGreaterThan(20);

  const again = await startNode({ folder });
  const { joined } = pair.people[0] ?? { joined: null };
  if (joined === null) throw new Error('nobody came');
  const client = await dial(again, { as: 'person', sessionId: joined.sessionId, person: joined.person }, joined.cookie);
  const view = JSON.stringify(await viewOf<TableView>(client, pair.table));
  expect(acknowledged.filter((text) => !view.includes(`"${text}"`))).toEqual([]);
  client.close();
  await again.close();
});

test('the second signal ends it at once', async () => {
  program = await startProgram({ PARLEY_DATA: folder });
  await program.until('listening');
  await host(program);
  // A request that never ends holds the first one up.
  const open = fetch(`${program.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode(`{"id":"${freshId()}`)) }),
    duplex: 'half',
  } as RequestInit).catch(() => null);
  await new Promise((sent) => setTimeout(sent, 200));
  program.child.kill('SIGTERM');
  await program.until('draining');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(143);
  await open;
});

test('a start that cannot be is explained in a line each, without a stack: settings, folders and address, all at once', async () => {
  writeFileSync(join(folder, 'a file'), '');
  program = await startProgram({
    PARLEY_DATA: join(folder, 'a file', 'data'),
    PARLEY_LIBRARY: join(folder, 'nowhere'),
    PARLEY_BIND: '203.0.113.1',
    PARLEY_LOG: 'loud',
    PARLEY_HOSTKEY: 'x',
    REDIS_URL: 'nowhere',
  });
  expect(await program.ended).toBe(1);
  const lines = program.output().trim().split('\n');
  const named = [
    'PARLEY_LOG',
    'PARLEY_HOST_KEY is meant',
    'REDIS_URL is no',
    'REDIS_URL needs',
    'PARLEY_DATA is',
    'PARLEY_LIBRARY is',
    'PARLEY_BIND is',
  ];
  for (const name of named)
    expect(
      lines.filter((line) => line.startsWith('- ') && line.includes(name)),
      name,
    ).toHaveLength(1);
  expect(program.output()).not.toMatch(/\n\s+at /);
});
