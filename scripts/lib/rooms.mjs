// The rooms of the house and what each may import, as a table. The first room whose pattern matches a file is its
// room; a file may always import from its own room. Change it only together with docs/architecture.md.

/** @typedef {{ name: string, files: RegExp, rooms?: string[], everything?: boolean, packages?: RegExp,
 *    node?: boolean, pure?: boolean }} Room */

const noPackages = /^$/;

/** @type {Room[]} */
export const rooms = [
  // Tests go where they like: they are not shipped. Suites and fixtures serve tests only.
  { name: 'tests', files: /\.(test|suite|fixture)\.tsx?$/, everything: true, node: true },
  { name: 'app', files: /^app\//, rooms: ['protocol', 'numbers'] },
  {
    // The six modules that may reach a phone.
    name: 'numbers',
    files: /^simulations\/(schema|payoff|frontier|solutions|score|check)\.ts$/,
    rooms: ['numbers within'],
    packages: /^zod$/,
    pure: true,
  },
  // Programs around the science: they read files and print.
  {
    name: 'simulation programs',
    files: /^simulations\/(cli|conformance|bench|load)[^/]*\.ts$|^simulations\/(cli|conformance|bench)\//,
    rooms: ['numbers', 'numbers within', 'simulations'],
    node: true,
  },
  // What those six are made of; the client and the protocol come in by the six only.
  { name: 'numbers within', files: /^simulations\/[^/]+\.ts$/, rooms: ['numbers'], packages: /^zod$/, pure: true },
  // Library, counterparts, interchange.
  {
    name: 'simulations',
    files: /^simulations\//,
    rooms: ['numbers', 'numbers within'],
    packages: /^(zod|yaml)$/,
    pure: true,
  },
  { name: 'protocol', files: /^server\/protocol\//, rooms: ['numbers'], packages: /^zod$/, pure: true },
  {
    name: 'session',
    files: /^server\/session\//,
    rooms: ['protocol', 'numbers', 'numbers within', 'simulations'],
    packages: /^(zod|xstate)$/,
    pure: true,
  },
  {
    name: 'table',
    files: /^server\/table\//,
    rooms: ['protocol', 'numbers', 'numbers within', 'simulations'],
    packages: /^(zod|xstate)$/,
    pure: true,
  },
  { name: 'journal port', files: /^server\/journal\/(port|unavailable)\.ts$/, packages: noPackages },
  { name: 'journal', files: /^server\/journal\//, rooms: ['journal port'], node: true },
  {
    name: 'runtime',
    files: /^server\/runtime\//,
    rooms: ['protocol', 'session', 'table', 'numbers', 'numbers within', 'simulations', 'journal port'],
    packages: /^(?!socket\.io|next($|\/)|react)/,
    node: true,
  },
  // The door: who asks, how much, and whether there is room. Knows no session.
  { name: 'gate', files: /^server\/gate\//, rooms: ['protocol'], packages: noPackages, node: true },
  { name: 'socket', files: /^server\/socket\//, rooms: ['runtime', 'protocol', 'gate'], node: true },
  { name: 'http', files: /^server\/http\//, rooms: ['runtime', 'protocol', 'gate'], node: true },
  // The history checker: drives whole nodes from outside and inside, breaks things on purpose, ships with nothing.
  { name: 'history', files: /^server\/history\//, everything: true, node: true },
  {
    // Around a node: figures, log, readiness, copies of the store, and the operator's programs.
    name: 'operations',
    files: /^server\/operations\//,
    rooms: ['protocol', 'runtime', 'journal port', 'journal', 'gate', 'http', 'main'],
    packages: /^(pino|prom-client|redis|zod)$/,
    node: true,
  },
  { name: 'main', files: /^server\/[^/]+\.ts$/, everything: true, node: true },
];

/** @param {string} file relative to the project, with forward slashes */
export function roomOf(file) {
  return rooms.find(({ files }) => files.test(file));
}
