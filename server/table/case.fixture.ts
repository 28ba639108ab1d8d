// Two small cases for tests of any room: every confidential text carries a canary, every figure is a prime of seven digits
// of its own, so that a search tells at once what crossed to whom. For tests only.
import { analyse } from '../../simulations/analyse.ts';
import { type Bilingual, numbersOf, type Simulation, simulationSchema } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';

const both = (text: string): Bilingual => ({ nl: `${text} (nl)`, en: `${text} (en)` });
const canary = (role: string, what: string): Bilingual => both(`canary-${role}-${what}-end`);
const option = (id: string) => ({ id, label: both(`option ${id}`) });
const issue = (id: string, ...options: string[]) => ({
  id,
  name: both(`issue ${id}`),
  explanation: both(`about ${id}`),
  options: options.map(option),
});

const role = (id: string, reservationPoints: number, points: Simulation['roles'][number]['points']) => ({
  id,
  name: both(`role ${id}`),
  who: canary(id, 'who'),
  brief: canary(id, 'brief'),
  alternative: canary(id, 'alternative'),
  // Both roles have an interest called `quiet`: an id alone must not open the other's.
  interests: [
    { id: 'quiet', text: canary(id, 'quiet'), issues: [] },
    { id: `only-${id}`, text: canary(id, 'only'), issues: [] },
  ],
  reservationPoints,
  points,
});

const common = {
  schemaVersion: 1,
  teaches: both('nothing, it is for tests'),
  contentNotes: [],
  minutes: { read: 5, prepare: 5, bargain: 20, sign: 3, reflect: 5, debrief: 20 },
  comparablePoints: { reason: both('both count in money') },
} as const;

/** Seller and buyer; a range, two issues that trade off, a compatible one, and an interaction. */
export const twoRoleSimulation: Simulation = simulationSchema.parse({
  ...common,
  id: 'fixture-two',
  title: both('Two at a table'),
  summary: both('Seller and buyer'),
  publicBrief: both('what both know'),
  issues: [
    {
      id: 'price',
      name: both('price'),
      explanation: both('about price'),
      range: { min: 0, max: 4, step: 1, unit: both('coins') },
    },
    issue('delivery', 'slow', 'normal', 'fast'),
    issue('support', 'none', 'basic', 'full'),
    issue('start', 'later', 'now'),
  ],
  roles: [
    role('seller', 9000049, {
      price: { at: 1000033, perUnit: 1000037 },
      delivery: [3000017, 2000029, 1000081],
      support: [8000009, 4000037, 1000117],
      start: [1000133, 3000047],
    }),
    role('buyer', 9000059, {
      price: { at: 9000011, perUnit: -1000039 },
      delivery: [1000099, 5000011, 9000041],
      support: [1000121, 2000039, 3000029],
      start: [1000151, 3000061],
    }),
  ],
  interactions: [{ role: 'seller', when: { delivery: 'fast', support: 'full' }, points: 1500007 }],
  agreement: { rule: 'unanimous' },
  intended: {
    zone: 'wide',
    character: { price: 'distributive', delivery: 'tradeOff', support: 'tradeOff', start: 'compatible' },
  },
});

/** Host, sponsor and band; everybody must sign. */
export const threeRoleSimulation: Simulation = simulationSchema.parse({
  ...common,
  id: 'fixture-three',
  title: both('Three at a table'),
  summary: both('Host, sponsor and band'),
  publicBrief: both('what all know'),
  issues: [
    issue('venue', 'hall', 'park', 'ship'),
    issue('date', 'june', 'july'),
    issue('budget', 'low', 'middle', 'high'),
  ],
  roles: [
    role('host', 6000047, {
      venue: [1000159, 5000077, 9000067],
      date: [2000081, 3000073],
      budget: [4000039, 1000171, 3000077],
    }),
    role('sponsor', 6000053, {
      venue: [3000089, 2000083, 1000183],
      date: [8000017, 5000081],
      budget: [1000193, 3000103, 4000043],
    }),
    role('band', 1000187, {
      venue: [5000087, 6000011, 2000093],
      date: [4000063, 6000023],
      budget: [1000199, 4000067, 6000041],
    }),
  ],
  agreement: { rule: 'unanimous' },
  intended: { zone: 'wide', character: { venue: 'tradeOff', date: 'distributive', budget: 'tradeOff' } },
});

/** The same three, of whom two can agree as long as the host is one of them. */
export const coalitionSimulation: Simulation = simulationSchema.parse({
  ...threeRoleSimulation,
  id: 'fixture-coalition',
  agreement: { rule: 'atLeast', count: 2, veto: ['host'], outside: 'reservation' },
});

export function caseFileOf(simulation: Simulation): CaseFile {
  const numbers = numbersOf(simulation);
  return { hash: `hash-of-${simulation.id}`, simulation, numbers, analysis: analyse(numbers) };
}

export const twoRoleCase: CaseFile = caseFileOf(twoRoleSimulation);
export const threeRoleCase: CaseFile = caseFileOf(threeRoleSimulation);
export const coalitionCase: CaseFile = caseFileOf(coalitionSimulation);

/** What must not cross to anybody but the role: marks in its texts, marks of interests by id, its figures as digits. */
export function canariesOf({ roles, interactions }: Simulation, id: string) {
  const own = roles.find((candidate) => candidate.id === id);
  if (!own) throw new RangeError(`no role ${id}`);
  const figures = Object.values(own.points).flatMap((points) =>
    Array.isArray(points) ? points : [points.at, points.perUnit],
  );
  const extra = interactions.filter((interaction) => interaction.role === id).map((interaction) => interaction.points);
  return {
    texts: ['who', 'brief', 'alternative'].map((what) => `canary-${id}-${what}-end`),
    interests: { quiet: `canary-${id}-quiet-end`, [`only-${id}`]: `canary-${id}-only-end` } as Record<string, string>,
    points: [...figures, ...extra, own.reservationPoints].map((points) => String(Math.abs(points))),
  };
}
