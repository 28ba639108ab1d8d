// The cases that a history is played with: every confidential text carries a mark, every figure is a prime of seven digits of
// its own; and the search for them in whatever reaches a client.
import { type Simulation, simulationSchema } from '../../simulations/schema.ts';
import { analystHere } from '../runtime/analysis/analyst.ts';
import { Catalogue } from '../runtime/catalogue.ts';
import { canariesOf, threeRoleSimulation, twoRoleSimulation } from '../table/case.fixture.ts';

export const simulations: readonly Simulation[] = [twoRoleSimulation, threeRoleSimulation];

export const markedCatalogue = (): Promise<Catalogue> =>
  Catalogue.open(
    simulations.map((simulation) => simulationSchema.parse(simulation)),
    analystHere,
  );

/** Whose a mark is. Interests that their holder may tell are none. */
const ownerOf = new Map<string, string>();
for (const simulation of simulations)
  for (const { id } of simulation.roles) {
    const { texts, points, interests } = canariesOf(simulation, id);
    for (const mark of [...texts, ...points, interests['quiet'] ?? '']) ownerOf.set(mark, id);
  }

/** What somebody writes for themselves, with their name on it. */
export const markedNote = (person: string, text: string): string => `${text} private-${person}-note`;
/** Whose private notes are in a frame. */
export const notesIn = (frame: string): string[] =>
  [...frame.matchAll(/private-([\w-]{22})-note/g)].flatMap(([, person]) => person ?? []);

const candidates = /canary-[a-z]+-[a-z]+-end|\b\d{7}\b/g;

/** Marks in a frame, by the role they belong to. */
export function marksIn(frame: string): { mark: string; role: string }[] {
  return [...frame.matchAll(candidates)].flatMap(([mark]) => {
    const role = ownerOf.get(mark);
    return role === undefined ? [] : [{ mark, role }];
  });
}
