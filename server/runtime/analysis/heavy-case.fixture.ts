// For tests: a case with many roles and packages, whose analysis and scores take longer than anybody may be kept waiting.
import { type Simulation, simulationSchema } from '../../../simulations/schema.ts';

const both = (text: string) => ({ nl: `${text} (nl)`, en: text });

/** Independent points from 0 to 100, seeded. */
export function heavySimulation(id: string, roles: number, sizes: readonly number[], seed = 1): Simulation {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
  const issues = sizes.map((size, at) => ({
    ...{ id: `issue-${at}`, name: both(`issue ${at}`), explanation: both(`about ${at}`) },
    options: Array.from({ length: size }, (_, option) => ({ id: `o${option}`, label: both(`option ${option}`) })),
  }));
  return simulationSchema.parse({
    ...{ id, schemaVersion: 1, title: both(id), summary: both('heavy'), teaches: both('patience') },
    minutes: { read: 1, prepare: 1, bargain: 1, sign: 1, reflect: 1, debrief: 1 },
    publicBrief: both('much to settle'),
    issues,
    roles: Array.from({ length: roles }, (_, at) => ({
      ...{ id: `role-${at}`, name: both(`role ${at}`), who: both('somebody'), brief: both('a brief') },
      interests: [{ id: 'only', text: both('an interest') }],
      ...{ alternative: both('an alternative'), reservationPoints: 100 },
      points: Object.fromEntries(
        sizes.map((size, issue) => [`issue-${issue}`, Array.from({ length: size }, () => Math.floor(101 * random()))]),
      ),
    })),
    comparablePoints: { reason: both('all in euros') },
    intended: { zone: 'wide', character: {} },
  });
}

/** The first or a middle option of every issue. */
export const packageOf = ({ issues }: Simulation, place: number): Record<string, string> =>
  Object.fromEntries(
    issues.map((issue) => [issue.id, 'options' in issue ? `o${Math.floor(place * issue.options.length)}` : '']),
  );
