// Finds what one file does against the table of rooms: imports that lead where its room may not go, and, in pure
// rooms, a clock, a die, a timer, a console. Reads the syntax tree, so words in comments and strings do not count.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'vite';
import { roomOf } from './rooms.mjs';

/** @typedef {{ file: string, line: number, message: string }} Breach */
/** @typedef {{ type: string, start: number } & Record<string, any>} Node */

const impureGlobals = new Set(
  'console process fetch crypto performance setTimeout setInterval setImmediate queueMicrotask localStorage Buffer'.split(
    ' ',
  ),
);

const testPackages = new Set(['vitest', 'fast-check']);

/** @param {string} base the project's folder @param {string} file relative to it, with forward slashes
 *  @returns {Breach[]} */
export function findBreaches(base, file) {
  const text = readFileSync(`${base}/${file}`, 'utf8');
  const room = roomOf(file);
  const breach = (/** @type {number} */ at, /** @type {string} */ message) => ({
    file,
    line: text.slice(0, at).split('\n').length,
    message,
  });
  if (room === undefined) return [breach(0, 'lies in no room of the house; see scripts/lib/rooms.mjs')];
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) return [breach(0, `cannot be read: ${errors[0]?.message}`)];

  /** @type {Breach[]} */
  const breaches = [];
  walk(/** @type {any} */ (program), (node, parent) => {
    const specifier = specifierOf(node);
    const refusal = specifier === undefined ? undefined : refuse(room, file, specifier);
    if (refusal) breaches.push(breach(node.start, refusal));
    const impurity = room.pure ? impurityOf(node, parent) : undefined;
    if (impurity) breaches.push(breach(node.start, `${room.name} is pure and may not use ${impurity}`));
  });
  return breaches;
}

/** What a node imports: every form of import, also type-only ones, `export … from`, import() and typeof import().
 *  @param {Node} node
 *  @returns {string | undefined} */
function specifierOf(node) {
  if (['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(node.type))
    return node.source?.value;
  if (node.type === 'ImportExpression' || node.type === 'TSImportType') {
    const value = node.source?.value ?? node.argument?.literal?.value;
    // A path put together at run time cannot be judged, so it is refused.
    return typeof value === 'string' ? value : '(computed)';
  }
  return undefined;
}

/** Why a room may not import this, or undefined.
 *  @param {import('./rooms.mjs').Room} room @param {string} file @param {string} specifier */
function refuse(room, file, specifier) {
  if (specifier === '(computed)')
    return room.everything ? undefined : 'imports a path that is put together at run time';
  if (specifier.startsWith('node:')) return room.node ? undefined : `${room.name} may not import ${specifier}`;
  if (!specifier.startsWith('.')) {
    if (!room.packages || room.packages.test(specifier)) return undefined;
    const hint = testPackages.has(specifier) ? '; a file that only tests use is named *.fixture.ts' : '';
    return `${room.name} may not import the package ${specifier}${hint}`;
  }
  const target = posix.join(posix.dirname(file), specifier);
  if (room.everything) return undefined;
  // A style sheet or a picture beside a page.
  if (room.name === 'app' && target.startsWith('app/')) return undefined;
  const other = roomOf(target);
  if (other === room || (other && room.rooms?.includes(other.name))) return undefined;
  return `${room.name} may not import ${target} (${other?.name ?? 'outside the house'})`;
}

/** @param {Node} node @param {Node | undefined} parent
 *  @returns {string | undefined} */
function impurityOf(node, parent) {
  if (node.type === 'MemberExpression') {
    const name = `${node.object?.name}.${node.property?.name ?? node.property?.value}`;
    return ['Date.now', 'Math.random'].includes(name) ? name : undefined;
  }
  if (node.type === 'NewExpression' && node.callee?.name === 'Date' && node.arguments.length === 0) return 'new Date()';
  if (node.type === 'CallExpression' && node.callee?.name === 'Date') return 'Date()';
  if (node.type !== 'Identifier' || !impureGlobals.has(node.name)) return undefined;
  const isName =
    (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
    (parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand) ||
    parent?.type.startsWith('TS');
  return isName ? undefined : node.name;
}

/** @param {Node} node @param {(node: Node, parent: Node | undefined) => void} visit @param {Node} [parent] */
function walk(node, visit, parent) {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') walk(child, visit, node);
    }
  }
}
