// Everything wrong with a case file at once, each fault with its path and its mend.
// Safe for the browser. Knows parsed files; reads none itself.
import type { z } from 'zod';
import { pointFaults } from './check-points.ts';
import { textFaults } from './check-texts.ts';
import type { Fault } from './fault.ts';
import { type Numbers, numbersOf, numbersSchema, type Simulation, simulationSchema } from './schema.ts';
import { shapeFaults } from './shape.ts';

/** A parsed file: a full simulation with its numbers, or numbers alone, or neither, with everything that keeps it from being used. */
export type ParsedCase =
  | { kind: 'simulation'; simulation: Simulation; numbers: Numbers; faults: Fault[] }
  | { kind: 'numbers'; simulation: null; numbers: Numbers; faults: Fault[] }
  | { kind: 'neither'; simulation: null; numbers: null; faults: Fault[] };

/** Faults of a full case: its numbers, references, both languages, figures in texts, and its own intentions. */
export function check(simulation: Simulation): Fault[] {
  const shape = shapeFaults(numbersOf(simulation)).map(inSimulation);
  return [...shape, ...gradingFaults(simulation, shape.length === 0)];
}

/** Checks whatever came out of a YAML or JSON file. A full simulation is graded; numbers alone get shape checks only. */
export function checkParsed(parsed: unknown): Fault[] {
  const { simulation, faults } = parseCase(parsed);
  return simulation ? [...faults, ...gradingFaults(simulation, faults.length === 0)] : faults;
}

/** Reads a case out of whatever a file held. Without faults it can be compiled, analysed and scored, graded or not. */
export function parseCase(parsed: unknown): ParsedCase {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    const mend = 'see docs/science.md for the form of a case';
    return neither([{ path: '', message: 'not a case: expected an object with issues and roles', mend }]);
  }
  if (looksFull(parsed)) {
    const full = simulationSchema.safeParse(parsed);
    if (!full.success) return neither(full.error.issues.map(fromZod));
    const numbers = numbersOf(full.data);
    return { kind: 'simulation', simulation: full.data, numbers, faults: shapeFaults(numbers).map(inSimulation) };
  }
  const numbers = numbersSchema.safeParse(parsed);
  if (!numbers.success) return neither(numbers.error.issues.map(fromZod));
  return { kind: 'numbers', simulation: null, numbers: numbers.data, faults: shapeFaults(numbers.data) };
}

/** Points are graded only where they hang together. */
function gradingFaults(simulation: Simulation, sound: boolean): Fault[] {
  return [...textFaults(simulation), ...(sound ? pointFaults(simulation) : [])];
}

function neither(faults: Fault[]): ParsedCase {
  return { kind: 'neither', simulation: null, numbers: null, faults };
}

/** Texts or a schema version mean that a full simulation was intended. */
function looksFull(parsed: object): boolean {
  return ['schemaVersion', 'title', 'publicBrief', 'intended'].some((key) => key in parsed);
}

function fromZod(issue: z.core.$ZodIssue): Fault {
  return { path: pathOf(issue.path), message: problemOf(issue), mend: mendOf(issue) };
}

/** Of a union, the messages of the branch that came nearest: of the right kind at all, then with the fewest complaints. */
function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const otherKind = (branch: z.core.$ZodIssue[]) => Number(branch.some(({ path }) => path.length === 0));
  const nearest =
    [...issue.errors].sort((left, right) => otherKind(left) - otherKind(right) || left.length - right.length)[0] ?? [];
  return (
    nearest.map((inner) => `${inner.path.length > 0 ? `${pathOf(inner.path)}: ` : ''}${problemOf(inner)}`).join('; ') ||
    issue.message
  );
}

function mendOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `remove ${issue.keys.join(', ')}, or correct the spelling`;
  if (issue.code === 'invalid_type') return `write ${issue.expected} here`;
  return 'see docs/science.md for the form of a case';
}

function pathOf(path: PropertyKey[]): string {
  return path.reduce(
    (text: string, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}

/** Ranges stand one level deeper in a full simulation than in a numbers file. */
function inSimulation(fault: Fault): Fault {
  return { ...fault, path: fault.path.replace(/^(issues\[\d+\])\.(min|max|step)$/u, '$1.range.$2') };
}
