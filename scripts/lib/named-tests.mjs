// What a page of docs/ says about tests, against the tests there are: every file it names and every title it quotes.
// A row names them in its last cell, as `file.test.ts` "part of a title", "… of another". Reads the syntax tree of the tests.
import { existsSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';

/** @typedef {{ row: string, file: string, titles: string[] }} Named */

const testCalls = new Set(['test', 'it', 'describe', 'embedded']);
const mention = /`([\w./-]+\.(?:test|story)\.ts)`|["“]([^"”]+)["”]/g;

/** The rows of all tables of a page: first cell, and what the last one names.
 *  @param {string} page @returns {{ row: string, named: Named[] }[]} */
export function rowsOf(page) {
  return page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[-| ]+\|$/.test(line))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => ({ row: (cells[0] ?? '').trim(), last: cells.at(-1) ?? '' }))
    .filter(({ last }) => last.trim() !== 'test')
    .map(({ row, last }) => ({ row, named: namedIn(row, last) }));
}

/** @param {string} row @param {string} cell @returns {Named[]} */
function namedIn(row, cell) {
  /** @type {Named[]} */
  const named = [];
  for (const [, file, title] of cell.matchAll(mention)) {
    if (file) named.push({ row, file, titles: [] });
    else if (title) named.at(-1)?.titles.push(title);
  }
  return named;
}

/** Where a file that a page names lies: below the project, `server/` or `e2e/`.
 *  @param {string} base @param {string} file */
export const placeOf = (base, file) =>
  [file, `server/${file}`, `e2e/${file}`].map((path) => `${base}/${path}`).find((path) => existsSync(path));

/** What is wrong with a mention, or null.
 *  @param {string} base @param {Named} named */
export function faultOf(base, { row, file, titles }) {
  const place = placeOf(base, file);
  if (place === undefined) return `${row}: there is no ${file}`;
  const said = titlesIn(place);
  if (said.length === 0) return `${row}: ${file} holds no test`;
  const missing = titles.filter((title) => !said.some((each) => holds(each, title)));
  return missing.length === 0 ? null : `${row}: ${file} has no title with "${missing.join('", nor "')}"`;
}

/** A dot-dot-dot stands for anything.
 *  @param {string} title @param {string} quoted */
function holds(title, quoted) {
  let from = 0;
  for (const piece of quoted.split('…').map((each) => each.trim())) {
    const at = title.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

/** Titles of tests and groups, and the texts in lists, which are what rows of a table of tests are called by.
 *  @param {string} place */
function titlesIn(place) {
  /** @type {string[]} */
  const titles = [];
  const { program } = parseSync(place, readFileSync(place, 'utf8'));
  walk(program, (node) => {
    if (node.type === 'ArrayExpression') titles.push(...node.elements.map(textOf).filter(Boolean));
    if (node.type === 'CallExpression' && testCalls.has(rootOf(node.callee))) {
      const title = textOf(node.arguments[0]);
      if (title) titles.push(title);
    }
  });
  return titles;
}

/** @param {any} node */
const textOf = (node) =>
  node?.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : (node?.quasis?.map((/** @type {any} */ each) => each.value.cooked).join('') ?? '');

/** `test` of `test.each(…)`, `describe.concurrent` and the like.
 *  @param {any} callee @returns {string} */
function rootOf(callee) {
  if (callee?.type === 'Identifier') return callee.name;
  return callee ? rootOf(callee.object ?? callee.callee) : '';
}

/** @param {any} node @param {(node: any) => void} visit */
function walk(node, visit) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') visit(node);
  for (const value of Object.values(node)) walk(value, visit);
}
