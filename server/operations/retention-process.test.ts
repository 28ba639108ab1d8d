// `PARLEY_RETENTION_DAYS` in the real program: the session of long ago is gone with what was written, the younger one stays.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, freshId, type Hosted, host, type Joined, joinAs } from '../calls.fixture.ts';
import { asPerson, eventually, viewOf } from '../live.fixture.ts';
import { startNode } from '../node.fixture.ts';
import type { LobbyView } from '../protocol/session-view.ts';
import { type Program, startProgram } from './process.fixture.ts';

const dayMs = 24 * 3600 * 1000;
let folder: string;
let program: Program;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-retention-'));
});
afterEach(async () => {
  if (program.child.exitCode === null) program.child.kill('SIGTERM');
  await program.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** A session over the same file, as a node of so many days ago opened it. */
async function openedDaysAgo(days: number, name: string): Promise<{ hosted: Hosted; person: Joined }> {
  const node = await startNode({ folder, now: () => Date.now() - days * dayMs });
  const hosted = await host(node);
  const person = await joinAs(node, hosted.code, name);
  expect(node.faults).toEqual([]);
  await node.close();
  return { hosted, person };
}
/** The program measures its load: on a crowded machine a newcomer may have to ask again. */
const joining = (code: string) =>
  eventually(async () => {
    const wish = { commandId: freshId(), code, name: 'Carla', department: null, language: 'nl', place: 'room' };
    const reply = await call(program, '/api/join', wish);
    return reply.status === 503 ? null : reply;
  });
const stored = (): string =>
  readdirSync(folder)
    .filter((file) => file.startsWith('parley.sqlite'))
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('');

test('a session of 40 days ago is erased where 30 are kept, with every word; one of 20 days ago is not', async () => {
  const old = await openedDaysAgo(40, 'Wilhelmina Ouwerkerk');
  const young = await openedDaysAgo(20, 'Florentine Jongeneel');
  expect(stored()).toContain('Wilhelmina Ouwerkerk');
  program = await startProgram({ PARLEY_DATA: folder, PARLEY_RETENTION_DAYS: '30' });
  await program.until('sessionsExpired');
  expect(program.output()).toMatch(/"sessions":1,"days":30/);

  expect(await joining(old.hosted.code)).toMatchObject({ status: 404, body: { rejection: { code: 'unknownCode' } } });
  await expect(asPerson(program, old.person)).rejects.toThrow('notAllowed');
  const client = await asPerson(program, young.person);
  expect(JSON.stringify(await viewOf<LobbyView>(client, 'session'))).toContain('Florentine Jongeneel');
  client.close();
  expect((await joining(young.hosted.code)).status).toBe(200);

  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(stored()).not.toContain('Wilhelmina');
  expect(stored()).toContain('Florentine Jongeneel');
});
