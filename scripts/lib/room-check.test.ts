import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inProject } from './project.mjs';
import { findBreaches } from './room-check.mjs';
import { folderWith } from './temp-folder.fixture.ts';

const messagesFor = (file: string, text: string) =>
  findBreaches(folderWith({ [file]: text }), file).map(({ message }) => message);

describe('the import rule', () => {
  it.each([
    ['app/console/page.tsx', "import { schema } from '../../simulations/schema.ts';"],
    ['app/page.tsx', "import './style.css';"],
    ['app/page.tsx', "import type { View } from '../server/protocol/table-view.ts';"],
    ['server/protocol/words.ts', "import { score } from '../../simulations/score.ts';"],
    ['server/session/decide.ts', "import { createMachine } from 'xstate';"],
    ['server/table/decide.ts', "import { walk } from '../../simulations/grid.ts';"],
    ['server/runtime/submit.ts', "import type { Store } from '../journal/port.ts';"],
    ['server/socket/open.ts', "import { submit } from '../runtime/submit.ts';"],
    ['server/journal/sqlite/append.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['server/main.ts', "import { openSqlite } from './journal/sqlite/open.ts';"],
    ['simulations/cli.ts', "import { readFileSync } from 'node:fs';"],
    ['server/table/decide.test.ts', "import { open } from '../journal/memory.ts';"],
  ])('lets %s say: %s', (file, text) => {
    expect(messagesFor(file, text)).toEqual([]);
  });

  it.each([
    ['app/page.tsx', "import { all } from '../simulations/library/read.ts';"],
    ['app/page.tsx', "import { tough } from '../simulations/counterparts/tough.ts';"],
    ['app/page.tsx', "import { cli } from '../simulations/cli.ts';"],
    ['app/page.tsx', "import { walk } from '../simulations/grid.ts';"],
    ['app/page.tsx', "import { decide } from '../server/table/decide.ts';"],
    ['app/page.tsx', "import { readFileSync } from 'node:fs';"],
    ['app/page.tsx', "const later = await import('../server/runtime/submit.ts');"],
    ['app/page.tsx', "let facts: import('../server/table/facts.ts').Fact;"],
    ['app/page.tsx', "export { decide } from '../server/session/decide.ts';"],
    ['app/page.tsx', 'export const later = (where: string) => import(where);'],
    ['server/protocol/words.ts', "import type { Fact } from '../table/facts.ts';"],
    ['server/protocol/words.ts', "import { walk } from '../../simulations/grid.ts';"],
    ['simulations/score.ts', "import { word } from '../server/protocol/words.ts';"],
    ['simulations/score.ts', "import { read } from './library/read.ts';"],
    ['simulations/score.ts', "import { readFileSync } from 'node:fs';"],
    ['simulations/score.ts', "import lodash from 'lodash';"],
    ['server/session/decide.ts', "import { decide } from '../table/decide.ts';"],
    ['server/table/decide.ts', "import type { Socket } from 'socket.io';"],
    ['server/table/decide.ts', "import { randomBytes } from 'node:crypto';"],
    ['server/journal/memory.ts', "import type { Fact } from '../table/facts.ts';"],
    ['server/journal/memory.ts', "import type { Words } from '../protocol/words.ts';"],
    ['server/runtime/submit.ts', "import { openSqlite } from '../journal/sqlite/open.ts';"],
    ['server/runtime/submit.ts', "import { emit } from '../socket/emit.ts';"],
    ['server/socket/open.ts', "import { decide } from '../table/decide.ts';"],
    ['server/http/health.ts', "import type { Store } from '../journal/port.ts';"],
    ['server/shed/thing.ts', "import { z } from 'zod';"],
  ])('stops %s from saying: %s', (file, text) => {
    expect(messagesFor(file, text)).toHaveLength(1);
  });

  it('reads code, not words: comments and strings do not count', () => {
    const text = "// import x from 'node:fs'\nexport const help = \"import x from 'node:fs'; Date.now()\";\n";
    expect(messagesFor('server/table/help.ts', text)).toEqual([]);
  });
});

describe('pure rooms', () => {
  it.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const die = Math.random();',
    "console.log('here');",
    'setTimeout(() => {}, 1);',
    'const id = crypto.randomUUID();',
    'const home = process.env;',
  ])('may not say: %s', (text) => {
    for (const file of ['server/session/a.ts', 'server/table/a.ts', 'simulations/a.ts', 'server/protocol/a.ts']) {
      expect(messagesFor(file, text)).toHaveLength(1);
    }
  });

  it('may turn a time they were given into a date, and name a field like a global', () => {
    const text = 'export const f = (at: number, x: { process: string }) => [new Date(at), x.process, { console: 1 }];';
    expect(messagesFor('server/table/a.ts', text)).toEqual([]);
  });

  it('does not bind the rooms around them', () => {
    expect(messagesFor('server/runtime/clock.ts', 'export const now = () => Date.now();')).toEqual([]);
  });
});

describe('the step of npm test', () => {
  const run = (files: Record<string, string>) =>
    spawnSync(process.execPath, [inProject('scripts', 'import-rule.mjs'), folderWith(files)], { encoding: 'utf8' });

  it('fails and names file, line and reason', () => {
    const { status, stderr } = run({ 'server/journal/a.ts': "\nimport type { F } from '../table/facts.ts';\n" });
    expect(status).toBe(1);
    expect(stderr).toContain('server/journal/a.ts:2 journal may not import server/table/facts.ts (table)');
  });

  it('passes a house in order', () => {
    expect(run({ 'server/journal/port.ts': 'export type Position = number;\n' }).status).toBe(0);
  });
});
