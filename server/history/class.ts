// Who plays: sessions with a facilitator, a screen and people, hosted and joined before anything goes wrong.
import type { Setup } from '../protocol/session-commands.ts';
import type { House } from './house.ts';
import { simulations } from './marked-cases.ts';
import type { Card } from './wire.ts';

export const setupOf = (simulation: string): Setup => ({
  simulation,
  phases: (['read', 'prepare', 'bargain', 'sign', 'debrief'] as const).map((kind) => ({
    ...{ kind, minutes: kind === 'bargain' ? 2 : 1, grouping: 'table' },
  })),
  ownPoints: 'always',
  roundScore: null,
});

export type Class = { sessionId: string; facilitator: Card; screen: Card; people: Card[] };

/** People in each session: one more than its tables seat, so that somebody watches. */
const people = [7, 7];

export async function openClasses(house: House): Promise<Class[]> {
  const classes: Class[] = [];
  for (const [index, { id }] of simulations.entries()) {
    const { sessionId, code, card } = await house.host(id);
    const cards: Card[] = [];
    for (let number = 1; number <= (people[index] ?? 5); number += 1)
      cards.push(await house.join(code, `P${index}${number}`));
    const screen: Card = { handshake: { as: 'screen', sessionId }, secret: card.secret };
    classes.push({ sessionId, facilitator: card, screen, people: cards });
  }
  return classes;
}
