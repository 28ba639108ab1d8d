// A case whose every secret is marked: a canary word in each confidential text and seven-digit primes as points.
// Made from a real case, written as a library of its own for the server under test.
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Bilingual, type Simulation, simulationSchema } from '../../simulations/schema.ts';

const original = resolve(import.meta.dirname, '../../simulations/library/importheffing/simulation.yaml');

/** What must not reach anybody but the role itself, by kind; interests may be told, points shown in own share only. */
export type RoleMarks = { texts: string[]; interests: string[]; figures: string[] };
export type MarkedCase = { folder: string; simulation: Simulation; marks: Record<string, RoleMarks> };

function* sevenDigitPrimes(): Generator<number> {
  for (let candidate = 1_000_003; ; candidate += 2) {
    let prime = true;
    for (let divisor = 3; divisor * divisor <= candidate; divisor += 2) if (candidate % divisor === 0) prime = false;
    if (prime) yield candidate;
  }
}

export async function writeMarkedLibrary(): Promise<MarkedCase> {
  const simulation = simulationSchema.parse(parse(await readFile(original, 'utf8')));
  const primes = sevenDigitPrimes();
  const marks: Record<string, RoleMarks> = {};
  for (const role of simulation.roles) marks[role.id] = markRole(role, primes);
  const folder = await mkdtemp(join(tmpdir(), 'parley-library-'));
  await mkdir(join(folder, simulation.id));
  await writeFile(join(folder, simulation.id, 'simulation.yaml'), stringify(simulation));
  return { folder, simulation, marks };
}

/** Marks one role in place. Points keep their order: the best option stays the best. */
function markRole(role: Simulation['roles'][number], primes: Generator<number>): RoleMarks {
  const found: RoleMarks = { texts: [], interests: [], figures: [] };
  const mark = (text: Bilingual, kind: 'texts' | 'interests', place: string): Bilingual => {
    const word = (language: string) => {
      const canary = `Kanarie${role.id}${place}${language}`.replace(/[^A-Za-z0-9]/g, '');
      found[kind].push(canary);
      return canary;
    };
    return { nl: `${text.nl} ${word('nl')}`, en: `${text.en} ${word('en')}` };
  };
  const figure = (): number => {
    const prime = primes.next().value as number;
    found.figures.push(String(prime));
    return prime;
  };
  role.who = mark(role.who, 'texts', 'who');
  role.brief = mark(role.brief, 'texts', 'brief');
  role.alternative = mark(role.alternative, 'texts', 'alternative');
  for (const interest of role.interests) interest.text = mark(interest.text, 'interests', `interest${interest.id}`);
  role.reservationPoints = figure();
  for (const [issue, points] of Object.entries(role.points)) {
    if (Array.isArray(points)) {
      const sorted = [...points].sort((a, b) => a - b);
      const worth = new Map([...new Set(sorted)].map((value) => [value, figure()]));
      role.points[issue] = points.map((value) => worth.get(value) ?? 0);
    } else {
      role.points[issue] = { at: figure(), perUnit: Math.sign(points.perUnit) * figure() };
    }
  }
  return found;
}
