// Cases for the session's tests: small, with a canary in every confidential text. Only tests use this.

import { analyse } from '../../simulations/analyse.ts';
import { numbersOf, type Simulation, simulationSchema } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Cases } from './cases.ts';

const both = (text: string) => ({ nl: text, en: text });
/** Stands in every text that belongs to one role alone. */
export const canary = 'CONFIDENTIAL-CANARY';

function role(id: string, reservationPoints: number, price: number[], speed: number[]) {
  return {
    id,
    name: both(`Role ${id}`),
    who: both(`${canary} who ${id}`),
    brief: both(`${canary} brief ${id}`),
    interests: [{ id: `why-${id}`, text: both(`${canary} interest ${id}`), issues: ['price'] }],
    alternative: both(`${canary} alternative ${id}`),
    reservationPoints,
    points: { price, speed },
  };
}

const options = (...ids: string[]) => ids.map((id) => ({ id, label: both(id) }));

function simulation(id: string, roles: unknown[]): Simulation {
  return simulationSchema.parse({
    id,
    schemaVersion: 1,
    title: both(`Title ${id}`),
    summary: both('Summary'),
    teaches: both('Teaches'),
    minutes: { read: 5, prepare: 5, bargain: 20, sign: 3, reflect: 5, debrief: 20 },
    publicBrief: both('Public'),
    issues: [
      { id: 'price', name: both('Price'), explanation: both('How much'), options: options('low', 'middle', 'high') },
      { id: 'speed', name: both('Speed'), explanation: both('How fast'), options: options('slow', 'fast') },
    ],
    roles,
    comparablePoints: { reason: both('Both count money') },
    intended: { zone: 'wide', character: { price: 'distributive', speed: 'tradeOff' } },
  });
}

const two = simulation('pair', [role('buyer', 20, [60, 40, 10], [0, 40]), role('seller', 25, [5, 30, 55], [45, 20])]);
const three = simulation('trio', [
  role('north', 10, [50, 30, 10], [0, 50]),
  role('south', 10, [10, 30, 50], [50, 0]),
  role('coast', 10, [20, 40, 20], [20, 60]),
]);

function opened(of: Simulation): CaseFile {
  const numbers = numbersOf(of);
  return { simulation: of, numbers, analysis: analyse(numbers), hash: `hash-of-${of.id}` };
}

const library = [opened(two), opened(three)];
export const cases: Cases = {
  newest: (id) => library.find(({ simulation: { id: other } }) => other === id) ?? null,
  kept: (hash) => library.find((file) => file.hash === hash) ?? null,
};
