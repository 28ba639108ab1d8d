// A case for three, made from one for two: the third role wants a little of what both others want. A library of its own.
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { simulationSchema } from '../../simulations/schema.ts';

const original = resolve(import.meta.dirname, '../../simulations/library/importheffing/simulation.yaml');

/** The folder of the library, with the one case `three-roles` in it. */
export async function writeThreeRoleLibrary(): Promise<string> {
  const simulation = simulationSchema.parse(parse(await readFile(original, 'utf8')));
  const [first, second] = simulation.roles;
  if (!first || !second) throw new Error('the original has two roles');
  const points = Object.fromEntries(
    Object.entries(first.points).map(([issue, own]) => [issue, halfWay(own, second.points[issue])]),
  );
  const third = {
    ...structuredClone(second),
    id: 'carrier',
    name: { nl: 'Vervoerder', en: 'Carrier' },
    who: { nl: 'Je vervoert de machines.', en: 'You carry the machines.' },
    reservationPoints: 20,
    points,
    interests: second.interests.map((interest) => ({ ...interest, id: `carrier-${interest.id}` })),
  };
  const three = simulationSchema.parse({ ...simulation, id: 'three-roles', roles: [first, second, third] });
  const folder = await mkdtemp(join(tmpdir(), 'parley-three-'));
  await mkdir(join(folder, three.id));
  await writeFile(join(folder, three.id, 'simulation.yaml'), stringify(three));
  return folder;
}

type Points = number[] | { at: number; perUnit: number };

function halfWay(one: Points, other: Points | undefined): Points {
  if (Array.isArray(one) && Array.isArray(other))
    return one.map((value, at) => Math.round((value + (other[at] ?? 0)) / 2));
  return one;
}
