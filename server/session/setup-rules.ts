// What a round may be made of. Pure rules over what a facilitator chose.

import { phaseKinds } from '../../simulations/schema.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { Setup } from '../protocol/session-commands.ts';
import type { Cases } from './cases.ts';

const defaultSigningMinutes = 3;

/** Why a setup cannot be played; null where it can. */
export function setupFault(setup: Setup, cases: Cases): Rejection | null {
  if (cases.newest(setup.simulation) === null) {
    return reject('unknownSimulation', 'There is no such case in the library.', 'setup.simulation');
  }
  const places = setup.phases.map(({ kind }) => phaseKinds.indexOf(kind));
  if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? -1))) {
    return reject('malformed', `Phases come once each, in this order: ${phaseKinds.join(', ')}.`, 'setup.phases');
  }
  if (!setup.phases.some(({ kind }) => kind === 'bargain')) {
    return reject('malformed', 'A round needs bargaining; all other phases may be left out.', 'setup.phases');
  }
  return null;
}

/** How long an accepted offer may still be signed after bargaining. */
export function graceMsOf(setup: Setup): number {
  return minutesToMs(setup.phases.find(({ kind }) => kind === 'sign')?.minutes ?? defaultSigningMinutes);
}

export const minutesToMs = (minutes: number): number => minutes * 60_000;
